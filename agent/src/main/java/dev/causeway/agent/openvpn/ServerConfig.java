package dev.causeway.agent.openvpn;

import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ServerId;
import java.util.List;

/// The VPN server of a node.
///
/// @param generation of these settings; told in what is observed once they are followed
/// @param clientCidr the network that clients get their addresses from, one /30 each
/// @param localSubnets the networks in the VPC that clients can reach at most; pushed as routes
/// @param dnsServers pushed to clients
/// @param cipher the preferred one; both are accepted
/// @param chain certificates in PEM: the server's own first, then up to the root
/// @param start another number has the daemon replaced although nothing else of it has changed
public record ServerConfig(
        ServerId server,
        long generation,
        Prefix clientCidr,
        List<Prefix> localSubnets,
        List<Ipv4> dnsServers,
        int port,
        DataCipher cipher,
        List<String> chain,
        PrivateKeyPem key,
        Showing showing,
        long start) {

    public ServerConfig {
        localSubnets = List.copyOf(localSubnets);
        dnsServers = List.copyOf(dnsServers);
        chain = List.copyOf(chain);
    }

    /// What a client has to show.
    public enum Showing {
        PASSWORD,
        CERTIFICATE
    }
}
