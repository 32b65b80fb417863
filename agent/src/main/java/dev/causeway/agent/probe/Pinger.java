package dev.causeway.agent.probe;

import dev.causeway.agent.probe.ProbeTarget.Purpose;
import dev.causeway.agent.probe.SentEchoes.Fate;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.PrintingProgram;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The echo requests of one node and purpose, all by one process. Other targets need another process; what is known of
/// those that stay is kept. A process that stands still is replaced, and says nothing about anybody: what was known
/// stays, until the next one knows better.
final class Pinger {

    private static final System.Logger LOG = System.getLogger(Pinger.class.getName());

    /// A process that ends by itself, as in a node without its address, is started again after this.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// The program goes by the host's clock: one that was set makes it wait, or hurry.
    private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(2);

    private final Fping program;
    private final NodeId node;
    private final Purpose purpose;
    private final Clock steady;
    private final Clock host;
    private final Map<ProbeTarget, Judge> judges = new HashMap<>();
    private final MinuteBlocks<ProbeTarget, Integer> blocks = new MinuteBlocks<>();
    private Set<ProbeTarget> wanted = Set.of();
    private Optional<Run> running = Optional.empty();
    private Instant startNotBefore = Instant.MIN;

    /// @param begin by the steady clock
    /// @param beginOnHost by the host's
    private record Run(
            PrintingProgram process,
            Set<ProbeTarget> targets,
            Map<Ipv4, SentEchoes> requests,
            Pulse pulse,
            Instant begin,
            Instant beginOnHost) {

        private void take(AnswerLine answer, Duration elapsed) {
            if (answer.from().equals(Pulse.HERE)) {
                pulse.beat(answer.number(), elapsed);
            }
            Optional.ofNullable(requests.get(answer.from()))
                    .ifPresent(sent -> sent.answered(answer.number(), answer.micros()));
        }
    }

    /// @param steady by which one waits
    /// @param host which says what minute it is
    Pinger(Fping program, NodeId node, Purpose purpose, Clock steady, Clock host) {
        this.program = program;
        this.node = node;
        this.purpose = purpose;
        this.steady = steady;
        this.host = host;
    }

    /// The first ones are asked at once: while nothing is known of a tunnel, its connection is not shown as it is.
    synchronized void want(Set<ProbeTarget> targets) {
        wanted = Set.copyOf(targets);
        judges.keySet().retainAll(wanted);
        if (running.isEmpty()) {
            replace();
        }
    }

    synchronized Map<ProbeTarget, ProbeVerdict> verdicts() {
        Map<ProbeTarget, ProbeVerdict> verdicts = new HashMap<>();
        judges.forEach((target, judge) -> judge.verdict().ifPresent(verdict -> verdicts.put(target, verdict)));
        return verdicts;
    }

    synchronized List<ProbeSamples> take() {
        return blocks.take(minute(host.instant())).stream()
                .map(block -> new ProbeSamples(block.key(), block.minute(), block.values()))
                .toList();
    }

    /// Reads what has come, and sees to the process.
    ///
    /// @return the verdicts that are others now
    synchronized Map<ProbeTarget, ProbeVerdict> look() {
        Set<ProbeTarget> changed = running.map(this::read).orElse(Set.of());
        if (running.filter(this::isOfUse).isEmpty()) {
            replace();
        }
        Map<ProbeTarget, ProbeVerdict> verdicts = verdicts();
        verdicts.keySet().retainAll(changed);
        return verdicts;
    }

    private Set<ProbeTarget> read(Run run) {
        List<String> lines = run.process().lines();
        Instant now = steady.instant();
        Duration elapsed = Duration.between(run.begin(), now);
        lines.stream().flatMap(line -> AnswerLine.read(line).stream()).forEach(answer -> run.take(answer, elapsed));
        int over = run.pulse().over(elapsed);
        Set<ProbeTarget> changed = new HashSet<>();
        run.requests()
                .forEach((address, requests) -> requests.settle(over)
                        .forEach(fate -> wanted.stream()
                                .filter(target -> target.to().equals(address))
                                .filter(target -> take(run, target, fate, now))
                                .forEach(changed::add)));
        return changed;
    }

    private boolean take(Run run, ProbeTarget target, Fate fate, Instant now) {
        blocks.add(target, minute(run.beginOnHost().plus(fate.sent())), fate.micros());
        return judges.computeIfAbsent(target, _ -> new Judge(purpose)).take(fate.micros(), now);
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }

    private boolean isOfUse(Run run) {
        Duration steadily = Duration.between(run.begin(), steady.instant());
        Duration onHost = Duration.between(run.beginOnHost(), host.instant());
        return run.targets().equals(wanted)
                && run.process().isAlive()
                && !run.pulse().standsStill(steadily)
                && onHost.minus(steadily).abs().compareTo(CLOCK_WAS_SET) < 0;
    }

    private void replace() {
        end();
        if (!wanted.isEmpty() && !steady.instant().isBefore(startNotBefore)) {
            startNotBefore = steady.instant().plus(PAUSE);
            try {
                running = Optional.of(start());
            } catch (CommandFailed e) {
                LOG.log(System.Logger.Level.WARNING, "no probes of node {0}: {1}", node, e.getMessage());
            }
        }
    }

    private Run start() {
        var addresses = new TreeSet<>(wanted.stream().map(ProbeTarget::to).collect(Collectors.toSet()));
        Optional<Ipv4> from = switch (purpose) {
            case LINK -> wanted.stream().map(ProbeTarget::from).findAny();
            case TUNNEL -> Optional.empty();
        };
        Map<Ipv4, SentEchoes> requests =
                addresses.stream().collect(Collectors.toMap(address -> address, _ -> new SentEchoes(purpose.every())));
        addresses.add(Pulse.HERE);
        PrintingProgram process = program.start(node, purpose, from, addresses);
        return new Run(process, wanted, requests, new Pulse(purpose.silence()), steady.instant(), host.instant());
    }

    synchronized void end() {
        running.ifPresent(run -> run.process().close());
        running = Optional.empty();
    }
}
