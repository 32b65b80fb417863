package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.Command;

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

    /// The new root takes the old one's place, and all that is mounted on the host is left behind: the files of
    /// other daemons, saved documents with their keys, and every network namespace. The host's table of mounts is
    /// not written (`-n`): all starters would wait for each other there, and leave a line for each mount. Whatever
    /// the agent was started with, the daemon's user can enter what is made here.
    private static final String ROOT = """
            umask 022
            mount -n -t tmpfs -o mode=755,size=64k,nosuid,noexec root root
            cd root
            mkdir -p bin dev/net old proc run var usr/lib usr/lib64
            ln -s /run var/run
            cp -P /lib* .
            mknod -m 666 dev/net/tun c 10 200
            list() {
              echo "run $root/run tmpfs mode=755,size=64k,uid=$3,nosuid,nodev,noexec"
              echo "/proc $root/proc none bind"
              for needed in /bin/setpriv /bin/umount /dev/random /dev/urandom; do
                : > "$root$needed"
                echo "$needed $root$needed none bind,ro,nosuid"
              done
              for needed in /usr/lib/ipsec /usr/lib64 /usr/lib/*-linux-gnu*; do
                [ ! -d "$needed" ] || echo "$needed $root$needed none bind,ro,nosuid,nodev,x-mount.mkdir"
              done
              echo "$1/daemon $root$1 none bind,nosuid,nodev,noexec,x-mount.mkdir"
              [ ! -d "$2" ] || echo "$2 $root$1/log none bind,nosuid,nodev,noexec"
            }
            root=$1/root
            list "$@" > ../mounts
            mount -n -a -T ../mounts
            mount -n -o remount,ro .
            pivot_root . old
            umount -n -l /old /bin/umount /proc
            """;

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
                WorkerNetwork.named(NETWORK) + ROOT + DAEMON);
    }
}
