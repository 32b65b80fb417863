package dev.causeway.model.document;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// All that an agent sees on its host at one moment. A report is whole: what is not in it was not seen.
///
/// @param at the host's clock
/// @param concerns what an operator should know of the host, each in a line of words; absent where the agent tells none
public record HostReport(
        Instant at,
        List<ThingReport> things,
        List<TunnelReport> tunnels,
        List<LogLine> log,
        Optional<List<String>> concerns) {

    public HostReport {
        Objects.requireNonNull(at);
        things = List.copyOf(things);
        tunnels = List.copyOf(tunnels);
        log = List.copyOf(log);
        concerns = concerns.map(List::copyOf);
    }

    public HostReport(Instant at, List<ThingReport> things, List<TunnelReport> tunnels, List<LogLine> log) {
        this(at, things, tunnels, log, Optional.empty());
    }
}
