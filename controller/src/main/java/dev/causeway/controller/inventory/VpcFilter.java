package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
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

    private static final Parameter<VpcId> ID =
            Parameter.id("id", "only the VPCs of these IDs", VpcId::parse).repeated();
    private static final Parameter<String> NAME =
            Parameter.text("name", "only VPCs of these names").repeated();
    private static final Parameter<String> DESCRIPTION =
            Parameter.text("description", "only VPCs of these descriptions").repeated();
    private static final Parameter<Prefix> CIDR = Parameter.text(
                    "cidr", "only VPCs of these networks, such as 192.168.0.0/16", Prefix::parse)
            .repeated();

    static final Parameters PARAMETERS =
            Parameters.of(ID, NAME, DESCRIPTION, CIDR, EnterpriseProject.FILTER, NamePart.PARAMETER);

    static VpcFilter of(Call call) {
        return new VpcFilter(
                call.queryAll(ID),
                call.queryAll(NAME),
                call.queryAll(DESCRIPTION),
                call.queryAll(CIDR),
                EnterpriseProject.filter(call),
                NamePart.filter(call));
    }
}
