package dev.causeway.controller.access;

import dev.causeway.model.Ipv4;
import dev.causeway.model.SessionId;
import java.time.Instant;
import java.util.List;

/// A live connection of a client as the API shows it. Inbound is from the client.
record SessionView(
        SessionId connectionId,
        Ipv4 clientVirtualIp,
        Ipv4 clientIp,
        String clientUserName,
        long inboundPackets,
        long outboundPackets,
        long inboundBytes,
        long outboundBytes,
        Instant connectionEstablishedTime,
        Instant timestamp) {

    static SessionView of(LiveSession session) {
        return new SessionView(
                session.id(),
                session.virtualAddress(),
                session.clientAddress(),
                session.name(),
                session.packetsIn(),
                session.packetsOut(),
                session.bytesIn(),
                session.bytesOut(),
                session.since(),
                session.counted());
    }

    record Many(List<SessionView> connections, long totalCount, String requestId) {}
}
