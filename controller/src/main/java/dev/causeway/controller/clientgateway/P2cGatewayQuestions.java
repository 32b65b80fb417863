package dev.causeway.controller.clientgateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.NodeSoftware;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks for gateways with all that is shown of them, in one exchange with whatever else is asked.
final class P2cGatewayQuestions {

    private final GatewayStates states;

    P2cGatewayQuestions(GatewayStates states) {
        this.states = states;
    }

    /// Those that a question finds, newest first.
    ///
    /// @return gives them once the questions are answered
    Supplier<List<ShownP2cGateway>> of(Pipeline questions, Select<GatewayId> which) {
        Select<NodeId> nodes = NodeTable.idsOf(which);
        var plain = questions.add(P2cGatewayTable.newestFirst(which));
        var itsNodes = questions.add(NodeTable.of(which));
        var bound = questions.add(Eips.ofNodes(nodes));
        var said = questions.add(GatewayStates.question(nodes));
        var software = questions.add(Reports.software(nodes));
        var sessions = questions.add(Reports.sessions(nodes));
        return () -> {
            List<P2cGateway> gateways = P2cGatewayTable.withNodes(plain.list(), itsNodes.list());
            var known = new Known(
                    states.of(gateways, said.list()),
                    Eips.byNode(bound.list()),
                    software.list().stream().collect(toMap(NodeSoftware::node, one -> one)),
                    sessions.list().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
            return gateways.stream().map(known::shown).toList();
        };
    }

    /// What is known of several gateways and their nodes.
    private record Known(
            Map<GatewayId, GatewayStates.Since> statuses,
            Map<NodeId, Eip> eips,
            Map<NodeId, NodeSoftware> software,
            Map<NodeId, Long> sessions) {

        ShownP2cGateway shown(P2cGateway gateway) {
            NodeId node = gateway.node().id();
            return new ShownP2cGateway(
                    gateway,
                    statuses.get(gateway.id()).status(),
                    statuses.get(gateway.id()).at(),
                    Optional.ofNullable(eips.get(node)),
                    sessions.getOrDefault(node, 0L),
                    Optional.ofNullable(software.get(node)));
        }
    }
}
