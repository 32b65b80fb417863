package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.web.Call;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;

/// Which VPCs a list shall hold. An empty list asks for none in particular.
record VpcFilter(
        List<VpcId> ids,
        List<String> names,
        List<String> descriptions,
        List<Prefix> cidrs,
        List<String> enterpriseProjects,
        Optional<NamePart> namePart) {

    static VpcFilter of(Call call) {
        return new VpcFilter(
                call.queryAll("id", VpcId::parse),
                call.queryAll("name"),
                call.queryAll("description"),
                call.queryAll("cidr", Prefix::parse),
                EnterpriseProject.filter(call),
                NamePart.filter(call));
    }
}
