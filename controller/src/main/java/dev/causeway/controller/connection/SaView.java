package dev.causeway.controller.connection;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.TunnelReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What a connection carries between two networks, as the API shows it.
///
/// @param id of the connection and its networks, so that it stays over all security associations
/// @param sourceIpCidr the gateway's side, or whatever else was negotiated there
/// @param destIpCidr the customer's side
/// @param trafficSent in bytes
/// @param trafficRecv in bytes
record SaView(
        UUID id,
        String sourceIpCidr,
        String destIpCidr,
        long packetsSent,
        long packetsRecv,
        long trafficSent,
        long trafficRecv,
        Instant collectedAt) {

    /// All of a connection.
    record All(List<SaView> saInfos, String requestId) {}

    /// How many are shown of a connection at most: no more are negotiated.
    private static final int MOST = 250;

    /// Shows what a connection's node last told. Before anything was negotiated it tells nothing: there is what is
    /// wanted, and nothing was carried.
    ///
    /// @param told by whatever nodes
    /// @param now the time, to the second or finer
    static List<SaView> of(VpnConnection connection, List<SaReport> told, Instant now) {
        List<SaView> seen = told.stream()
                .filter(report -> report.node().equals(connection.ends().node()))
                .map(SaView::of)
                .toList();
        return seen.isEmpty() ? wanted(connection, now).limit(MOST).toList() : seen;
    }

    private static SaView of(SaReport report) {
        return of(report.connection(), report.local(), report.remote(), report.counters(), report.counted());
    }

    private static Stream<SaView> wanted(VpnConnection connection, Instant now) {
        return switch (connection.spec().steering()) {
            case SteeringSpec.Policy policy -> policy.rules().stream().flatMap(rule -> wanted(connection, rule, now));
            case SteeringSpec.Static _, SteeringSpec.Bgp _ ->
                Stream.of(nothing(connection, Prefix.EVERYTHING, Prefix.EVERYTHING, now));
        };
    }

    private static Stream<SaView> wanted(VpnConnection connection, PolicyRule rule, Instant now) {
        return rule.destinations().stream().map(destination -> nothing(connection, rule.source(), destination, now));
    }

    private static SaView nothing(VpnConnection connection, Prefix local, Prefix remote, Instant now) {
        return of(connection.id(), local.toString(), remote.toString(), TunnelReport.Counters.NONE, now);
    }

    private static SaView of(
            ConnectionId connection, String local, String remote, TunnelReport.Counters counters, Instant counted) {
        String name = connection + " " + local + " " + remote;
        return new SaView(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                local,
                remote,
                counters.packetsOut(),
                counters.packetsIn(),
                counters.bytesOut(),
                counters.bytesIn(),
                counted);
    }
}
