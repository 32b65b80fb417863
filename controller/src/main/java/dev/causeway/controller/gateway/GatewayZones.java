package dev.causeway.controller.gateway;

import dev.causeway.controller.inventory.Zones;
import java.util.List;
import java.util.stream.Stream;

/// The zones that gateways may be placed in, as version 5.1 shows them: each with all kinds of gateways
/// that can be made there.
record GatewayZones(List<Zone> availabilityZones, String requestId) {

    record Zone(String name, String publicBorderGroup, List<Spec> availableSpecs) {}

    record Spec(Flavor flavor, GatewayRequest.AttachmentType attachmentType, GatewayRequest.IpVersion ipVersion) {}

    static GatewayZones of(Zones zones, String requestId) {
        List<Spec> specs = Stream.of(Flavor.values())
                .map(flavor -> new Spec(flavor, GatewayRequest.AttachmentType.VPC, GatewayRequest.IpVersion.IPV4))
                .toList();
        return new GatewayZones(
                zones.names().stream()
                        .map(name -> new Zone(name, Zones.BORDER_GROUP, specs))
                        .toList(),
                requestId);
    }
}
