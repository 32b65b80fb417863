package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An OpenVPN server that is made by hand: the same program with the same options, on the same segment, with a machine
/// behind it. It lets in whoever comes, without looking at a password or telling anybody.
///
/// ```
/// [client] -- internet -- 203.0.113.251 [server] p2c0 10.98.0.0/16 -- 10.99.0.10 [workload]
/// ```
final class HandServer implements AutoCloseable {

    static final String WORKLOAD = "10.99.0.10";

    /// At the end of the segment, where the service is unlikely to come.
    private static final String ADDRESS = "203.0.113.251";

    private static final String UPLINK = "hand0";

    /// What makes the certificates: keys of the kind that the service makes, and a chain of two.
    private static final String CERTIFICATES = """
            set -e
            cd "$1"
            curve="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
            openssl req -x509 $curve -days 30 -keyout ca.key -out ca.crt -subj /CN=hand \\
              -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
            openssl req $curve -keyout server.key -out server.csr -subj /CN=server
            printf 'keyUsage=critical,digitalSignature\\nextendedKeyUsage=serverAuth\\nbasicConstraints=CA:FALSE\\n' > extensions
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out server.crt \\
              -extfile extensions
            """;

    private static final String SETTINGS = """
            mode server
            tls-server
            port 443
            proto tcp-server
            dev p2c0
            dev-type tun
            topology net30
            push "topology net30"
            push "route 10.99.0.0 255.255.255.0"
            ifconfig 10.98.0.1 10.98.0.2
            ifconfig-noexec
            route-noexec
            ifconfig-pool 10.98.0.4 10.98.255.251
            dh none
            tls-version-min 1.2
            data-ciphers CIPHERS
            auth SHA256
            disable-dco
            keepalive 10 60
            reneg-sec 3600
            tcp-nodelay
            max-clients 756
            hand-window 30
            duplicate-cn
            persist-key
            persist-tun
            verify-client-cert none
            username-as-common-name
            script-security 3
            auth-user-pass-verify /bin/true via-env
            verb 1
            machine-readable-output
            ca ca.crt
            cert server.crt
            key server.key
            """;

    private final NetworkNamespace internet;
    private final NetworkNamespace server;
    private final NetworkNamespace workload;
    private final Path folder;
    private Background daemon;

    private HandServer(Cloud cloud, Path folder) {
        this.internet = cloud.internet();
        this.folder = folder;
        this.server =
                NetworkNamespace.create("site-" + cloud.instance() + "-hand").router();
        this.workload = NetworkNamespace.create("site-" + cloud.instance() + "-hand-workload");
    }

    /// Makes it, and waits until it listens.
    static HandServer start(Cloud cloud, Path folder) {
        var made = new HandServer(cloud, folder);
        try {
            made.cable();
            Program.run("mkdir", "-p", folder.toString());
            Program.run("sh", "-c", CERTIFICATES, "certificates", folder.toString());
            made.run("AES-128-GCM:AES-256-GCM");
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void cable() {
        internet.cable(UPLINK, "-", server, "wan0", ADDRESS + "/24");
        internet.ip("link", "set", UPLINK, "master", "inet0");
        server.ip("route", "add", "default", "via", "203.0.113.1");
        server.cable("vpc0", "10.99.0.1/24", workload, "eth0", WORKLOAD + "/24");
        workload.ip("route", "add", "default", "via", "10.99.0.1");
        server.ip("tuntap", "add", "dev", "p2c0", "mode", "tun");
        server.ip("addr", "add", "10.98.0.1", "peer", "10.98.0.2", "dev", "p2c0");
        server.ip("link", "set", "p2c0", "up");
        server.ip("route", "add", "10.98.0.0/16", "dev", "p2c0");
    }

    private void run(String ciphers) {
        try {
            Files.writeString(folder.resolve("server.conf"), SETTINGS.replace("CIPHERS", ciphers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon = server.start(
                folder.resolve("server.log"), List.of("openvpn", "--cd", folder.toString(), "--config", "server.conf"));
        daemon.awaitReady("the server by hand", () -> server.run("ss", "-Hltn").contains(":443 "));
    }

    /// Ends the daemon and starts it with another cipher.
    void replace() {
        daemon.end("TERM");
        run("AES-256-GCM:AES-128-GCM");
    }

    NetworkNamespace workload() {
        return workload;
    }

    long pid() {
        return daemon.pid();
    }

    /// The file that the service exports, with this server in it instead.
    String profile(String exported) {
        try {
            String authority = Files.readString(folder.resolve("ca.crt")).strip();
            return exported.replaceFirst("(?m)^remote \\S+ \\d+$", "remote " + ADDRESS + " 443")
                    .replaceFirst("(?s)<ca>.*</ca>", "<ca>\n" + authority + "\n</ca>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
        workload.delete();
        server.delete();
    }
}
