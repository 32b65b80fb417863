package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.EspBackend.Trace;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of one daemon, and what they tell about it.
record WorkerFolder(Path path) {

    private static final Pattern OWNED = Pattern.compile("([0-9a-f-]{36}) ([0-9a-f-]{36}) (\\d{1,3})\n");

    /// The folder's first file and its last: while it is there, something of the worker may be.
    private static final String OWNER = "owner";

    /// Written when the worker is complete. Holds the daemon's process number and what the worker was made for.
    private static final String COMPLETE = "complete";

    /// Written by the daemon's starter. The same number.
    private static final String PROCESS = "pid";

    Path socket() {
        return path.resolve("vici.sock");
    }

    Path settings() {
        return path.resolve("strongswan.conf");
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
        AtomicFile.write(path.resolve(OWNER), "%s %s %d\n".formatted(trace.node(), trace.connection(), trace.slot()));
    }

    /// Whose the folder is. A file that is not as [#begin] writes it says nothing.
    Optional<Trace> trace() {
        return read(OWNER)
                .map(OWNED::matcher)
                .filter(Matcher::matches)
                .map(words -> new Trace(
                        NodeId.parse(words.group(1)),
                        ConnectionId.parse(words.group(2)),
                        Integer.parseInt(words.group(3))));
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
        for (String name : List.of(COMPLETE, PROCESS, "vici.sock")) {
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

    /// The daemon, if it runs.
    Optional<ProcessHandle> daemon() {
        return read(PROCESS).flatMap(this::daemon);
    }

    /// Process numbers are used again, so the process must also be one that was started with this folder's
    /// settings. One that has ended and waits to be collected has no environment any more.
    private Optional<ProcessHandle> daemon(String number) {
        String environment =
                content(Path.of("/proc", number.strip(), "environ")).orElse("");
        return environment.contains("STRONGSWAN_CONF=" + settings() + "\0")
                ? ProcessHandle.of(Long.parseLong(number.strip()))
                : Optional.empty();
    }

    void delete() {
        if (!Files.isDirectory(path)) {
            AtomicFile.delete(path);
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = new ArrayList<>(files.toList());
            all.sort((one, other) -> Boolean.compare(one.endsWith(OWNER), other.endsWith(OWNER)));
            all.forEach(AtomicFile::delete);
            AtomicFile.delete(path);
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
