package dev.causeway.controller.lts;

import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Where the connection logs of P2C gateways go.
final class LogFeeds implements ReportObserver {

    private final P2cGateways gateways;
    private final Clock clock;

    LogFeeds(P2cGateways gateways, Clock clock) {
        this.gateways = gateways;
        this.clock = clock;
    }

    LogStream get(Handle tx, ProjectId project, GatewayId gateway) {
        var _ = gateways.get(tx, project, gateway);
        return LogStreamTable.feed(gateway)
                .first(tx)
                .orElseThrow(() -> new NotFound("gateway %s has no log configuration", gateway));
    }

    LogStream put(Handle tx, ProjectId project, GatewayId gateway, UUID group, UUID id) {
        var _ = gateways.lockChangeable(tx, project, gateway);
        var _ = LogGroupTable.findAndLock(project, group)
                .first(tx)
                .orElseThrow(() -> InvalidInput.at("log_group_id", "there is no such log group"));
        LogStream stream = LogGroupTable.find(project, group, id)
                .first(tx)
                .orElseThrow(() -> InvalidInput.at("log_stream_id", "the log group has no such stream"));
        LogStreamTable.feed(gateway, id).in(tx);
        return stream;
    }

    void end(Handle tx, ProjectId project, GatewayId gateway) {
        var _ = gateways.lockChangeable(tx, project, gateway);
        LogStreamTable.endFeed(gateway).in(tx);
    }

    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return Map.of();
    }

    /// Lines that have come go on into the streams, each once.
    @Override
    public void observe(Handle tx, HostReport report) {
        Set<NodeId> nodes = report.log().stream()
                .flatMap(line -> switch (line.source()) {
                    case LogSource.Node(NodeId node) -> Stream.of(node);
                    case LogSource.Connection _ -> Stream.empty();
                })
                .collect(toSet());
        if (nodes.isEmpty()) {
            return;
        }
        LogStreamTable.hungry(nodes).list(tx).forEach(fed -> {
            LogStreamTable.move(fed).in(tx);
            LogStreamTable.expire(fed.stream(), clock.instant().minus(Duration.ofDays(fed.days())))
                    .in(tx);
        });
    }
}
