package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How much an agent sends to the controller for a report, as the kernel counts what has left by its connections. A
/// report goes in one piece every few seconds, and what else is sent is far smaller.
record SentReports(Service service) {

    private static final Pattern SENT = Pattern.compile("(?m)127\\.0\\.0\\.1\\S*:(\\d+) .*bytes_sent:(\\d+)");
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS = 400;

    /// Watches for a while.
    ///
    /// @return the median of what was sent at a time, with what TLS and HTTP add, in KiB
    double kibibytes() {
        List<Double> pieces = new ArrayList<>();
        Map<String, Long> before = sent();
        double piece = 0;
        for (int step = 0; step < STEPS; step++) {
            Waiting.pause(STEP);
            Map<String, Long> now = sent();
            double more = more(before, now);
            if (more == 0 && piece > 0) {
                pieces.add(piece);
                piece = 0;
            }
            piece += more;
            before = now;
        }
        double largest = pieces.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        List<Double> reports = pieces.stream().filter(one -> one > largest / 2).toList();
        return Iperf.median(reports) / 1024;
    }

    private static double more(Map<String, Long> before, Map<String, Long> now) {
        return now.entrySet().stream()
                .mapToLong(link -> link.getValue() - before.getOrDefault(link.getKey(), 0L))
                .sum();
    }

    /// By the port at the agent's end.
    private Map<String, Long> sent() {
        String links = Program.run("ss", "-tinHO", "dst", "127.0.0.1:" + service.agentPort());
        Map<String, Long> sent = new HashMap<>();
        SENT.matcher(links).results().forEach(link -> sent.put(link.group(1), Long.parseLong(link.group(2))));
        return sent;
    }
}
