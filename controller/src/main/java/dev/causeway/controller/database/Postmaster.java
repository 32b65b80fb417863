package dev.causeway.controller.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A server that runs on a data folder, as its file `postmaster.pid` names it.
///
/// @param port the one that its configuration gave it; zero while the file is still being written
record Postmaster(long pid, int port) {

    private static final String FILE = "postmaster.pid";
    private static final int PORT_LINE = 3;

    /// Finds the server that runs on a data folder. A file that names a process which is gone, or which is another
    /// program by now, is removed: PostgreSQL itself refuses to start when the number was given to somebody else.
    static Optional<Postmaster> on(Path data) throws IOException {
        Path file = data.resolve(FILE);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        Optional<Postmaster> found = parse(lines).filter(server -> server.worksIn(data));
        if (found.isEmpty()) {
            Files.deleteIfExists(file);
        }
        return found;
    }

    private static Optional<Postmaster> parse(List<String> lines) {
        try {
            int port = lines.size() > PORT_LINE
                    ? Integer.parseInt(lines.get(PORT_LINE).strip())
                    : 0;
            return Optional.of(new Postmaster(Long.parseLong(lines.getFirst().strip()), port));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    /// Every server works in its data folder, so the process is ours if and only if it works in ours.
    private boolean worksIn(Path data) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), data);
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether the server runs the program of this version.
    boolean runs(Path program) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "exe"), program);
        } catch (IOException _) {
            return false;
        }
    }
}
