package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A site's BGP speaker: BIRD, with one session for each tunnel.
public final class BirdSpeaker implements AutoCloseable {

    /// What is left of it stands before the slash.
    private static final Pattern HOLD_TIME = Pattern.compile("Hold timer: +[\\d.]+/(\\d+)");

    private final NetworkNamespace place;
    private final Path folder;
    private Background bird;

    private BirdSpeaker(NetworkNamespace place, Path folder) {
        this.place = place;
        this.folder = folder;
        this.bird = launch();
    }

    static BirdSpeaker start(NetworkNamespace place, Path folder, String configuration) {
        write(folder, configuration);
        return new BirdSpeaker(place, folder);
    }

    /// Where a speaker with such a folder writes its log.
    static Path logOf(Path folder) {
        return folder.resolve("bird.log");
    }

    private static void write(Path folder, String configuration) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("bird.conf"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path socket() {
        return folder.resolve("bird.ctl");
    }

    private Background launch() {
        Background started = place.start(
                folder.resolve("bird.out"),
                List.of("bird", "-f", "-c", folder.resolve("bird.conf").toString(), "-s", socket().toString()));
        started.awaitReady("the site's BIRD", () -> say("show", "status").contains("up and running"));
        return started.watched();
    }

    /// Makes the running daemon be configured so. Sessions whose own words are the same stay.
    void configure(String configuration) {
        write(folder, configuration);
        String answer = say("configure");
        if (!answer.contains("econfigur")) {
            throw new IllegalStateException("BIRD: " + answer);
        }
    }

    /// Whether a session is established.
    ///
    /// @param which 1 or 2
    public boolean isEstablished(int which) {
        return say("show", "protocols", "gateway" + which).contains("Established");
    }

    /// How many sessions there have been with a peer so far. While one stays, the number does.
    public long sessions(int which) {
        return log().lines()
                .filter(line -> line.endsWith("gateway" + which + ": State changed to up"))
                .count();
    }

    /// After how long a silence the two ends of a session have agreed to end it.
    public Duration holdTime(int which) {
        String told = say("show", "protocols", "all", "gateway" + which);
        Matcher time = HOLD_TIME.matcher(told);
        if (!time.find()) {
            throw new IllegalStateException("no hold time: " + told);
        }
        return Duration.ofSeconds(Long.parseLong(time.group(1)));
    }

    /// Whether BFD watches the way to an address, and the other end sees this one too: until it does it
    /// promises a packet each second only.
    ///
    /// @param silence after which the way is given up then
    boolean isWatched(String address, Duration silence) {
        Pattern up = Pattern.compile("%s +\\S+ +Up .* %d\\.%03d *"
                .formatted(Pattern.quote(address), silence.toSeconds(), silence.toMillisPart()));
        return say("show", "bfd", "sessions").lines().anyMatch(up.asMatchPredicate());
    }

    /// The networks that it has learned by a session, in its own words.
    public String learned(int which) {
        return say("show", "route", "protocol", "gateway" + which);
    }

    /// Closes a session and keeps it closed, with a word to the peer.
    public void disable(int which) {
        say("disable", "gateway" + which);
    }

    public void enable(int which) {
        say("enable", "gateway" + which);
    }

    /// Ends a session, with a word to the peer, and waits until there is another one.
    public void restart(int which) {
        long before = sessions(which);
        say("restart", "gateway" + which);
        Waiting.until("another session", () -> isEstablished(which) && sessions(which) > before);
    }

    /// It dies without a word, though its host tells that the connection is broken.
    public void kill() {
        bird.end("KILL");
    }

    /// Starts it again as it was.
    public void startAgain() {
        bird = launch();
    }

    public String log() {
        try {
            return Files.readString(logOf(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String say(String... words) {
        List<String> all = new ArrayList<>(List.of("birdc", "-s", socket().toString()));
        all.addAll(List.of(words));
        return Program.attempt(all).out();
    }

    @Override
    public void close() {
        bird.close();
    }
}
