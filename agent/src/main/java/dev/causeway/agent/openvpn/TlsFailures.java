package dev.causeway.agent.openvpn;

import dev.causeway.agent.process.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients with which no TLS connection came about, as the daemon's own log tells: nothing else tells of
/// them. How far it was read is kept beside it, so that nothing is missed or told twice when the agent begins
/// anew.
final class TlsFailures {

    private static final System.Logger LOG = System.getLogger(TlsFailures.class.getName());

    private static final int LONGEST_READ = 1 << 18;
    private static final long LONGEST_FILE = 1 << 20;
    private static final int LONGEST_CAUSE = 300;

    /// Whoever can reach the port can fail, as often as he likes: more than so many a minute are not told one
    /// by one.
    static final int MOST_PER_MINUTE = 60;

    private static final int REMEMBERED = 1000;

    /// A time, what kind of line it is, whose it is, and a failure. One failure makes several lines.
    private static final Pattern LINE =
            Pattern.compile("(\\d{1,10})\\.(\\d{6}) [0-9a-f]+ (?:.*/)?(\\d+\\.\\d+\\.\\d+\\.\\d+):(\\d+)"
                    + " (VERIFY [A-Z ]*ERROR.*|OpenSSL: error.*|TLS Error: TLS key negotiation failed.*)");

    private final Path file;
    private final Path offset;
    private final Set<String> told = new LinkedHashSet<>();
    private Instant minute = Instant.EPOCH;
    private int inMinute;

    /// One that was not told of before.
    record Failure(Instant time, String from, int port, String cause) {}

    /// @param file the daemon's log
    TlsFailures(Path file) {
        this.file = file;
        this.offset = file.resolveSibling(file.getFileName() + ".read");
    }

    /// What was written meanwhile.
    List<Failure> next() {
        List<Failure> found = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long from = read(channel.size());
            if (from < channel.size()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST_READ, channel.size() - from));
                channel.read(bytes, from);
                String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
                int whole = text.lastIndexOf('\n') + 1;
                text.substring(0, whole).lines().forEach(line -> parse(line).ifPresent(found::add));
                long next = from + (whole == 0 ? bytes.position() : whole);
                if (next == channel.size() && next > LONGEST_FILE) {
                    // The daemon goes on at the end, which is now the beginning.
                    channel.truncate(0);
                    next = 0;
                }
                AtomicFile.write(offset, Long.toString(next));
            }
        } catch (NoSuchFileException _) {
            // There is no daemon.
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", file, e.toString());
        }
        return found;
    }

    private long read(long size) {
        try {
            long known = Long.parseLong(Files.readString(offset).strip());
            return known > size ? 0 : known;
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    private Optional<Failure> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || !told.add(parts.group(3) + ":" + parts.group(4))) {
            return Optional.empty();
        }
        if (told.size() > REMEMBERED) {
            told.remove(told.iterator().next());
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)) * 1000);
        if (Duration.between(minute, time).compareTo(Duration.ofMinutes(1)) >= 0) {
            minute = time;
            inMinute = 0;
        }
        inMinute++;
        if (inMinute > MOST_PER_MINUTE) {
            return Optional.empty();
        }
        String cause = parts.group(5);
        return Optional.of(new Failure(
                time,
                parts.group(3),
                Integer.parseInt(parts.group(4)),
                cause.substring(0, Math.min(LONGEST_CAUSE, cause.length()))));
    }
}
