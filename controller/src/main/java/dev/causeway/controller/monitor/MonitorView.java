package dev.causeway.controller.monitor;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.MonitorId;
import java.util.List;
import java.util.Optional;

/// A monitor as the API shows it.
///
/// @param status not in the answer to its creation
record MonitorView(
        MonitorId id,
        ConnectionId vpnConnectionId,
        String type,
        Optional<Ipv4> sourceIp,
        Ipv4 destinationIp,
        String protoType,
        Optional<ShownMonitor.Status> status) {

    private static final String TYPE = "gateway";
    private static final String PROTOCOL = "icmp";

    /// One in an answer.
    record OneMonitor(MonitorView connectionMonitor, String requestId) {}

    /// All of them.
    record AllMonitors(List<MonitorView> connectionMonitors, String requestId) {}

    static MonitorView of(ShownMonitor monitor) {
        return of(monitor, Optional.of(monitor.status()));
    }

    static MonitorView made(ShownMonitor monitor) {
        return of(monitor, Optional.empty());
    }

    private static MonitorView of(ShownMonitor monitor, Optional<ShownMonitor.Status> status) {
        return new MonitorView(
                monitor.id(), monitor.connection(), TYPE, monitor.source(), monitor.destination(), PROTOCOL, status);
    }
}
