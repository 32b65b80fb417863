package dev.causeway.agent.openvpn;

import dev.causeway.agent.process.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is told of the clients of a node. It lies on disk, in two files at most, of which the older one goes
/// when the newer one is full: so it is bounded however long nobody fetches it.
///
/// A line's position is its place in the file plus a number in the file's name, which is the time in
/// microseconds at which the file was begun. So positions rise over all files, even after the folder was
/// lost.
///
/// Nothing here fails: a disk that is full takes no line, which is told once.
final class EventLog {

    private static final System.Logger LOG = System.getLogger(EventLog.class.getName());

    static final long LONGEST = 4 << 20;
    private static final int LONGEST_READ = 1 << 18;

    private static final Pattern NAME = Pattern.compile("events-(\\d{1,18})\\.log");
    private static final Pattern LINE = Pattern.compile("(\\d{1,13}) (\\{.*})");

    private final Path folder;
    private final long longest;
    private boolean inTrouble;

    EventLog(Path folder) {
        this(folder, LONGEST);
    }

    /// @param longest a file of this many bytes is followed by the next one
    EventLog(Path folder, long longest) {
        this.folder = folder;
        this.longest = longest;
    }

    /// A file, and the position of its first byte.
    private record Part(Path file, long base) {

        long size() {
            try {
                return Files.size(file);
            } catch (IOException _) {
                return 0;
            }
        }
    }

    /// Adds a line.
    synchronized void add(Instant time, JsonLine line) {
        // After a trouble the file may end within a line.
        String text = (inTrouble ? "\n" : "") + time.toEpochMilli() + " " + line + "\n";
        try {
            AtomicFile.makeFolder(folder);
            Path file = current(time);
            AtomicFile.create(file);
            Files.writeString(file, text, StandardOpenOption.APPEND);
            told(Optional.empty());
        } catch (IOException | UncheckedIOException e) {
            told(Optional.of(e));
        }
    }

    private Path current(Instant time) throws IOException {
        List<Part> parts = parts();
        if (!parts.isEmpty() && parts.getLast().size() < longest) {
            return parts.getLast().file();
        }
        long begin = time.toEpochMilli() * 1000;
        if (!parts.isEmpty()) {
            begin = Math.max(begin, parts.getLast().base() + parts.getLast().size());
        }
        for (Part old : parts.subList(0, Math.max(0, parts.size() - 1))) {
            Files.deleteIfExists(old.file());
        }
        return folder.resolve("events-" + begin + ".log");
    }

    private void told(Optional<Exception> trouble) {
        if (trouble.isPresent() != inTrouble) {
            inTrouble = trouble.isPresent();
            LOG.log(
                    inTrouble ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    "log of clients, {0}: {1}",
                    folder,
                    trouble.map(e -> "it takes no line: " + e).orElse("it takes lines again"));
        }
    }

    /// Whether the last line could not be written.
    synchronized boolean isInTrouble() {
        return inTrouble;
    }

    /// The oldest lines whose position is greater than `after`.
    List<EventLine> read(long after, int limit) {
        List<EventLine> lines = new ArrayList<>();
        for (Part part : parts()) {
            if (lines.size() < limit && part.base() + part.size() > after) {
                read(part, after, limit, lines);
            }
        }
        return lines;
    }

    private static void read(Part part, long after, int limit, List<EventLine> lines) {
        // The line at `after` is read once more to find where it ends.
        long from = Math.max(0, after - part.base());
        try (FileChannel channel = FileChannel.open(part.file())) {
            boolean ended = false;
            while (lines.size() < limit && !ended) {
                byte[] bytes = read(channel, from);
                int start = 0;
                for (int i = 0; i < bytes.length && lines.size() < limit; i++) {
                    if (bytes[i] == '\n') {
                        long position = part.base() + from + start;
                        if (position > after) {
                            line(new String(bytes, start, i - start, StandardCharsets.UTF_8), position)
                                    .ifPresent(lines::add);
                        }
                        start = i + 1;
                    }
                }
                ended = start == 0;
                from += start;
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "log of clients, {0}: {1}", part.file(), e.toString());
        }
    }

    private static byte[] read(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(channel.size() - from, 0, LONGEST_READ));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // until the buffer is full or the file ends
        }
        byte[] content = new byte[bytes.position()];
        bytes.flip().get(content);
        return content;
    }

    private static Optional<EventLine> line(String text, long position) {
        Matcher parts = LINE.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new EventLine(position, Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2)))
                : Optional.empty();
    }

    /// The oldest first.
    private List<Part> parts() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> Stream.of(
                                    NAME.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .map(name -> new Part(file, Long.parseLong(name.group(1)))))
                    .sorted(Comparator.comparingLong(Part::base))
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "log of clients, {0}: {1}", folder, e.toString());
            return List.of();
        }
    }

    /// Removes all of it.
    void delete() {
        try {
            parts().forEach(part -> AtomicFile.delete(part.file()));
            AtomicFile.delete(folder);
        } catch (UncheckedIOException e) {
            told(Optional.of(e));
        }
    }
}
