package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.ipsec.LogTroubles.Kind;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a daemon writes about its connection. The daemon writes a file and the agent follows it, so nothing is missed
/// while the agent is away.
///
/// A line's position is its place in the file plus a number in the file's name, which is the time in microseconds at
/// which the file was begun. So positions rise over all files, even after the folder was lost.
///
/// Nothing here fails: a log that cannot be read or written is a trouble of its own, and whoever looks at a
/// tunnel goes on to tell of its state.
final class DaemonLog {

    private static final String PREFIX = "charon-";
    private static final String SUFFIX = ".log";
    private static final Pattern NAME = Pattern.compile(PREFIX + "\\d{1,18}" + "\\" + SUFFIX);
    private static final int LONGEST_READ = 1 << 18;

    /// A time has ten digits until the year 2286. What is longer is a line that goes on where a full disk cut another.
    private static final Pattern LINE = Pattern.compile("(\\d{1,10})\\.(\\d{3}) \\d+\\[(\\w+)\\] (?:<([^>]*)> )?(.*)");

    private static final Pattern ABOUT_MESSAGES = Pattern.compile("^\\[(NET|ENC)]");

    /// What concerns the agent's own questions, not the connection.
    private static final Predicate<String> OWN_BUSINESS = Pattern.compile(
                    "^(vici client|spawning |loaded |loading |using |created TUN|known interfaces|" + LinkNames.DAEMON
                            + ")")
            .asPredicate();

    private final Path folder;
    private final long longest;
    private final LogTroubles troubles;

    /// @param longest a file of this length is followed by the next one
    DaemonLog(Path folder, long longest, LogTroubles troubles) {
        this.folder = folder;
        this.longest = longest;
        this.troubles = troubles;
    }

    /// A line with the position behind it.
    ///
    /// @param negotiation what it is about: a number at first, and the connection's name with a number once it is
    ///     known whose it is; empty if it is about none
    record Line(long position, long end, Instant time, String text, String negotiation) {

        /// Whether it is about a negotiation that is known to be the connection's.
        boolean isNamed() {
            return negotiation.indexOf('|') >= 0;
        }

        /// Whether it is about a message that belongs to no security association of the connection, as anybody
        /// can send who can send with the peer's address.
        boolean isStrange() {
            return negotiation.isEmpty() ? ABOUT_MESSAGES.matcher(text).find() : !isNamed();
        }

        LogEntry entry() {
            return new LogEntry(position, time, text);
        }
    }

    /// The file that the daemon shall write to: the last one, or a new one if there is none or it is too long.
    Path current(Clock clock) {
        List<Path> files = files();
        if (!files.isEmpty() && size(files.getLast()) < longest) {
            return files.getLast();
        }
        long begin = clock.millis() * 1000;
        if (!files.isEmpty()) {
            begin = Math.max(begin, base(files.getLast()) + size(files.getLast()));
        }
        return file(begin);
    }

    /// The file that it goes on with when that one cannot be made, each time the same.
    Path instead() {
        List<Path> files = files();
        return files.isEmpty() ? file(0) : files.getLast();
    }

    private Path file(long begin) {
        return folder.resolve(PREFIX + begin + SUFFIX);
    }

    /// Adds a line of the agent's own between those of the daemon, unless the disk is full.
    void note(String text) {
        Instant time = Instant.now();
        String line = "%d.%03d 00[AGT] %s%n".formatted(time.getEpochSecond(), time.getNano() / 1_000_000, text);
        List<Path> files = files();
        if (files.isEmpty()) {
            return;
        }
        try {
            Files.writeString(files.getLast(), line, StandardOpenOption.APPEND);
            troubles.over(folder, Kind.WRITING);
        } catch (IOException e) {
            troubles.tell(folder, Kind.WRITING, e);
        }
    }

    /// Whether the daemon must be told to begin a new file.
    boolean isFull() {
        List<Path> files = files();
        return !files.isEmpty() && size(files.getLast()) >= longest;
    }

    /// Removes all files but the last two. What cannot be removed stays until the next time.
    void forgetOld() {
        List<Path> files = files();
        for (Path file : files.subList(0, Math.max(0, files.size() - 2))) {
            try {
                Files.deleteIfExists(file);
                troubles.over(file, Kind.REMOVING);
            } catch (IOException e) {
                troubles.tell(file, Kind.REMOVING, e);
            }
        }
    }

    /// The position behind the last line.
    long end() {
        List<Path> files = files();
        return files.isEmpty() ? 0 : base(files.getLast()) + size(files.getLast());
    }

    /// The oldest lines whose position is greater than `after`, without those of files that cannot be read.
    List<Line> read(long after, int limit) {
        List<Line> lines = new ArrayList<>();
        for (Path file : files()) {
            if (lines.size() < limit && base(file) + size(file) > after) {
                read(file, after, limit, lines);
            }
        }
        return lines;
    }

    private void read(Path file, long after, int limit, List<Line> lines) {
        long base = base(file);
        // The line at `after` is read once more to find where it ends.
        long from = Math.max(0, after - base);
        try (FileChannel channel = FileChannel.open(file)) {
            boolean ended = false;
            while (lines.size() < limit && !ended) {
                byte[] bytes = read(channel, from);
                int start = 0;
                for (int i = 0; i < bytes.length && lines.size() < limit; i++) {
                    if (bytes[i] == '\n') {
                        long position = base + from + start;
                        if (position > after) {
                            parse(
                                            new String(bytes, start, i - start, StandardCharsets.UTF_8),
                                            position,
                                            base + from + i)
                                    .ifPresent(lines::add);
                        }
                        start = i + 1;
                    }
                }
                ended = start == 0;
                from += start;
            }
            troubles.over(file, Kind.READING);
        } catch (NoSuchFileException _) {
            // It was removed meanwhile, being old.
        } catch (IOException e) {
            troubles.tell(file, Kind.READING, e);
        }
    }

    private static byte[] read(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(channel.size() - from, 0, LONGEST_READ));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // until the buffer is full or the file ends
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Optional<Line> parse(String line, long position, long end) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || OWN_BUSINESS.test(parts.group(5))) {
            return Optional.empty();
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(parts.group(1))).plusMillis(Long.parseLong(parts.group(2)));
        String text = "[" + parts.group(3) + "] " + parts.group(5);
        String negotiation = Optional.ofNullable(parts.group(4)).orElse("");
        return Optional.of(new Line(position, end, time, text, negotiation));
    }

    /// All files, the oldest first.
    List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            troubles.over(folder, Kind.READING);
            return all;
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            troubles.tell(folder, Kind.READING, e);
            return List.of();
        } catch (UncheckedIOException e) {
            troubles.tell(folder, Kind.READING, e);
            return List.of();
        }
    }

    private static long base(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    private long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            troubles.tell(file, Kind.READING, e);
            return 0;
        }
    }
}
