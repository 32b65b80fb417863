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

/// An OpenVPN server that is made by hand: the same program with the same options, on the same segment, held to the
/// same bandwidth in the same way, with a network of its own behind it and a machine in that. It lets in whoever
/// comes, without looking at a password or telling anybody. Its filter is the plainest that keeps clients to what is
/// meant for them, and lets nobody begin anything towards them.
///
/// ```
/// [client] -- internet -- 203.0.113.251 [server] 10.99.0.2 -- 10.99.0.1 [network] -- 10.99.0.10 [workload]
///                                        p2c0 10.98.0.0/16
/// ```
final class HandServer implements AutoCloseable {

    static final String WORKLOAD = "10.99.0.10";

    /// Of the EIP that it is compared with.
    static final int MEGABITS = 1000;

    /// At the end of the segment, where the service is unlikely to come.
    private static final String ADDRESS = "203.0.113.251";

    private static final String UPLINK = "hand0";

    /// What a link sends waits as it does where the service holds an EIP to its bandwidth. Arguments: the
    /// namespace, the link, megabits a second.
    private static final String SHAPE = """
            set -e
            tc -n "$1" qdisc add dev "$2" root handle 1: htb default 10
            tc -n "$1" class add dev "$2" parent 1: classid 1:10 htb rate "$3mbit" ceil "$3mbit" \\
              burst $(($3 * 1250)) cburst $(($3 * 1250)) quantum 60000
            tc -n "$1" qdisc add dev "$2" parent 1:10 handle 10: bfifo limit $(($3 * 6250))
            """;

    private static final String FILTER = """
            table inet hand {
              chain input {
                type filter hook input priority filter; policy drop;
                ct state established,related accept
                iifname "wan0" tcp dport 443 accept
              }
              chain forward {
                type filter hook forward priority filter; policy drop;
                ct state established,related accept
                iifname "p2c0" oifname "vpc0" ip saddr 10.98.0.0/16 ip daddr 10.99.0.10 accept
              }
            }
            """;

    /// As VPCs have it: no rules for IP are asked by bridges, nobody is told a shorter way.
    private static final String BRIDGING = """
            sysctl -qw net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.default.send_redirects=0
            for kind in iptables ip6tables arptables; do
              [ ! -e /proc/sys/net/bridge/bridge-nf-call-$kind ] || sysctl -qw net.bridge.bridge-nf-call-$kind=0
            done
            """;

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
    private final NetworkNamespace network;
    private final NetworkNamespace workload;
    private final Path folder;
    private Background daemon;

    private HandServer(Cloud cloud, Path folder) {
        this.internet = cloud.internet();
        this.folder = folder;
        String name = "site-" + cloud.instance() + "-hand";
        this.server = new NetworkNamespace(name);
        this.network = new NetworkNamespace(name + "-network");
        this.workload = new NetworkNamespace(name + "-workload");
    }

    /// Makes it, and waits until it listens.
    static HandServer start(Cloud cloud, Path folder) {
        var made = new HandServer(cloud, folder);
        try {
            made.make();
            Program.run("mkdir", "-p", folder.toString());
            Program.run("sh", "-c", CERTIFICATES, "certificates", folder.toString());
            made.run("AES-128-GCM:AES-256-GCM");
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private void make() {
        List.of(server, network, workload).forEach(space -> NetworkNamespace.create(space.name()));
        connect();
        placeWorkload();
        server.ip("tuntap", "add", "dev", "p2c0", "mode", "tun");
        server.ip("addr", "add", "10.98.0.1", "peer", "10.98.0.2", "dev", "p2c0");
        server.ip("link", "set", "p2c0", "up");
        server.ip("route", "add", "10.98.0.0/16", "dev", "p2c0");
        server.run("sh", "-c", "printf %s \"$1\" | nft -f -", "filter", FILTER);
    }

    private void connect() {
        server.router();
        internet.cable(UPLINK, "-", server, "wan0", ADDRESS + "/24");
        internet.ip("link", "set", UPLINK, "master", "inet0");
        server.ip("route", "add", "default", "via", "203.0.113.1");
        shape(internet, UPLINK);
        shape(server, "wan0");
    }

    private static void shape(NetworkNamespace space, String link) {
        Program.run("sh", "-c", SHAPE, "shape", space.name(), link, Integer.toString(MEGABITS));
    }

    private void placeWorkload() {
        network.router();
        network.run("sh", "-c", BRIDGING);
        network.ip("link", "add", "subnet", "type", "bridge");
        network.ip("addr", "add", "10.99.0.1/24", "dev", "subnet");
        network.ip("link", "set", "subnet", "up");
        network.cable("server", "-", server, "vpc0", "10.99.0.2/24");
        network.cable("workload", "-", workload, "eth0", WORKLOAD + "/24");
        List.of("server", "workload").forEach(port -> network.ip("link", "set", port, "master", "subnet"));
        network.ip("route", "add", "10.98.0.0/16", "via", "10.99.0.2");
        workload.ip("route", "add", "default", "via", "10.99.0.1");
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
        List.of(workload, network, server).forEach(NetworkNamespace::delete);
    }
}
