package dev.causeway.model.document;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// All that an agent sees on its host at one moment. A report is whole, but for lines and blocks: what is not in it was
/// not seen.
///
/// @param at the host's clock
/// @param log new lines of the logs of whatever keeps one
/// @param concerns what an operator should know of the host, each in a line of words; absent where the agent tells none
/// @param blocks those that the controller does not hold yet, as many as fit
/// @param load absent where the agent has not looked yet, or tells none
public record HostReport(
        Instant at,
        List<ReportPart> parts,
        List<LogLine> log,
        Optional<List<String>> concerns,
        List<Block> blocks,
        Optional<HostLoad> load) {

    public HostReport {
        Objects.requireNonNull(at);
        Objects.requireNonNull(load);
        parts = List.copyOf(parts);
        log = List.copyOf(log);
        concerns = concerns.map(List::copyOf);
        blocks = List.copyOf(blocks);
    }

    public HostReport(
            Instant at,
            List<ReportPart> parts,
            List<LogLine> log,
            Optional<List<String>> concerns,
            List<Block> blocks) {
        this(at, parts, log, concerns, blocks, Optional.empty());
    }

    public HostReport(Instant at, List<ReportPart> parts, List<LogLine> log, Optional<List<String>> concerns) {
        this(at, parts, log, concerns, List.of());
    }

    public HostReport(Instant at, List<ReportPart> parts, List<LogLine> log) {
        this(at, parts, log, Optional.empty());
    }

    /// The parts of one kind.
    public <P extends ReportPart> List<P> parts(Class<P> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// How far documents are realised.
    public List<ThingReport> things() {
        return parts(ThingReport.class);
    }

    /// How tunnels are doing.
    public List<TunnelReport> tunnels() {
        return parts(TunnelReport.class);
    }
}
