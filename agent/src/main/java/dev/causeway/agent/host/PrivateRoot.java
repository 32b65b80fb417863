package dev.causeway.agent.host;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A root of a daemon's own, which takes the place of the host's: it holds the libraries that the daemon
/// needs, three devices, its folder and its log. All that is mounted on the host is left behind: the files of
/// other daemons, saved documents with their keys, and every network namespace.
///
/// @param programs what is run in it
/// @param libraries folders beside the usual ones
public record PrivateRoot(List<String> programs, List<String> libraries) {

    /// Arguments: the daemon's folder, in which are `root` and `daemon`, and which is the current one; the
    /// folder of its log, if it has one of its own; and its user. The host's table of mounts is not written
    /// (`-n`): all starters would wait for each other there, and leave a line for each mount. Whatever the
    /// agent was started with, the daemon's user can enter what is made here.
    private static final String SCRIPT = """
            umask 022
            mount -n -t tmpfs -o mode=755,size=64k,nosuid,noexec root root
            cd root
            mkdir -p bin dev/net old proc run usr/lib usr/lib64 var
            ln -s /run var/run
            cp -P /lib* .
            mknod -m 666 dev/net/tun c 10 200
            list() {
              echo "run $root/run tmpfs mode=755,size=64k,uid=$3,nosuid,nodev,noexec"
              echo "/proc $root/proc none bind"
              for needed in {programs} /dev/random /dev/urandom; do
                mkdir -p "$root${needed%/*}"
                : > "$root$needed"
                echo "$needed $root$needed none bind,ro,nosuid"
              done
              for needed in {libraries}; do
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

    private static final List<String> ENTERING = List.of("/bin/setpriv", "/bin/umount");
    private static final List<String> USUAL = List.of("/usr/lib64", "/usr/lib/*-linux-gnu*");

    /// Lines for a shell, which goes on inside.
    public String script() {
        return SCRIPT.replace("{programs}", words(ENTERING, programs)).replace("{libraries}", words(libraries, USUAL));
    }

    private static String words(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.joining(" "));
    }
}
