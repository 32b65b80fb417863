package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.process.LogFiles;
import dev.causeway.agent.process.LogTroubles;
import dev.causeway.agent.process.LogTroubles.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a daemon writes about its connection. The daemon writes a file and the agent follows it, so nothing is missed
/// while the agent is away.
///
/// Nothing here fails: a log that cannot be read or written is a trouble of its own, and whoever looks at a
/// tunnel goes on to tell of its state.
final class DaemonLog {

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
    private final LogFiles files;

    /// @param longest a file of this length is followed by the next one
    DaemonLog(Path folder, long longest, LogTroubles troubles) {
        this.folder = folder;
        this.longest = longest;
        this.troubles = troubles;
        this.files = new LogFiles(folder, "charon-", troubles);
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
        return files.next(longest, clock.millis());
    }

    /// The file that it goes on with when that one cannot be made, each time the same.
    Path instead() {
        return files.last().orElseGet(() -> files.file(0));
    }

    /// Adds a line of the agent's own between those of the daemon, unless the disk is full.
    void note(String text) {
        note("AGT", text);
    }

    /// The same of what another daemon says of the connection.
    ///
    /// @param topic three capital letters
    void note(String topic, String text) {
        Instant time = Instant.now();
        String line = "%d.%03d 00[%s] %s%n".formatted(time.getEpochSecond(), time.getNano() / 1_000_000, topic, text);
        Optional<Path> last = files.last();
        if (last.isEmpty()) {
            return;
        }
        try {
            Files.writeString(last.get(), line, StandardOpenOption.APPEND);
            troubles.over(folder, Kind.WRITING);
        } catch (IOException e) {
            troubles.tell(folder, Kind.WRITING, e);
        }
    }

    /// Whether the daemon must be told to begin a new file.
    boolean isFull() {
        return files.isFull(longest);
    }

    /// Removes all files but the last two. What cannot be removed stays until the next time.
    void forgetOld() {
        files.keepLast(2);
    }

    /// The position behind the last line.
    long end() {
        return files.end();
    }

    /// The oldest lines whose position is greater than `after`, without those of files that cannot be read.
    List<Line> read(long after, int limit) {
        return files.read(after, limit, DaemonLog::parse);
    }

    /// All files, the oldest first.
    List<Path> files() {
        return files.all();
    }

    private static Optional<Line> parse(LogFiles.Piece piece) {
        Matcher parts = LINE.matcher(piece.text());
        if (!parts.matches() || OWN_BUSINESS.test(parts.group(5))) {
            return Optional.empty();
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(parts.group(1))).plusMillis(Long.parseLong(parts.group(2)));
        String text = "[" + parts.group(3) + "] " + parts.group(5);
        String negotiation = Optional.ofNullable(parts.group(4)).orElse("");
        return Optional.of(new Line(piece.position(), piece.end(), time, text, negotiation));
    }
}
