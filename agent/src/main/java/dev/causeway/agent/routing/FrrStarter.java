package dev.causeway.agent.routing;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.Command;
import java.util.ArrayList;
import java.util.List;

/// What daemons are started with. Their user may enter no folder of the agent's, so the one that is theirs is
/// put into a `/run` of their own.
final class FrrStarter {

    /// Arguments: the speaker's folder, its namespace, and the rest.
    private static final String BEGIN = """
            set -e
            umask 022
            cd "$1"
            namespace=$2 rest=$3
            shift 3
            exec ip netns exec "$namespace" sh -c "$rest" frr "$@"
            """;

    /// Arguments: how long a log may become, and the programs. What a dead zebra has left in the kernel stays
    /// for the first half minute of the next one: by then it is learned again. A log that is too long grows no
    /// further, and the daemon goes on without. Next hops are no objects of the kernel's own: it would drop them,
    /// and all routes by them, when their link loses its carrier, and a zebra that hears of the loss together
    /// with the return takes them for installed still.
    private static final String DAEMONS = """
            set -e
            exec 3< daemons 4< log
            mount -n -t tmpfs -o mode=755,size=64k,nosuid,nodev,noexec tmpfs /run
            mkdir /run/frr /run/log
            mount -n --bind /proc/self/fd/3 /run/frr
            mount -n --bind /proc/self/fd/4 /run/log
            exec 3<&- 4<&-
            echo "no zebra nexthop kernel enable" > /run/zebra.conf
            cd /
            trap "" XFSZ
            ulimit -f "$1"
            shift
            for program; do
              file=/dev/null keep=
              [ "$program" != zebra ] || file=/run/zebra.conf keep="-K 30"
              /usr/lib/frr/$program -d -u frr -g frr -P 0 -f $file -z /run/frr/zserv.api --vty_socket /run/frr \\
                -i /run/frr/$program.pid --log file:/run/log/$program.log --log-level informational $keep
            done
            """;

    private FrrStarter() {}

    /// Starts daemons; ends when they listen.
    static Command command(Namespace node, FrrFolder folder, List<FrrDaemon> daemons) {
        List<String> arguments = new ArrayList<>(List.of(
                "env",
                folder.variable(),
                "setsid",
                "--wait",
                "sh",
                "-c",
                BEGIN,
                "frr",
                folder.path().toString(),
                node.name(),
                DAEMONS,
                Integer.toString(FrrFolder.LONGEST_LOG)));
        daemons.forEach(daemon -> arguments.add(daemon.program()));
        return Command.of(arguments);
    }
}
