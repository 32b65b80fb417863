package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The daemon's settings. They hold numbers and paths of ours, and certificates and the key as they were
/// understood; there is no text of a tenant in them.
final class DaemonText {

    /// Raised whenever the text below changes in a way that daemons which run should be replaced for some time.
    static final int REVISION = 1;

    /// The largest number of connections that a gateway can have is 500. The rest is for those that have not
    /// shown yet who they are: at the limit nobody gets in for as long as they may take.
    static final int MOST_CLIENTS = 500 + 256;

    /// What a daemon cannot change while it runs.
    static String fingerprint(ServerConfig server) {
        return hash(Stream.of(
                        server.server(),
                        server.clientCidr(),
                        server.port(),
                        server.cipher(),
                        server.showing(),
                        server.start(),
                        server.chain(),
                        server.key().text())
                .map(String::valueOf)
                .collect(Collectors.joining("\n")));
    }

    /// What a client is told when it is let in, and is told anew only when it comes back. In which order its routes
    /// are named is all the same.
    static String pushed(ServerConfig server) {
        return hash(server.localSubnets().stream().sorted().toList() + " " + server.dnsServers());
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private DaemonText() {}

    /// @param socket where it shall be spoken to
    /// @param authorities the folder with the client CAs
    static String of(ServerConfig server, Path socket, Path authorities) {
        Ipv4 own = ClientAddresses.ofServer(server.clientCidr());
        return """
                mode server
                tls-server
                port %d
                proto tcp-server
                dev %s
                dev-type tun
                topology net30
                push "topology net30"
                ifconfig %s %s
                ifconfig-noexec
                route-noexec
                dh none
                tls-version-min 1.2
                data-ciphers %s
                auth SHA256
                disable-dco
                keepalive 10 60
                reneg-sec 3600
                tcp-nodelay
                max-clients %d
                hand-window 30
                duplicate-cn
                persist-key
                persist-tun
                script-security 0
                tmp-dir /run
                management %s unix
                management-hold
                management-client-auth
                verb 1
                machine-readable-output
                """.formatted(
                                server.port(),
                                LinkNames.CLIENTS,
                                own,
                                ClientAddresses.peer(own),
                                ciphers(server.cipher()),
                                MOST_CLIENTS,
                                socket)
                + shown(server, authorities)
                + block("cert", PemForm.certificates(server.chain()))
                + block("key", PemForm.key(server.key()));
    }

    /// Both, the preferred one first.
    private static String ciphers(DataCipher preferred) {
        return Stream.concat(Stream.of(preferred), Stream.of(DataCipher.values()))
                .distinct()
                .map(DataCipher::word)
                .collect(Collectors.joining(":"));
    }

    /// The daemon wants to know an authority in any case; where nobody shows a certificate, that is the
    /// server's own.
    private static String shown(ServerConfig server, Path authorities) {
        return switch (server.showing()) {
            case PASSWORD ->
                """
                    verify-client-cert none
                    username-as-common-name
                    """ + block("ca", PemForm.certificates(List.of(server.chain().getLast())));
            case CERTIFICATE -> """
                    verify-client-cert require
                    remote-cert-tls client
                    auth-user-pass-optional
                    capath %s
                    """.formatted(authorities);
        };
    }

    private static String block(String name, String content) {
        return "<%s>\n%s</%s>\n".formatted(name, content, name);
    }
}
