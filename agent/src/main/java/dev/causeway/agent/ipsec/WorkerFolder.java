package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Daemons.Trace;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.LogTroubles;
import dev.causeway.agent.process.Processes;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of one daemon, and what they tell about it.
///
/// The daemon sees little of them: its folder `daemon` and that of its log, in place of this one. It may write its log
/// and make its socket, and nothing else: the agent reads what is here as root.
///
/// ```
/// PATH/owner, complete, pid, ...     the agent's and the starter's
/// PATH/vici.sock                     leads to the socket
/// PATH/daemon/strongswan.conf        for the daemon, PATH/strongswan.conf
/// PATH/daemon/socket/vici.sock       for the daemon, PATH/socket/vici.sock
/// LOGS/charon-NUMBER.log             for the daemon, PATH/log/charon-NUMBER.log
/// ```
///
/// @param logs on disk
record WorkerFolder(Path path, Path logs, LogBudget budget, LogTroubles troubles) {

    private static final String USER = "unix:uid";
    private static final String GROUP = "unix:gid";
    private static final String SOCKET = "vici.sock";
    private static final String SETTINGS = "strongswan.conf";

    private static final Pattern OWNED = Pattern.compile("([0-9a-f-]{36}) ([0-9a-f-]{36}) (\\d{1,3})\n");

    /// The folder's first file and its last: while it is there, something of the worker may be.
    private static final String OWNER = "owner";

    /// Written when the worker is complete. Holds the daemon's process number and what the worker was made for.
    private static final String COMPLETE = "complete";

    /// Written by the daemon's starter. The same number.
    private static final String PROCESS = "pid";

    Path socket() {
        return path.resolve(SOCKET);
    }

    private Path settings() {
        return isEnclosed() ? enclosure().resolve(SETTINGS) : path.resolve(SETTINGS);
    }

    /// Where the daemon finds its settings.
    Path settingsInside() {
        return path.resolve(SETTINGS);
    }

    /// What the daemon sees in place of this folder.
    Path enclosure() {
        return path.resolve("daemon");
    }

    /// Daemons of earlier versions see this folder itself, and their log lies in it.
    private boolean isEnclosed() {
        return Files.isDirectory(enclosure());
    }

    DaemonLog log() {
        return new DaemonLog(isEnclosed() ? logs : path, budget.fileLength(), troubles);
    }

    /// Makes what a new daemon sees, in which it is a user of its own.
    void enclose(int user) {
        List<Path> earlier = isEnclosed() ? List.of() : log().files();
        Path socket = enclosure().resolve("socket");
        List.of(socket, enclosure().resolve("log"), path.resolve("root")).forEach(AtomicFile::makeFolder);
        try {
            Files.setPosixFilePermissions(enclosure(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwx------"));
            Files.setAttribute(socket, USER, user);
            Files.setAttribute(socket, GROUP, user);
            Files.deleteIfExists(socket());
            Files.createSymbolicLink(socket(), path.relativize(socket.resolve(SOCKET)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = isMade(() -> {
            AtomicFile.makeFolder(logs);
            Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (Path file : earlier) {
                Files.move(file, logs.resolve(file.getFileName()));
            }
        });
    }

    /// Once the daemon's socket is there, nothing else may come into its place: whatever is there the agent would speak
    /// to. To be called before anybody can reach the daemon.
    void seal() {
        Path socket = enclosure().resolve("socket");
        try {
            Files.setAttribute(socket, USER, 0);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("r-xr-x---"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the daemon's settings, if they are not the same already, and begins a log if there is none to continue.
    ///
    /// @return whether they were others
    boolean configure(Esp esp, IkeSettings ike, Clock clock) {
        Path log = logFile(clock);
        String text = isEnclosed()
                ? DaemonSettings.text(
                        esp,
                        ike,
                        path.resolve("socket").resolve(SOCKET),
                        path.resolve("log").resolve(log.getFileName()))
                : DaemonSettings.text(esp, ike, socket(), log);
        if (content(settings()).equals(Optional.of(text))) {
            return false;
        }
        AtomicFile.write(settings(), text);
        if (isEnclosed()) {
            handOver(settings());
        }
        return true;
    }

    /// Lets the daemon read its settings.
    private void handOver(Path settings) {
        try {
            Files.setAttribute(settings, GROUP, user());
            Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r-----"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object user() throws IOException {
        return Files.getAttribute(enclosure().resolve("socket"), GROUP);
    }

    /// The file that the daemon shall write its log to, which is there if it can be made. Where the next one
    /// cannot, the daemon stays with the one it has: another name at each try would be other settings at each
    /// try.
    private Path logFile(Clock clock) {
        Path next = log().current(clock);
        boolean usable = !isEnclosed()
                || isMade(() -> {
                    AtomicFile.create(next);
                    Files.setAttribute(next, USER, user());
                });
        return usable ? next : log().instead();
    }

    private interface LogWork {
        void run() throws IOException;
    }

    /// Nothing waits for a log: its disk may be full.
    private boolean isMade(LogWork work) {
        try {
            work.run();
            troubles.over(logs, LogTroubles.Kind.MAKING);
            return true;
        } catch (IOException e) {
            troubles.tell(logs, LogTroubles.Kind.MAKING, e);
        } catch (UncheckedIOException e) {
            troubles.tell(logs, LogTroubles.Kind.MAKING, e);
        }
        return false;
    }

    /// Lines for `ip` that the daemon's starter carries out in the worker's namespace.
    Path links() {
        return path.resolve("links");
    }

    /// Lines for `nft` that it carries out there.
    Path rules() {
        return path.resolve("rules");
    }

    /// Where the daemon's starter complains.
    Path output() {
        return path.resolve("charon.out");
    }

    void begin(Trace trace) {
        AtomicFile.write(path.resolve(OWNER), "%s %s %s\n".formatted(trace.node(), trace.connection(), trace.slot()));
    }

    /// Whose the folder is. A file that is not as [#begin] writes it says nothing.
    Optional<Trace> trace() {
        return read(OWNER)
                .map(OWNED::matcher)
                .filter(Matcher::matches)
                .map(words -> new Trace(
                        NodeId.parse(words.group(1)),
                        ConnectionId.parse(words.group(2)),
                        new Slot(Integer.parseInt(words.group(3)))));
    }

    void complete(long process, String shape) {
        AtomicFile.write(path.resolve(COMPLETE), process + " " + shape);
    }

    /// What the worker was made for.
    Optional<String> shape() {
        return complete().map(text -> text.substring(text.indexOf(' ') + 1));
    }

    /// Forgets the daemon; its log and its trace stay.
    void incomplete() {
        for (String name : List.of(COMPLETE, PROCESS, SOCKET, "daemon/socket/" + SOCKET)) {
            AtomicFile.delete(path.resolve(name));
        }
    }

    /// The daemon, if it runs and everything around it was made.
    Optional<ProcessHandle> completeDaemon() {
        return complete().map(text -> text.substring(0, text.indexOf(' '))).flatMap(this::daemon);
    }

    private Optional<String> complete() {
        return read(COMPLETE).filter(text -> text.indexOf(' ') > 0);
    }

    /// Whether a daemon was started here and is gone. While it becomes another program it has no environment for a
    /// moment, and so [#daemon] does not know it.
    boolean isGone() {
        return read(PROCESS)
                .filter(number -> !number.isBlank())
                .filter(number ->
                        ProcessHandle.of(Long.parseLong(number.strip())).isEmpty())
                .isPresent();
    }

    /// The daemon, if it runs.
    Optional<ProcessHandle> daemon() {
        return read(PROCESS).flatMap(this::daemon);
    }

    private Optional<ProcessHandle> daemon(String number) {
        return Processes.startedWith(number.strip(), "STRONGSWAN_CONF=" + settingsInside());
    }

    /// Removes all of it, the log too. The file that says whose it was goes last.
    void delete() {
        deleteAll(logs, List.of());
        troubles.forget(logs);
        deleteAll(path, List.of(path.resolve(OWNER), path));
    }

    private static void deleteAll(Path folder, List<Path> last) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all =
                    new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList());
            all.removeAll(last);
            all.addAll(last);
            all.forEach(AtomicFile::delete);
        } catch (NoSuchFileException _) {
            // It is gone already.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> read(String name) {
        return content(path.resolve(name));
    }

    private static Optional<String> content(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
