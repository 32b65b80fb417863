package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How a node's document is written: flat. One with an EIP and tunnels is as it has been since the first
/// version, which requires each field but the edition and `clientVpn`. Another uplink, attachment or service is
/// an [Optional] field beside them, and leaves out those that do not hold for it: to a version that does not
/// know it the document is one that is not understood. What serves some tunnels only is left out of a node without
/// such, and passed over by a version that does not know it.
///
/// @param publicAddress left out of a node without one
/// @param localSubnets left out of a node that serves clients, as are its tunnels
/// @param monitors left out where there are none
/// @param drain left out of a node that is not drained; to a version that does not know it no node is
@JsonTypeName("NODE")
record NodeForm(
        NodeId node,
        GatewayId gateway,
        long generation,
        boolean wanted,
        long gatewayGeneration,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Uplink.Eip> publicAddress,
        Attachment.Vpc attachment,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Prefix>> localSubnets,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Tunnel>> tunnels,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ClientVpnForm> clientVpn,
        Optional<UUID> edition,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Speaker> speaker,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Monitor>> monitors,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> drain) {

    /// What serves clients.
    ///
    /// @param server absent while the gateway has none
    record ClientVpnForm(Optional<ClientServer> server) {

        NodeService value() {
            return new NodeService.ClientVpn(server);
        }
    }

    /// What a service says, in the fields of the form.
    private record Served(
            Optional<List<Prefix>> subnets,
            Optional<List<Tunnel>> tunnels,
            Optional<Speaker> speaker,
            Optional<List<Monitor>> monitors,
            Optional<Instant> drain,
            Optional<ClientVpnForm> clients) {

        static Served of(NodeService service) {
            return switch (service) {
                case NodeService.SiteToCloud(
                        List<Prefix> subnets,
                        List<Tunnel> tunnels,
                        Optional<Speaker> speaker,
                        List<Monitor> monitors,
                        Optional<Instant> drain) ->
                    new Served(
                            Optional.of(subnets),
                            Optional.of(tunnels),
                            speaker,
                            Optional.of(monitors).filter(all -> !all.isEmpty()),
                            drain,
                            Optional.empty());
                case NodeService.ClientVpn(Optional<ClientServer> server) ->
                    new Served(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(new ClientVpnForm(server)));
            };
        }
    }

    static NodeForm of(NodeDocument node) {
        var served = Served.of(node.service());
        return new NodeForm(
                node.node(),
                node.gateway(),
                node.generation(),
                node.wanted(),
                node.gatewayGeneration(),
                switch (node.uplink()) {
                    case Uplink.Eip eip -> Optional.of(eip);
                    case Uplink.None _ -> Optional.empty();
                },
                switch (node.attachment()) {
                    case Attachment.Vpc vpc -> vpc;
                },
                served.subnets(),
                served.tunnels(),
                served.clients(),
                node.edition(),
                served.speaker(),
                served.monitors(),
                served.drain());
    }

    NodeDocument value() {
        return new NodeDocument(
                node, gateway, generation, wanted, gatewayGeneration, uplink(), attachment, service(), edition);
    }

    private NodeService service() {
        return clientVpn
                .map(ClientVpnForm::value)
                .orElseGet(() -> new NodeService.SiteToCloud(
                        localSubnets.orElseThrow(), tunnels.orElseThrow(), speaker, monitors.orElse(List.of()), drain));
    }

    /// A node with tunnels that has no EIP has an uplink of a kind that is not known here.
    private Uplink uplink() {
        return clientVpn.isPresent() && publicAddress.isEmpty() ? new Uplink.None() : publicAddress.orElseThrow();
    }
}
