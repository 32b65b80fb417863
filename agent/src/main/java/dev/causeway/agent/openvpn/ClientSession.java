package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.Newcomer.Shown;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A client that was let in.
///
/// @param client its number at the daemon
/// @param daemon which one that is; numbers begin anew with each
/// @param user absent if it showed a certificate
/// @param passwordVersion of the password that it showed; 0 if it showed none
/// @param pushed what it was told of networks and name servers
/// @param since when it was let in
/// @param connected when its TCP connection came, in the daemon's words, by which it is known again; empty
///     until the daemon has told it
record ClientSession(
        SessionId id,
        long client,
        String daemon,
        Optional<ClientUserId> user,
        String name,
        long passwordVersion,
        List<Shown> chain,
        Ipv4 from,
        int port,
        Ipv4 address,
        String pushed,
        Instant since,
        String connected) {

    ClientSession {
        chain = List.copyOf(chain);
    }

    ClientSession connected(String told) {
        return new ClientSession(
                id, client, daemon, user, name, passwordVersion, chain, from, port, address, pushed, since, told);
    }
}
