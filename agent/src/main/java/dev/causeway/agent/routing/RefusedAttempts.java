package dev.causeway.agent.routing;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Attempts at sessions that one of the two ends refused, and the word by which a peer ended one, as bgpd's log
/// tells of them: of attempts that the peer began nothing else does, and its word is forgotten when BFD ends too.
/// The log is kept short here, since the daemon itself would cease to write when it is too long.
final class RefusedAttempts {

    private static final System.Logger LOG = System.getLogger(RefusedAttempts.class.getName());

    /// Peers pause after an error, some for five minutes, and begin again.
    private static final Duration FRESH = Duration.ofMinutes(6);

    /// So much of the log is searched at once.
    private static final int LOOK_BACK = 1 << 16;

    private static final int LONGEST = 1 << 20;

    private static final String OPENING = "OPEN Message Error";

    /// What either end refuses when a session is made, and by what the peer ends one.
    private static final Pattern REFUSAL = Pattern.compile(
            "%NOTIFICATION: (sent to neighbor (?=\\S+ 2/)|received from neighbor (?=\\S+ [26]/))(\\S+) \\S+ \\(([^)]*)\\)");

    private final Path log;
    private final Clock clock;
    private final Map<Ipv4, Attempt> last = new HashMap<>();
    private long read;

    private record Attempt(Instant at, String reason) {

        /// Whether it says more than what was seen: of a session that the peer has ended BFD alone tells late.
        boolean isBetterThan(PeerSight sight) {
            return reason.contains(OPENING) || sight.isDetected();
        }
    }

    /// What the log holds already may be of any age: it is passed over.
    RefusedAttempts(Path log, Clock clock) {
        this.log = log;
        this.clock = clock;
        this.read = log.toFile().length();
    }

    /// Reads what was written meanwhile. A log that cannot be read tells nothing.
    void read() {
        if (!Files.exists(log)) {
            return;
        }
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            long length = file.length();
            long from = read > length ? 0 : read;
            take(file, Math.max(from, length - LOOK_BACK), length);
            read = length;
            if (length > LONGEST) {
                file.setLength(0);
                read = 0;
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the log cannot be read", e);
        }
    }

    private void take(RandomAccessFile file, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        file.seek(from);
        file.readFully(bytes);
        Matcher told = REFUSAL.matcher(new String(bytes, StandardCharsets.UTF_8));
        while (told.find()) {
            String reason = (told.group(1).startsWith("received") ? PeerSight.PEER_SAYS : "") + told.group(3);
            address(told.group(2)).ifPresent(peer -> last.put(peer, new Attempt(clock.instant(), reason)));
        }
    }

    private static Optional<Ipv4> address(String text) {
        try {
            return Optional.of(Ipv4.parse(text));
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }

    /// What was seen of a peer, and why the last attempt with it was refused. A session that is established proves that
    /// there is nothing to refuse any more.
    PeerSight besides(Ipv4 peer, PeerSight sight) {
        if (sight.isEstablished()) {
            last.remove(peer);
        }
        return Optional.ofNullable(last.get(peer))
                .filter(attempt -> attempt.at().isAfter(clock.instant().minus(FRESH)))
                .filter(attempt -> attempt.isBetterThan(sight))
                .map(attempt -> sight.because(attempt.reason()))
                .orElse(sight);
    }
}
