package dev.causeway.agent.openvpn;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.LogFiles;
import dev.causeway.agent.process.LogTroubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is told of the clients of a node. It lies on disk, in two files at most, of which the older one goes when the
/// newer one is full: so it is bounded however long nobody fetches it. Nothing here fails: a disk that is full takes no
/// line, which is a trouble of its own.
final class EventLog {

    static final long LONGEST = 4 << 20;
    private static final int FILES = 2;

    private static final Pattern LINE = Pattern.compile("(\\d{1,13}) (\\{.*})", Pattern.DOTALL);

    private final Path folder;
    private final long longest;
    private final LogTroubles troubles;
    private final LogFiles files;
    private boolean isCut;

    EventLog(Path folder, LogTroubles troubles) {
        this(folder, LONGEST, troubles);
    }

    /// @param longest a file of this many bytes is followed by the next one
    EventLog(Path folder, long longest, LogTroubles troubles) {
        this.folder = folder;
        this.longest = longest;
        this.troubles = troubles;
        this.files = new LogFiles(folder, "events-", troubles);
    }

    /// Adds a line.
    void add(Instant time, JsonLine line) {
        // Where a line was not taken, the file may end within it.
        String text = (isCut ? "\n" : "") + time.toEpochMilli() + " " + line + "\n";
        try {
            AtomicFile.makeFolder(folder);
            Path file = files.next(longest, time.toEpochMilli());
            AtomicFile.create(file);
            files.keepLast(FILES);
            Files.writeString(file, text, StandardOpenOption.APPEND);
            isCut = false;
            troubles.over(folder, LogTroubles.Kind.WRITING);
        } catch (IOException e) {
            isCut = true;
            troubles.tell(folder, LogTroubles.Kind.WRITING, e);
        } catch (UncheckedIOException e) {
            isCut = true;
            troubles.tell(folder, LogTroubles.Kind.WRITING, e);
        }
    }

    /// The oldest lines whose position is greater than `after`.
    List<EventLine> read(long after, int limit) {
        return files.read(after, limit, EventLog::line);
    }

    private static Optional<EventLine> line(LogFiles.Piece piece) {
        Matcher parts = LINE.matcher(piece.text());
        return parts.matches()
                ? Optional.of(new EventLine(
                        piece.position(), Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2)))
                : Optional.empty();
    }

    /// Removes all of it.
    void delete() {
        files.keepLast(0);
        try {
            AtomicFile.delete(folder);
        } catch (UncheckedIOException e) {
            troubles.tell(folder, LogTroubles.Kind.REMOVING, e);
        }
        troubles.forget(folder);
    }
}
