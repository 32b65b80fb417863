package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.traffic.Capture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Captures of all that crosses the internet between a lab's sides, from the first one to the end of the last. Each
/// knows the sides as they were when it began.
final class Captures implements AutoCloseable {

    private final NetworkNamespace internet;
    private final Path folder;
    private final List<Capture> all = new ArrayList<>();

    Captures(NetworkNamespace internet, Path folder) {
        this.internet = internet;
        this.folder = folder;
    }

    /// Begins one more.
    void start(Capture.Sides sides) {
        Path file = folder.resolve("internet-%d.pcap".formatted(all.size() + 1));
        all.add(Capture.start(file, internet, sides));
    }

    /// Begins one more that knows of what the sides have got meanwhile, unless nobody looks.
    void follow(Capture.Sides sides) {
        if (!all.isEmpty()) {
            start(sides);
        }
    }

    int espFrom(String address) {
        return all.stream().mapToInt(one -> one.espFrom(address)).sum();
    }

    int fragments() {
        return all.stream().mapToInt(Capture::fragmentsSoFar).sum();
    }

    int esp() {
        return all.stream().mapToInt(Capture::espSoFar).sum();
    }

    /// Ends them.
    ///
    /// @throws IllegalStateException if a packet crossed in clear or unseen
    void judge() {
        List<Capture.Result> crossed = all.stream().map(Capture::stop).toList();
        crossed.forEach(Captures::judge);
    }

    private static void judge(Capture.Result crossed) {
        if (!crossed.clear().isEmpty()) {
            throw new IllegalStateException("in clear: " + crossed.clear());
        }
        if (crossed.missed() != 0) {
            throw new IllegalStateException("packets that the capture missed: " + crossed.missed());
        }
    }

    @Override
    public void close() {
        all.forEach(Capture::close);
    }
}
