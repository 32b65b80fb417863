package dev.causeway.scenarios.guest;

import dev.causeway.scenarios.host.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The host's end of a folder that a guest sees. It ends by itself when the machine has gone.
final class FileServer {

    private static final String PROGRAM = "/usr/lib/qemu/virtiofsd";

    /// It leaves a file below `/run`, which is its own here.
    private static final String PRIVATE = """
            mount --make-rprivate /
            mount -t tmpfs tmpfs /run
            exec "$@"
            """;

    /// Whatever a guest does, the server of the host's root can write nowhere but beside its own socket.
    private static final String READ_ONLY = """
            mount --make-rprivate /
            findmnt -rno TARGET | while read -r place; do mount -o remount,bind,ro "$place" || true; done 2>/dev/null
            mount --bind "$0" "$0"
            mount -o remount,bind,rw "$0"
            mount -t tmpfs tmpfs /run
            exec "$@"
            """;

    private FileServer() {}

    static Path socket(Path folder, String name) {
        return folder.resolve(name + ".sock");
    }

    /// Serves the host's root, for reading.
    static Background root(Path folder) {
        return start(folder, "root", READ_ONLY, Path.of("/"), "always");
    }

    /// Serves a folder that guest and host share. Each sees at once what the other writes.
    static Background window(Path folder, Path source) {
        return start(folder, "window", PRIVATE, source, "none");
    }

    /// Its usual sandbox changes the root of a namespace, which containers forbid.
    private static List<String> words(Path folder, String name, Path source, String cache) {
        return List.of(
                PROGRAM,
                "--socket-path=" + socket(folder, name),
                "-o",
                "source=" + source,
                "-o",
                "cache=" + cache,
                "-o",
                "sandbox=chroot");
    }

    private static Background start(Path folder, String name, String script, Path source, String cache) {
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec", script, folder.toString()));
        words.addAll(words(folder, name, source, cache));
        Background server = Background.start(folder.resolve(name + ".server"), words);
        server.awaitReady("the guest's file server", () -> Files.exists(socket(folder, name)));
        return server;
    }
}
