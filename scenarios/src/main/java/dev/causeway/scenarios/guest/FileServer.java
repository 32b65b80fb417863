package dev.causeway.scenarios.guest;

import dev.causeway.scenarios.host.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The host's end of a folder that a guest sees. It ends by itself when the machine has gone.
final class FileServer {

    private static final String PROGRAM = "/usr/lib/qemu/virtiofsd";

    private FileServer() {}

    static Path socket(Path folder, String name) {
        return folder.resolve(name + ".sock");
    }

    static Background start(Path folder, String name, Path source) {
        Path socket = socket(folder, name);
        // Its usual sandbox changes the root of a namespace, which containers forbid.
        Background server = Background.start(
                folder.resolve(name + ".server"),
                List.of(
                        PROGRAM,
                        "--socket-path=" + socket,
                        "-o",
                        "source=" + source,
                        "-o",
                        "cache=" + (source.equals(Path.of("/")) ? "always" : "none"),
                        "-o",
                        "sandbox=chroot"));
        server.awaitReady("the guest's file server", () -> Files.exists(socket));
        return server;
    }
}
