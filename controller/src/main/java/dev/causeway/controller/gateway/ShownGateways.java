package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Gateways with all that is shown of them. What other features know is asked for in the same exchange.
final class ShownGateways {

    private final GatewayUsers users;
    private final GatewayStates states;

    ShownGateways(GatewayUsers users, GatewayStates states) {
        this.users = users;
        this.states = states;
    }

    /// Those that a question finds, newest first.
    ///
    /// @param ask gets the questions answered, in a transaction or by themselves
    List<Gateways.Shown> of(Select<GatewayId> which, Consumer<Pipeline> ask) {
        var questions = new Pipeline();
        Select<NodeId> nodes = NodeTable.idsOf(which);
        var plain = questions.add(GatewayTable.newestFirst(which));
        var itsNodes = questions.add(NodeTable.of(which));
        var bound = questions.add(Eips.ofNodes(nodes));
        var said = questions.add(GatewayStates.question(nodes));
        var usage = users.usage(which, questions);
        ask.accept(questions);
        List<VpnGateway> gateways = GatewayTable.withNodes(plain.list(), itsNodes.list());
        return shown(gateways, states.of(gateways, said.list()), Eips.byNode(bound.list()), usage.get());
    }

    private static List<Gateways.Shown> shown(
            List<VpnGateway> gateways,
            Map<GatewayId, GatewayStatus> statuses,
            Map<NodeId, Eip> eips,
            Map<GatewayId, GatewayUser.Usage> usage) {
        return gateways.stream()
                .map(gateway -> new Gateways.Shown(
                        gateway,
                        statuses.get(gateway.id()),
                        eips,
                        usage.getOrDefault(gateway.id(), GatewayUser.Usage.NONE)))
                .toList();
    }
}
