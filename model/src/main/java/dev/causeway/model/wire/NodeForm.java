package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How a node's document is written: flat. One with an EIP and tunnels is as it has been since the first
/// version, which requires each field but the edition and `clientVpn`. Another uplink, attachment or service is
/// an [Optional] field beside them, and leaves out those that do not hold for it: to a version that does not
/// know it the document is one that is not understood.
///
/// @param publicAddress left out of a node without one
/// @param localSubnets left out of a node that serves clients, as are its tunnels
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
        Optional<UUID> edition) {

    /// What serves clients.
    ///
    /// @param server absent while the gateway has none
    record ClientVpnForm(Optional<ClientServer> server) {

        NodeService value() {
            return new NodeService.ClientVpn(server);
        }
    }

    static NodeForm of(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.SiteToCloud(List<Prefix> subnets, List<Tunnel> served) ->
                of(node, Optional.of(subnets), Optional.of(served), Optional.empty());
            case NodeService.ClientVpn(Optional<ClientServer> server) ->
                of(node, Optional.empty(), Optional.empty(), Optional.of(new ClientVpnForm(server)));
        };
    }

    private static NodeForm of(
            NodeDocument node,
            Optional<List<Prefix>> subnets,
            Optional<List<Tunnel>> tunnels,
            Optional<ClientVpnForm> clients) {
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
                subnets,
                tunnels,
                clients,
                node.edition());
    }

    NodeDocument value() {
        return new NodeDocument(
                node,
                gateway,
                generation,
                wanted,
                gatewayGeneration,
                uplink(),
                attachment,
                clientVpn
                        .map(ClientVpnForm::value)
                        .orElseGet(
                                () -> new NodeService.SiteToCloud(localSubnets.orElseThrow(), tunnels.orElseThrow())),
                edition);
    }

    /// A node with tunnels that has no EIP has an uplink of a kind that is not known here.
    private Uplink uplink() {
        return clientVpn.isPresent() && publicAddress.isEmpty() ? new Uplink.None() : publicAddress.orElseThrow();
    }
}
