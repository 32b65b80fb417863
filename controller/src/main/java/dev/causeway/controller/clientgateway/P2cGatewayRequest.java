package dev.causeway.controller.clientgateway;

import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.Tags;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.SubnetId;
import dev.causeway.model.Violation;
import dev.causeway.model.VpcId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The body of a request for a new P2C gateway.
///
/// @param zones empty if Causeway shall choose
/// @param eip absent if the gateway shall have none yet
record P2cGatewayRequest(
        ResourceName name,
        VpcId vpc,
        SubnetId subnet,
        ClientFlavor flavor,
        List<String> zones,
        Optional<ClientEip> eip,
        int mostConnections,
        String enterpriseProject,
        List<Tag> tags) {

    static final String CONNECTIONS = "max_connection_number";

    private static final int USUAL_CONNECTIONS = 10;

    static P2cGatewayRequest read(JsonReader in) {
        return new P2cGatewayRequest(
                in.optional("name", P2cGatewayRequest::name).orElseGet(() -> ResourceName.generate("p2c-vpngw")),
                in.required("vpc_id", VpcId::parse),
                in.required("connect_subnet", SubnetId::parse),
                in.optionalWord("flavor", ClientFlavor.class).orElse(ClientFlavor.PROFESSIONAL1),
                zones(in),
                in.optionalObject("eip", ClientEip::read),
                connections(in).orElse(USUAL_CONNECTIONS),
                in.optional("enterprise_project_id", EnterpriseProject::parse).orElse(EnterpriseProject.NONE),
                Tags.read(in));
    }

    /// Unlike other resources, these have no period in their names.
    static ResourceName name(String text) {
        if (text.indexOf('.') >= 0) {
            throw new InvalidInput("must be 1 to 64 letters, digits, underscores and hyphens");
        }
        return new ResourceName(text);
    }

    /// How many clients may be connected at once.
    static Optional<Integer> connections(JsonReader in) {
        Optional<Integer> number = in.optionalInt(CONNECTIONS, 1, Integer.MAX_VALUE);
        number.filter(asked -> asked > ClientFlavor.MOST_CONNECTIONS)
                .ifPresent(asked -> in.violation(new Violation(
                        CONNECTIONS,
                        P2cCode.TOO_MANY_CONNECTIONS
                                .fault()
                                .because("at most %d, not %d", ClientFlavor.MOST_CONNECTIONS, asked))));
        return number;
    }

    private static List<String> zones(JsonReader in) {
        String name = "availability_zone_ids";
        List<String> zones = in.optionalList(name, zone -> zone).orElse(List.of());
        if (new HashSet<>(zones).size() < zones.size()) {
            in.violation(new Violation(name, P2cCode.ZONE_TWICE.fault()));
        }
        return zones;
    }
}
