package dev.causeway.agent.openvpn;

import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import java.time.Instant;
import java.util.Optional;

/// A client that is connected.
///
/// @param user absent if the client showed a certificate
/// @param name of the user, or the common name of the certificate
/// @param from the address that the client connects from
/// @param address the client's address in the VPN
/// @param counters traffic since then
/// @param counted when that was read
public record ObservedSession(
        SessionId session,
        ServerId server,
        Optional<ClientUserId> user,
        String name,
        Ipv4 from,
        int port,
        Ipv4 address,
        Instant since,
        SessionCounters counters,
        Instant counted) {}
