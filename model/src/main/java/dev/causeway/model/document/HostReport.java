package dev.causeway.model.document;

import java.time.Instant;
import java.util.List;

/// All that an agent sees on its host at one moment. A report is whole: what is not in it was not seen.
///
/// @param at the host's clock
public record HostReport(Instant at, List<ThingReport> things, List<TunnelReport> tunnels, List<LogLine> log) {

    public HostReport {
        things = List.copyOf(things);
        tunnels = List.copyOf(tunnels);
        log = List.copyOf(log);
    }
}
