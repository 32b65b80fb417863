package dev.causeway.controller.access;

import dev.causeway.model.Ipv4;
import dev.causeway.model.SessionId;
import java.time.Instant;

/// A client that is connected. In is from the client.
///
/// @param name of the user, or the common name of the certificate
/// @param counted when the traffic was counted
record LiveSession(
        SessionId id,
        Ipv4 virtualAddress,
        Ipv4 clientAddress,
        String name,
        long packetsIn,
        long packetsOut,
        long bytesIn,
        long bytesOut,
        Instant since,
        Instant counted) {}
