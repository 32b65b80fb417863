package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.GatewayNodeView;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DrainReport;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Gateways with all that is shown of them. What other features know is asked for in the same exchange.
final class ShownGateways {

    private final GatewayUsers users;
    private final GatewayStates states;
    private final Clock clock;

    ShownGateways(GatewayUsers users, GatewayStates states, Clock clock) {
        this.users = users;
        this.states = states;
        this.clock = clock;
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
        var told = questions.add(Reports.drains(nodes));
        var led = questions.add(NodeFacts.led(nodes));
        var usage = users.usage(which, questions);
        ask.accept(questions);
        List<VpnGateway> gateways = GatewayTable.withNodes(plain.list(), itsNodes.list());
        var known = new Known(
                states.of(gateways, said.list()),
                states.ofNodes(gateways, said.list()),
                Reports.byDocument(said.list()),
                told.list().stream().collect(toMap(DrainReport::node, Function.identity())),
                Set.copyOf(led.list()),
                Eips.byNode(bound.list()),
                usage.get(),
                clock.instant());
        return gateways.stream().map(known::shown).toList();
    }

    /// What is known of several gateways and their nodes.
    ///
    /// @param led nodes past which the VPC leads its traffic, as it shall
    private record Known(
            Map<GatewayId, GatewayStates.Since> statuses,
            Map<NodeId, GatewayStatus> nodes,
            Map<DocumentKey, List<Reports.Said>> said,
            Map<NodeId, DrainReport> told,
            Set<NodeId> led,
            Map<NodeId, Eip> eips,
            Map<GatewayId, GatewayUser.Usage> usage,
            Instant now) {

        Gateways.Shown shown(VpnGateway gateway) {
            return new Gateways.Shown(
                    gateway,
                    statuses.get(gateway.id()).status(),
                    statuses.get(gateway.id()).at(),
                    gateway.nodes().stream().map(this::node).toList(),
                    eips,
                    usage.getOrDefault(gateway.id(), GatewayUser.Usage.NONE));
        }

        private GatewayNodeView node(GatewayNode node) {
            NodeState state = NodeState.of(
                    node,
                    led.contains(node.id()),
                    Optional.ofNullable(told.get(node.id())),
                    said.getOrDefault(node.document(), List.of()).stream()
                            .map(Reports.Said::heard)
                            .max(Comparator.naturalOrder()),
                    now);
            return GatewayNodeView.of(node, Optional.ofNullable(eips.get(node.id())), state.with(nodes.get(node.id())));
        }
    }
}
