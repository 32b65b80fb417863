package dev.causeway.agent.node;

import dev.causeway.agent.probe.ProbeSamples;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import java.time.Instant;
import java.util.Optional;

/// Says in reports and blocks what became of echo requests.
final class ProbeReports {

    private ProbeReports() {}

    /// What is told of one that is asked.
    ///
    /// @param verdict if there is one yet
    static ProbeReport of(NodeId node, ProbeTarget target, Optional<ProbeVerdict> verdict) {
        return new ProbeReport(
                target.connection(),
                node,
                kind(target.purpose()),
                verdict.map(ProbeReports::word).orElse(ProbeReport.Verdict.UNDECIDED),
                verdict.map(ProbeVerdict::since).orElse(Instant.EPOCH));
    }

    private static ProbeReport.Verdict word(ProbeVerdict verdict) {
        return verdict.passes() ? ProbeReport.Verdict.PASSES : ProbeReport.Verdict.FAILS;
    }

    static ProbeBlock of(NodeId node, ProbeSamples samples) {
        ProbeTarget target = samples.target();
        return new ProbeBlock(node, target.connection(), kind(target.purpose()), samples.minute(), samples.micros());
    }

    private static ProbeKind kind(ProbeTarget.Purpose purpose) {
        return switch (purpose) {
            case LINK -> ProbeKind.LINK;
            case TUNNEL -> ProbeKind.TUNNEL;
        };
    }
}
