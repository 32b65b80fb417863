package dev.causeway.agent.routing;

import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.vty.VtyAnswer;
import dev.causeway.agent.routing.vty.VtyClient;
import dev.causeway.agent.routing.vty.VtyFailed;
import dev.causeway.model.Ipv4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The dialogue with one bgpd, whose configuration is kept account of.
final class SpeakerSession implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SpeakerSession.class.getName());

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FrrFolder folder;
    private final String process;
    private final VtyClient client;
    private AppliedLines applied;
    private List<String> place = List.of();
    private boolean configuring;
    private Optional<SpeakerConfig> last = Optional.empty();
    private Set<Ipv4> lastDetected = Set.of();

    private SpeakerSession(FrrFolder folder, String process, VtyClient client) {
        this.folder = folder;
        this.process = process;
        this.client = client;
        this.applied = folder.readApplied()
                .filter(lines -> lines.process().equals(process))
                .orElse(new AppliedLines(process, true, List.of()));
    }

    /// @throws VtyFailed if it cannot be spoken to
    static SpeakerSession open(FrrFolder folder) {
        ProcessHandle bgpd = folder.process(FrrDaemon.BGPD).orElseThrow(() -> new VtyFailed("the daemon has ended"));
        return new SpeakerSession(
                folder, FrrFolder.identity(bgpd), VtyClient.open(folder.socket(FrrDaemon.BGPD), PATIENCE));
    }

    /// Asks for something in the form of JSON.
    String ask(String question) {
        leave();
        VtyAnswer answer = client.ask(question);
        if (!answer.isDone()) {
            throw new VtyFailed("the daemon does not know '" + question + "'");
        }
        return answer.text();
    }

    /// Those neighbours for which BFD has begun.
    Set<Ipv4> detected(SpeakerConfig config) {
        Set<String> ids = new HashSet<>();
        applied.lines().forEach(line -> ids.add(line.id()));
        Set<Ipv4> detected = new HashSet<>();
        config.neighbours().stream()
                .map(Neighbour::peer)
                .filter(peer -> ids.contains(SpeakerText.detectionId(peer)))
                .forEach(detected::add);
        return detected;
    }

    /// Makes the daemon hold a configuration.
    ///
    /// @throws LineRefused if it refuses any of it; all else is said when this is tried again
    void configure(SpeakerConfig config, SpeakerTimers timers, Set<Ipv4> detected) {
        if (last.equals(Optional.of(config)) && lastDetected.equals(detected)) {
            return;
        }
        last = Optional.empty();
        change(config, SpeakerText.of(config, timers, detected));
        last = Optional.of(config);
        lastDetected = Set.copyOf(detected);
    }

    private void change(SpeakerConfig config, List<ConfigLine> wanted) {
        boolean again = !applied.whole();
        ConfigChange change = ConfigChange.between(applied.lines(), wanted, again);
        if (change.steps().isEmpty()) {
            return;
        }
        take(new AppliedLines(process, false, union(applied.lines(), wanted)));
        Optional<LineRefused> refused = say(change.steps(), again);
        leave();
        if (again || refused.isEmpty()) {
            refresh(config, change, again);
        }
        refused.ifPresent(SpeakerSession::fail);
        take(new AppliedLines(process, true, wanted));
    }

    private void take(AppliedLines lines) {
        applied = lines;
        folder.write(lines);
    }

    /// The old ones come first, so that a difference from them is found again.
    private static List<ConfigLine> union(List<ConfigLine> had, List<ConfigLine> wanted) {
        Set<String> known = new HashSet<>();
        had.forEach(line -> known.add(line.id()));
        List<ConfigLine> all = new ArrayList<>(had);
        wanted.stream().filter(line -> !known.contains(line.id())).forEach(all::add);
        return all;
    }

    /// @param again whether all is said though some is refused, so that one line keeps no other one from
    ///     being held for ever
    /// @return what is refused
    private Optional<LineRefused> say(List<ConfigChange.Step> steps, boolean again) {
        Optional<LineRefused> refused = Optional.empty();
        for (ConfigChange.Step step : steps) {
            Optional<LineRefused> now =
                    say(step, again).filter(_ -> !again || !SpeakerText.isRefusedAgain(step.line()));
            refused = refused.or(() -> now);
            if (refused.isPresent() && !again) {
                break;
            }
        }
        return refused;
    }

    private static void fail(LineRefused refused) {
        throw refused;
    }

    /// Says one thing. What shall be taken back may be gone already.
    ///
    /// @param again whether all else is said whatever comes of it
    /// @return that something new is refused
    private Optional<LineRefused> say(ConfigChange.Step step, boolean again) {
        enter(step.line().place());
        VtyAnswer answer = client.ask(step.command());
        if (!answer.isDone()) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", step.command(), answer.text());
            return step.isRemoval()
                    ? Optional.empty()
                    : Optional.of(new LineRefused(answer.status(), answer.text(), again));
        }
        if (step.line().opens() && !step.isRemoval()) {
            place = Stream.concat(
                            step.line().place().stream(), Stream.of(step.line().text()))
                    .toList();
        }
        return Optional.empty();
    }

    /// Goes to where a line belongs. Lists and maps are changed all at once by the next line of another
    /// kind: each by itself would take as long as all together, and peers would hear of states in between.
    private void enter(List<String> other) {
        if (!configuring) {
            order("configure terminal");
            order("XFRR_start_configuration");
            configuring = true;
        }
        if (place.equals(other)) {
            return;
        }
        leaveRouter();
        other.forEach(this::order);
        place = other;
    }

    /// From everywhere else one comes to another place at once.
    private void leaveRouter() {
        if (!place.isEmpty() && place.getFirst().startsWith(SpeakerText.ROUTER)) {
            place.forEach(_ -> order("exit"));
        }
        place = List.of();
    }

    private void leave() {
        if (configuring) {
            leaveRouter();
            order("XFRR_end_configuration");
            order("end");
            configuring = false;
        }
    }

    private void order(String command) {
        VtyAnswer answer = client.ask(command);
        if (!answer.isDone()) {
            throw new VtyFailed("the daemon refuses '%s' (%d): %s"
                    .formatted(command, answer.status(), answer.text().strip()));
        }
    }

    /// What is learned already is looked at again where other things are accepted now, and sessions that
    /// shall be new are ended.
    private void refresh(SpeakerConfig config, ConfigChange change, boolean again) {
        for (Neighbour neighbour : config.neighbours()) {
            Ipv4 peer = neighbour.peer();
            if (!change.keeps(SpeakerText.id(peer))) {
                continue;
            }
            if (change.touches(SpeakerText.descriptionId(peer))) {
                client.ask("clear bgp " + peer);
            } else if (again
                    || change.touchesAnyOf(SpeakerText.in(neighbour))
                    || change.touchesAnyOf(SpeakerText.REFUSED)
                    || change.touches(SpeakerText.id(peer) + " in")) {
                client.ask("clear bgp ipv4 unicast " + peer + " soft in");
            }
        }
    }

    /// Has the daemon close the session with a peer that announces too much, and try it again later. By itself it
    /// looks before it takes a route, and so finds the first one too many only when the next one comes; and it does
    /// not count what it filters. If it shall, it counts for each peer what all of them announce and this one may
    /// not: so it shall for a moment only. Should that moment not end well, all is said again.
    void judge(Ipv4 peer) {
        Optional<SpeakerConfig> held = last;
        AppliedLines before = applied;
        last = Optional.empty();
        take(new AppliedLines(process, false, before.lines()));
        before.lines().stream()
                .filter(line -> line.id().equals(SpeakerText.limitId(peer)))
                .flatMap(line -> Stream.of(line.with(" force"), line))
                .flatMap(line -> say(new ConfigChange.Step(line, false), false).stream())
                .forEach(SpeakerSession::fail);
        leave();
        take(before);
        last = held;
    }

    boolean isOf(ProcessHandle other) {
        return client.isOpen() && process.equals(FrrFolder.identity(other));
    }

    @Override
    public void close() {
        client.close();
    }
}
