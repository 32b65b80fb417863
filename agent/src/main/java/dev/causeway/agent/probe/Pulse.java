package dev.causeway.agent.probe;

import dev.causeway.model.Ipv4;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Shows how far one run of the program has come. It asks its own host too, in the same rounds as all others: that
/// always answers, and so a program that is late or stands still is told from requests that nobody answers.
final class Pulse {

    static final Ipv4 HERE = Ipv4.parse("127.0.0.1");

    /// Later answers are not waited for. Longer than the program itself waits.
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private record Beat(int number, Duration seen) {}

    private final Duration limit;
    private final Deque<Beat> beats = new ArrayDeque<>();
    private Duration last = Duration.ZERO;
    private int over = -1;

    /// @param limit a program of which nothing is heard for longer stands still
    Pulse(Duration limit) {
        this.limit = limit;
    }

    /// The program has asked everybody so often, counted from 0.
    ///
    /// @param elapsed since its start, and not less than before
    void beat(int number, Duration elapsed) {
        beats.addLast(new Beat(number, elapsed));
        last = elapsed;
    }

    /// The last request of each address for which no answer is waited any more; below 0 if there is none.
    ///
    /// @param elapsed since the program's start; what it has printed until now was read
    int over(Duration elapsed) {
        while (!beats.isEmpty() && elapsed.compareTo(beats.getFirst().seen().plus(PATIENCE)) > 0) {
            over = Math.max(over, beats.removeFirst().number());
        }
        return over;
    }

    boolean standsStill(Duration elapsed) {
        return elapsed.minus(last).compareTo(limit) > 0;
    }
}
