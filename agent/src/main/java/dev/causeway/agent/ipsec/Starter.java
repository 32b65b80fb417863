package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.PrivateRoot;
import dev.causeway.agent.process.Command;
import java.util.List;

/// What a daemon is started with, and what it is left with: a user of its own, two capabilities, and a root that holds
/// the libraries it needs, three devices, its folder and its log.
final class Starter {

    /// Arguments: the daemon's folder, its log's, its user, how long a file of it may become in units of 512 bytes,
    /// its namespace, and the rest of what is to be done. The daemon becomes a child of the host's first process:
    /// nobody here has to wait for its end.
    private static final String BEGIN = """
            set -e
            echo $$ > "$1/pid"
            exec ip netns exec "$5" sh -c "$6" charon "$1" "$2" "$3" "$4"
            """;

    /// The worker's own way to the internet is guarded and opened first. What a peer sends comes by another way
    /// than the answer takes, and shall not be refused for it. What the daemon sends may be cut on its way: the
    /// path may take less than the tunnel needs. When a router says so all the same, it is cut here into pieces of
    /// 1280 bytes; the kernel's own 552 would be more pieces, for whoever forges a router's word.
    private static final String NETWORK = """
            set -e
            cd "$1"
            echo 1 > /proc/sys/net/ipv4/ip_no_pmtu_disc
            [ ! -e /proc/sys/net/ipv4/route/min_pmtu ] || echo 1280 > /proc/sys/net/ipv4/route/min_pmtu
            for i in all default {in}; do echo 0 > /proc/sys/net/ipv4/conf/$i/rp_filter; done
            nft -f rules
            ip -batch links
            """;

    private static final PrivateRoot ROOT = new PrivateRoot(List.of(), List.of("/usr/lib/ipsec"));

    /// A log that nobody follows by another file grows no further, and the daemon goes on without. The daemon needs one
    /// capability for its interface, and one for its ports, of which it rids itself.
    private static final String DAEMON = """
            trap "" XFSZ
            ulimit -f "$4"
            caps=-all,+net_admin,+net_bind_service
            exec setpriv --reuid "$3" --regid "$3" --clear-groups --no-new-privs \
              --bounding-set=$caps --inh-caps=$caps --ambient-caps=$caps /usr/lib/ipsec/charon
            """;

    private Starter() {}

    /// Starts the daemon of a worker; ends at once.
    ///
    /// @param user whom it runs as
    static Command command(Namespace worker, WorkerFolder folder, int user) {
        return Command.of(
                "setsid",
                "--fork",
                "sh",
                "-c",
                BEGIN,
                "charon",
                folder.path().toString(),
                folder.logs().toString(),
                Integer.toString(user),
                Long.toString(folder.budget().mostOfOneFile() / 512),
                worker.name(),
                WorkerNetwork.named(NETWORK) + ROOT.script() + DAEMON);
    }
}
