package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Prefix;
import dev.causeway.model.UserGroupId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Whom a VPN server lets in, and how far.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Access.ByPassword.class, name = "PASSWORD"),
    @JsonSubTypes.Type(value = Access.ByCertificate.class, name = "CERTIFICATE")
})
public sealed interface Access {

    /// Users with passwords. A user reaches what the policies of the user's group name, as far as it lies in the
    /// server's local subnets; without a policy, nothing.
    record ByPassword(List<User> users, List<Group> groups) implements Access {

        public ByPassword {
            users = List.copyOf(users);
            groups = List.copyOf(groups);
        }
    }

    /// Whoever has a certificate of one of these authorities, with any name in it. Each reaches all local subnets.
    record ByCertificate(List<Authority> authorities, List<Revoked> revoked) implements Access {

        public ByCertificate {
            authorities = List.copyOf(authorities);
            revoked = List.copyOf(revoked);
        }
    }

    /// A user of the server.
    ///
    /// @param name what the user types; unique on the server
    /// @param passwordVersion rises with each password: connections that were opened with an earlier one end
    /// @param address the first host of the /30 that is the user's alone; absent if any free one will do
    record User(
            ClientUserId id,
            String name,
            PasswordHash password,
            long passwordVersion,
            Optional<Ipv4> address,
            UserGroupId group) {

        public User {
            Objects.requireNonNull(id);
            Objects.requireNonNull(name);
            Objects.requireNonNull(password);
            Objects.requireNonNull(address);
            Objects.requireNonNull(group);
        }
    }

    record Group(UserGroupId id, List<Policy> policies) {

        public Group {
            Objects.requireNonNull(id);
            policies = List.copyOf(policies);
        }
    }

    record Policy(AccessPolicyId id, List<Prefix> destinations) {

        public Policy {
            Objects.requireNonNull(id);
            destinations = List.copyOf(destinations);
        }
    }

    /// A client CA. Only chains with its very certificate in them count, not those of others below the same root.
    ///
    /// @param digest SHA-256 of the certificate, 64 lower-case hexadecimal digits
    /// @param certificates in PEM, written from the parsed form: the CA's own first, then its issuers up to
    ///     the root
    record Authority(ClientCaId id, String digest, List<String> certificates) {

        public Authority {
            Objects.requireNonNull(id);
            Objects.requireNonNull(digest);
            certificates = List.copyOf(certificates);
        }
    }

    /// A certificate that its CA has taken back.
    ///
    /// @param issuer the digest of the CA, as of [Authority#digest]
    /// @param serial in decimal digits
    record Revoked(String issuer, String serial) {

        public Revoked {
            Objects.requireNonNull(issuer);
            Objects.requireNonNull(serial);
        }
    }
}
