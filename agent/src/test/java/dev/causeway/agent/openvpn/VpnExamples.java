package dev.causeway.agent.openvpn;

import dev.causeway.model.ClientUserId;
import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Servers and users to try things with.
public final class VpnExamples {

    static final Prefix CLIENTS = Prefix.parse("10.250.0.0/24");
    static final Prefix LOCAL = Prefix.parse("192.168.0.0/24");
    static final UserGroupId STAFF = UserGroupId.random();

    private VpnExamples() {}

    /// A file of certificates or a key.
    public static String pem(String name) {
        try (InputStream file = VpnExamples.class.getResourceAsStream("/openvpn/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerConfig server(ServerId id, ServerConfig.Showing showing) {
        return new ServerConfig(
                id,
                1,
                CLIENTS,
                List.of(LOCAL),
                List.of(Ipv4.parse("100.125.1.250")),
                443,
                DataCipher.AES_128_GCM,
                List.of(pem("server.pem"), pem("server-ca.pem")),
                new PrivateKeyPem(pem("server.key")),
                showing,
                1);
    }

    /// The same server with other networks.
    static ServerConfig reaching(ServerConfig server, Prefix... networks) {
        return new ServerConfig(
                server.server(),
                server.generation() + 1,
                server.clientCidr(),
                List.of(networks),
                server.dnsServers(),
                server.port(),
                server.cipher(),
                server.chain(),
                server.key(),
                server.showing(),
                server.start());
    }

    /// The same server with another network for its clients.
    static ServerConfig serving(ServerConfig server, Prefix clients) {
        return new ServerConfig(
                server.server(),
                server.generation() + 1,
                clients,
                server.localSubnets(),
                server.dnsServers(),
                server.port(),
                server.cipher(),
                server.chain(),
                server.key(),
                server.showing(),
                server.start());
    }

    /// The same server, started once more.
    static ServerConfig started(ServerConfig server, long start) {
        return new ServerConfig(
                server.server(),
                server.generation() + 1,
                server.clientCidr(),
                server.localSubnets(),
                server.dnsServers(),
                server.port(),
                server.cipher(),
                server.chain(),
                server.key(),
                server.showing(),
                start);
    }

    /// The hash is the password itself: what compares them in these tests knows that.
    static AccessConfig.User user(String name) {
        return new AccessConfig.User(
                ClientUserId.random(), name, new PasswordHash("pw-" + name), 1, Optional.empty(), STAFF);
    }

    static AccessConfig.User at(AccessConfig.User user, String address) {
        return new AccessConfig.User(
                user.id(),
                user.name(),
                user.password(),
                user.passwordVersion(),
                Optional.of(Ipv4.parse(address)),
                user.group());
    }

    static AccessConfig access(ServerId server, NodeId node, int most, AccessConfig.User... users) {
        return new AccessConfig(
                server,
                node,
                true,
                most,
                new AccessConfig.Admission.OfUsers(List.of(users), Map.of(STAFF, List.of(LOCAL))),
                Set.of());
    }

    static AccessConfig.Authority authority(String... names) {
        return new AccessConfig.Authority(
                digest(names[0]),
                List.of(names).stream().map(name -> pem(name + ".pem")).toList());
    }

    static String digest(String name) {
        try {
            byte[] encoded = PemForm.certificate(pem(name + ".pem")).getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
