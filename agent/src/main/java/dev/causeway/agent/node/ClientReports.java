package dev.causeway.agent.node;

import dev.causeway.agent.openvpn.DaemonBuild;
import dev.causeway.agent.openvpn.ObservedServer;
import dev.causeway.agent.openvpn.ObservedSession;
import dev.causeway.agent.openvpn.SessionCounters;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.Software;
import java.util.List;
import java.util.stream.Stream;

/// Says in reports what was seen of servers and their clients.
final class ClientReports {

    private ClientReports() {}

    static List<ReportPart> of(NodeId node, ClientDriver driver) {
        return Stream.of(
                        driver.offered().stream().map(build -> new ClientNodeReport(node, software(build))),
                        driver.server(node).stream().map(seen -> server(node, seen)),
                        driver.sessions(node).stream().map(seen -> session(node, seen)))
                .<ReportPart>flatMap(parts -> parts)
                .toList();
    }

    private static ServerReport server(NodeId node, ObservedServer seen) {
        return new ServerReport(
                seen.server(),
                node,
                seen.generation(),
                switch (seen.state()) {
                    case APPLYING -> ServerReport.State.APPLYING;
                    case LISTENING -> ServerReport.State.LISTENING;
                    case FAILED -> ServerReport.State.FAILED;
                },
                seen.reason(),
                seen.since(),
                seen.running().map(ClientReports::software));
    }

    private static SessionReport session(NodeId node, ObservedSession seen) {
        return new SessionReport(
                seen.session(),
                seen.server(),
                node,
                seen.user(),
                seen.name(),
                seen.from(),
                seen.port(),
                seen.address(),
                seen.since(),
                counters(seen.counters()),
                seen.counted());
    }

    private static SessionReport.Counters counters(SessionCounters seen) {
        return new SessionReport.Counters(seen.packetsIn(), seen.packetsOut(), seen.bytesIn(), seen.bytesOut());
    }

    private static Software software(DaemonBuild build) {
        return new Software(build.version(), build.settings());
    }
}
