package dev.causeway.model.document;

import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ServerId;
import java.util.List;
import java.util.Objects;

/// A VPN server as the node of its P2C gateway shall run it. Who may connect stands in an [AccessDocument].
///
/// @param generation of the server's settings
/// @param clientCidr the network that clients get their addresses from, one /30 each; /16 to /26
/// @param localSubnets the networks in the VPC that clients can reach at most; pushed as routes
/// @param dnsServers pushed to clients; two at most
/// @param port TCP port
/// @param cipher the preferred one; both are accepted
/// @param showing how clients show who they are
/// @param start raised by one to have the daemon replaced although nothing else of it has changed
public record ClientServer(
        ServerId server,
        long generation,
        Prefix clientCidr,
        List<Prefix> localSubnets,
        List<Ipv4> dnsServers,
        int port,
        DataCipher cipher,
        Certificate certificate,
        Showing showing,
        long start) {

    public ClientServer {
        Objects.requireNonNull(server);
        Objects.requireNonNull(clientCidr);
        localSubnets = List.copyOf(localSubnets);
        dnsServers = List.copyOf(dnsServers);
        Objects.requireNonNull(cipher);
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(showing);
    }

    /// By what the server is known to clients.
    ///
    /// @param chain in PEM, written from the parsed form: the server's own first, then up to the root
    public record Certificate(List<String> chain, PrivateKeyPem key) {

        public Certificate {
            chain = List.copyOf(chain);
            Objects.requireNonNull(key);
        }
    }

    /// What a client has to show.
    public enum Showing {
        PASSWORD,
        CERTIFICATE
    }
}
