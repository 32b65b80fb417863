package dev.causeway.controller.gateway;

import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HostId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A node of a gateway as the operator sees it.
///
/// @param drained whether traffic shall leave it
/// @param state whether it has, as its host last told
/// @param drain of a node that is drained, or still to be: how far that is
record NodeView(
        GatewayId vgwId,
        int index,
        NodeId id,
        String availabilityZone,
        Optional<HostId> hostId,
        Optional<Ipv4> eip,
        boolean drained,
        NodeState state,
        Optional<Drain> drain) {

    /// One that was changed.
    ///
    /// @param warning what is lost by draining it, if that is known; left out of other answers
    record One(NodeView node, Optional<String> warning, String requestId) {}

    /// All that were asked for.
    record Many(List<NodeView> nodes, String requestId) {}

    /// Those on a host.
    ///
    /// @param clientNodes how many nodes that serve clients are there too, which are not drained
    record OnHost(List<NodeView> nodes, int clientNodes, String requestId) {}

    /// How far a drain is.
    ///
    /// @param askedAt left out when the node is to serve again and its host has not followed yet
    /// @param begunAt when the node began to turn traffic away, by its host's clock; left out before
    /// @param ended why it was waited no longer: `quiet`, or `overdue` after the longest time; left out before
    /// @param seconds for how long it was waited; left out before
    /// @param passing whether packets between the cloud and customers passed at the last look
    record Drain(
            Optional<Instant> askedAt,
            Optional<Instant> begunAt,
            Optional<String> ended,
            Optional<Double> seconds,
            Optional<Boolean> passing) {

        static Optional<Drain> of(GatewayNode node, Optional<DrainReport> told) {
            return node.drained() || told.isPresent()
                    ? Optional.of(new Drain(
                            node.drainedAt(),
                            told.map(DrainReport::begun),
                            told.flatMap(Drain::ended),
                            told.filter(report -> ended(report).isPresent()).map(Drain::seconds),
                            told.map(DrainReport::passing)))
                    : Optional.empty();
        }

        private static Optional<String> ended(DrainReport told) {
            return switch (told.state()) {
                case DRAINING -> Optional.empty();
                case QUIET -> Optional.of("quiet");
                case OVERDUE -> Optional.of("overdue");
            };
        }

        private static double seconds(DrainReport told) {
            return Duration.between(told.begun(), told.since()).toMillis() / 1000.0;
        }
    }

    /// @param eip that is bound to the node
    /// @param led whether the VPC on its host leads its traffic as is wanted
    /// @param said what the hosts on which it lies say
    static NodeView of(
            GatewayNode node,
            Optional<Eip> eip,
            boolean led,
            List<Reports.Said> said,
            Optional<DrainReport> told,
            Instant now) {
        Optional<Reports.Said> last = said.stream().max(Comparator.comparing(Reports.Said::heard));
        return new NodeView(
                node.gateway(),
                node.index(),
                node.id(),
                node.zone(),
                last.map(Reports.Said::host),
                eip.map(Eip::address),
                node.drained(),
                NodeState.of(node, led, told, last.map(Reports.Said::heard), now),
                Drain.of(node, told));
    }
}
