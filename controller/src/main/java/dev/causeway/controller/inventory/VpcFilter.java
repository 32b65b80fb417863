package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.web.Call;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.function.Function;

/// Which VPCs a list shall hold. An empty list asks for none in particular.
record VpcFilter(
        List<VpcId> ids,
        List<String> names,
        List<String> descriptions,
        List<Prefix> cidrs,
        List<String> enterpriseProjects) {

    static VpcFilter of(Call call) {
        return new VpcFilter(
                parsed(call, "id", VpcId::parse),
                parsed(call, "name", text -> text),
                parsed(call, "description", text -> text),
                parsed(call, "cidr", Prefix::parse),
                EnterpriseProject.filter(call));
    }

    private static <T> List<T> parsed(Call call, String name, Function<String, T> parser) {
        return call.queryAll(name).stream()
                .map(text -> Texts.named(name, text, parser))
                .toList();
    }
}
