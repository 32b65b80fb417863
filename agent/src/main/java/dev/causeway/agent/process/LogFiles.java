package dev.causeway.agent.process;

import dev.causeway.agent.process.LogTroubles.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A log that lies in files which follow each other.
///
/// A line's position is its place in the file plus a number in the file's name, which is the time in microseconds at
/// which the file was begun. So positions rise over all files, even after the folder was lost.
///
/// Reading fails nobody: a file that cannot be read is a trouble of its own.
public final class LogFiles {

    private static final String SUFFIX = ".log";
    private static final int LONGEST_READ = 1 << 18;

    private final Path folder;
    private final String prefix;
    private final Pattern name;
    private final LogTroubles troubles;

    /// A line as it stands there.
    ///
    /// @param end the position behind it
    public record Piece(long position, long end, String text) {}

    /// Files whose names begin alike.
    public LogFiles(Path folder, String prefix, LogTroubles troubles) {
        this.folder = folder;
        this.prefix = prefix;
        this.name = Pattern.compile(prefix + "\\d{1,18}" + "\\" + SUFFIX);
        this.troubles = troubles;
    }

    /// All files, the oldest first.
    public List<Path> all() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
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

    /// The one that is written to; nothing before the first.
    public Optional<Path> last() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The one that shall be written to: the last one, or a new one if there is none or it is too long.
    ///
    /// @param longest a file of this many bytes is followed by the next one
    /// @param milliseconds the time, since 1970
    public Path next(long longest, long milliseconds) {
        Optional<Path> last = last();
        if (last.isPresent() && size(last.get()) < longest) {
            return last.get();
        }
        return file(Math.max(milliseconds * 1000, end()));
    }

    /// The file that begins at a position.
    public Path file(long begin) {
        return folder.resolve(prefix + begin + SUFFIX);
    }

    /// The position behind the last line.
    public long end() {
        return last().map(file -> base(file) + size(file)).orElse(0L);
    }

    /// Whether the last file has so many bytes.
    public boolean isFull(long longest) {
        return last().filter(file -> size(file) >= longest).isPresent();
    }

    /// Removes all files but the last ones. What cannot be removed stays until the next time.
    public void keepLast(int number) {
        List<Path> all = all();
        for (Path file : all.subList(0, Math.max(0, all.size() - number))) {
            try {
                Files.deleteIfExists(file);
                troubles.over(file, Kind.REMOVING);
            } catch (IOException e) {
                troubles.tell(file, Kind.REMOVING, e);
            }
        }
    }

    /// The oldest lines whose position is greater than `after`, without those of files that cannot be read, and without
    /// those of which nothing is made.
    public <L> List<L> read(long after, int limit, Function<Piece, Optional<L>> form) {
        List<L> lines = new ArrayList<>();
        for (Path file : all()) {
            if (lines.size() < limit && base(file) + size(file) > after) {
                read(file, after, limit, form, lines);
            }
        }
        return lines;
    }

    private <L> void read(Path file, long after, int limit, Function<Piece, Optional<L>> form, List<L> lines) {
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
                            var text = new String(bytes, start, i - start, StandardCharsets.UTF_8);
                            form.apply(new Piece(position, base + from + i, text))
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

    private long base(Path file) {
        String whole = file.getFileName().toString();
        return Long.parseLong(whole.substring(prefix.length(), whole.length() - SUFFIX.length()));
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
