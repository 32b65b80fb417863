package dev.causeway.agent.openvpn;

import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Prefix;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.UserGroupId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may connect to the server of a node, and how far they reach.
///
/// @param open whether anybody is let in at all
/// @param mostSessions connections at a time
/// @param ended connections that shall end, whatever else holds
public record AccessConfig(
        ServerId server, NodeId node, boolean open, int mostSessions, Admission admission, Set<SessionId> ended) {

    public AccessConfig {
        ended = Set.copyOf(ended);
    }

    /// Nobody is let in, and whoever is connected is sent away.
    public static AccessConfig closed(ServerId server, NodeId node) {
        return new AccessConfig(server, node, false, 0, new Admission.OfUsers(List.of(), Map.of()), Set.of());
    }

    /// By what people are let in.
    public sealed interface Admission {

        /// Users with passwords.
        ///
        /// @param destinations of each group, as its policies name them; they may overlap
        record OfUsers(List<User> users, Map<UserGroupId, List<Prefix>> destinations) implements Admission {

            public OfUsers {
                users = List.copyOf(users);
                destinations = Map.copyOf(destinations);
            }
        }

        /// Whoever has a certificate of one of these authorities. Each reaches all local subnets.
        record OfHolders(List<Authority> authorities, Set<Revoked> revoked) implements Admission {

            public OfHolders {
                authorities = List.copyOf(authorities);
                revoked = Set.copyOf(revoked);
            }
        }
    }

    /// A user of the server.
    ///
    /// @param passwordVersion rises with each password: connections that were opened with an earlier one end
    /// @param address the first host of the /30 that is the user's alone; absent if any free one will do
    public record User(
            ClientUserId id,
            String name,
            PasswordHash password,
            long passwordVersion,
            Optional<Ipv4> address,
            UserGroupId group) {}

    /// A client CA. Only chains with its very certificate in them count.
    ///
    /// @param digest SHA-256 of the certificate, 64 lower-case hexadecimal digits
    /// @param certificates in PEM: the CA's own first, then its issuers up to the root
    public record Authority(String digest, List<String> certificates) {

        public Authority {
            certificates = List.copyOf(certificates);
        }
    }

    /// A certificate that its CA has taken back.
    ///
    /// @param issuer the digest of the CA
    /// @param serial in decimal digits
    public record Revoked(String issuer, String serial) {}
}
