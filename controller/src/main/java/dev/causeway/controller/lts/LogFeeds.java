package dev.causeway.controller.lts;

import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Where the connection logs of P2C gateways go.
final class LogFeeds implements ReportObserver {

    private static final Duration SWEEP = Duration.ofHours(1);

    private final P2cGateways gateways;
    private final Clock clock;
    private final AtomicReference<Instant> swept;

    LogFeeds(P2cGateways gateways, Clock clock) {
        this.gateways = gateways;
        this.clock = clock;
        this.swept = new AtomicReference<>(clock.instant());
    }

    LogStream get(Handle tx, ProjectId project, GatewayId gateway) {
        var _ = gateways.get(tx, project, gateway);
        return LogGroupTable.fedBy(gateway)
                .first(tx)
                .orElseThrow(() -> new NotFound("gateway %s has no log configuration", gateway));
    }

    LogStream put(Handle tx, ProjectId project, GatewayId gateway, UUID group, UUID id) {
        var _ = gateways.lockChangeable(tx, project, gateway);
        var _ = LogGroupTable.findAndLock(project, group).first(tx).orElseThrow(LogGroups::noGroup);
        LogStream stream = LogGroupTable.find(project, group, id).first(tx).orElseThrow(LogGroups::noStream);
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

    /// Lines that have come go on into the streams, each once. What a report before has left behind is made up for.
    @Override
    public void observe(Handle tx, HostReport report) {
        Instant now = clock.instant();
        Set<NodeId> nodes = nodes(report);
        List<LogStreamTable.Fed> hungry =
                nodes.isEmpty() ? List.of() : LogStreamTable.hungry(nodes).list(tx);
        hungry.forEach(fed -> deliver(tx, fed, now));
        if (hungry.isEmpty()) {
            sweep(tx, now);
        }
    }

    /// The nodes with a log that a report speaks of.
    private static Set<NodeId> nodes(HostReport report) {
        return Stream.concat(
                        report.parts().stream().flatMap(part -> part.log().stream()),
                        report.log().stream().map(LogLine::source))
                .flatMap(source -> switch (source) {
                    case LogSource.Node(NodeId node) -> Stream.of(node);
                    case LogSource.Connection _ -> Stream.empty();
                })
                .collect(toSet());
    }

    private static void deliver(Handle tx, LogStreamTable.Fed fed, Instant now) {
        boolean leadsThere =
                LogStreamTable.lock(fed.keeping().stream()).first(tx).isPresent()
                        && LogStreamTable.lock(fed).first(tx).isPresent();
        if (leadsThere && LogStreamTable.move(fed).in(tx) > 0) {
            LogStreamTable.expire(fed.keeping(), now).in(tx);
        }
    }

    /// Drops lines of streams into which nothing comes any more. Reports do not cease, so it happens with one of them.
    private void sweep(Handle tx, Instant now) {
        Instant last = swept.get();
        if (now.isBefore(last.plus(SWEEP)) || !swept.compareAndSet(last, now)) {
            return;
        }
        LogStreamTable.stale(now).list(tx).stream()
                .filter(keeping ->
                        LogStreamTable.lock(keeping.stream()).first(tx).isPresent())
                .forEach(keeping -> LogStreamTable.expire(keeping, now).in(tx));
    }
}
