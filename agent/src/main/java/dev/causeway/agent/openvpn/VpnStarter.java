package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.PrivateRoot;
import dev.causeway.agent.process.Command;
import java.nio.file.Path;
import java.util.List;

/// What a daemon is started with, and what it is left with: a user of its own, one capability, and a root
/// that holds the libraries it needs, three devices and its folder. Its settings with the key come to it
/// through its standard input, so that the file stays root's.
final class VpnStarter {

    /// What the daemon may write into its log while no agent runs that would shorten it, in units of 512 bytes.
    private static final int LONGEST_LOG = 8192;

    /// Arguments: the daemon's folder, nothing, its user, how long a file of it may become, its namespace,
    /// and the rest of what is to be done. The daemon becomes a child of the host's first process.
    private static final String BEGIN = """
            set -e
            echo $$ > "$1/pid"
            exec < "$1/settings" >> "$1/daemon.log" 2>&1
            exec ip netns exec "$5" sh -c "$6" openvpn "$1" "$2" "$3" "$4"
            """;

    private static final String ENTER = """
            set -e
            cd "$1"
            """;

    /// The link is its user's, so it needs the capability for its port alone. A log that nobody shortens
    /// grows no further, and the daemon goes on without.
    private static final String DAEMON = """
            trap "" XFSZ
            ulimit -f "$4"
            caps=-all,+net_bind_service
            exec setpriv --reuid "$3" --regid "$3" --clear-groups --no-new-privs \\
              --bounding-set=$caps --inh-caps=$caps --ambient-caps=$caps %s --cd "$1" --config stdin
            """.formatted(Installed.PROGRAM);

    private VpnStarter() {}

    /// Starts the daemon of a node; ends at once.
    ///
    /// @param user whom it runs as
    static Command command(Namespace node, Path folder, int user) {
        var root = new PrivateRoot(List.of(Installed.PROGRAM.toString()), List.of());
        return Command.of(
                "setsid",
                "--fork",
                "sh",
                "-c",
                BEGIN,
                "openvpn",
                folder.toString(),
                "",
                Integer.toString(user),
                Integer.toString(LONGEST_LOG),
                node.name(),
                ENTER + root.script() + DAEMON);
    }
}
