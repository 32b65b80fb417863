package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pings at a steady rate from one place to another, until stopped.
public final class Pings implements AutoCloseable {

    private static final Pattern REPLY = Pattern.compile("(?m)^\\[(\\d+)\\.(\\d{6})] .*icmp_seq=(\\d+) ttl=");
    private static final Pattern FEW = Pattern.compile("icmp_seq=(\\d+) ttl=");
    private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final Duration IN_FLIGHT = Duration.ofMillis(300);

    private final Background process;
    private final Duration interval;

    private Pings(Background process, Duration interval) {
        this.process = process;
        this.interval = interval;
    }

    /// Starts pinging.
    public static Pings start(Path output, NetworkNamespace from, String target, Duration interval) {
        String seconds = String.format(Locale.ROOT, "%.3f", interval.toMillis() / 1000.0);
        return new Pings(from.start(output, List.of("ping", "-D", "-n", "-i", seconds, target)), interval);
    }

    /// Sends a few pings and says how many of them were answered.
    public static long answered(NetworkNamespace from, String target, int count) {
        // With a deadline ping goes on until enough were answered, and so does not miss late answers to the first ones.
        var output = from.attempt(
                Duration.ofSeconds(30), "ping", "-n", "-i", "0.05", "-w", "2", "-c", Integer.toString(count), target);
        return FEW.matcher(output.out())
                .results()
                .filter(reply -> Integer.parseInt(reply.group(1)) <= count)
                .count();
    }

    /// Sends pings that may not be cut on their way until a few were answered, and says how many were. The first ones
    /// may be lost: a sender learns from them what the path takes.
    ///
    /// @param bytes of each, without headers
    public static long answeredWhole(NetworkNamespace from, String target, int count, int bytes) {
        var output = from.attempt(
                Duration.ofSeconds(60),
                "ping",
                "-n",
                "-M",
                "do",
                "-s",
                Integer.toString(bytes),
                "-i",
                "0.05",
                "-w",
                "30",
                "-c",
                Integer.toString(count),
                target);
        return FEW.matcher(output.out()).results().count();
    }

    /// What has been answered so far.
    public int answers() {
        return replies().size();
    }

    /// When the first answer came, by the host's clock.
    ///
    /// @throws NoSuchElementException if there is none so far
    public Instant firstAnswer() {
        return Instant.EPOCH.plus(Collections.min(replies().values()), ChronoUnit.MICROS);
    }

    /// When the last answer so far came, by the host's clock.
    public Instant lastAnswer() {
        long micros =
                replies().values().stream().mapToLong(Long::longValue).max().orElse(0);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// How long after a call there was still an answer.
    ///
    /// @param quiet without an answer for so long, they have ended
    /// @throws IllegalStateException if they do not end, or had ended before the call
    public Duration untilQuiet(Instant called, Duration quiet) {
        Waiting.until(
                "the pings to end",
                ENDING,
                () -> Duration.between(lastAnswer(), Instant.now()).compareTo(quiet) > 0);
        Duration after = Duration.between(called, lastAnswer());
        if (after.plus(interval.multipliedBy(10)).isNegative()) {
            throw new IllegalStateException("the pings had ended before the call");
        }
        return after.isNegative() ? Duration.ZERO : after;
    }

    /// Stops and counts. What was sent in the last moments may still be on its way and does not count.
    public Result stop() {
        process.end("INT");
        Matcher summary = SENT.matcher(process.output());
        if (!summary.find()) {
            throw new IllegalStateException("ping said nothing: " + process.output() + process.errors());
        }
        int sent = Integer.parseInt(summary.group(1));
        long settled = Math.max(0, sent - Math.ceilDiv(IN_FLIGHT.toMillis(), interval.toMillis()));
        NavigableMap<Integer, Long> replies = replies();
        long answered = replies.headMap((int) settled, true).size();
        return new Result(settled, settled - answered, longestGap(replies, (int) settled), firstLost(replies));
    }

    /// The longest time between two answers, beyond the interval of sending. Pings without an answer at the end count
    /// by the time in which they were sent.
    private Duration longestGap(NavigableMap<Integer, Long> replies, int settled) {
        long longest = 0;
        long previous = -1;
        for (long at : replies.values()) {
            if (previous >= 0) {
                longest = Math.max(longest, at - previous);
            }
            previous = at;
        }
        int last = replies.isEmpty() ? 0 : replies.lastKey();
        long tail = Math.max(0, settled - last) * interval.toMillis() * 1000;
        return Duration.ofNanos(Math.max(longest, tail) * 1000);
    }

    /// When the last answer came before one did not.
    private static Instant firstLost(NavigableMap<Integer, Long> replies) {
        long at = 0;
        int expected = 1;
        for (Map.Entry<Integer, Long> reply : replies.entrySet()) {
            if (reply.getKey() != expected) {
                break;
            }
            at = reply.getValue();
            expected++;
        }
        return Instant.EPOCH.plus(at, ChronoUnit.MICROS);
    }

    private NavigableMap<Integer, Long> replies() {
        NavigableMap<Integer, Long> replies = new TreeMap<>();
        REPLY.matcher(process.output()).results().forEach(reply -> replies.putIfAbsent(sequence(reply), micros(reply)));
        return replies;
    }

    private static int sequence(MatchResult reply) {
        return Integer.parseInt(reply.group(3));
    }

    private static long micros(MatchResult reply) {
        return Long.parseLong(reply.group(1)) * 1_000_000 + Long.parseLong(reply.group(2));
    }

    @Override
    public void close() {
        process.close();
    }

    /// What became of the pings.
    ///
    /// @param longestGap the longest time in which no answer came
    /// @param before when the last answer came before the first one that did not
    public record Result(long sent, long lost, Duration longestGap, Instant before) {}
}
