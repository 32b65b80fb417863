package dev.causeway.controller.connection;

import dev.causeway.controller.reports.StateChange;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is the matter with a connection, as the API shows it.
///
/// @param field the part of the connection that may have to be another one
/// @param changes the last ones of its tunnel's state, the newest first
record DiagnosisView(
        DiagnosisCode code,
        Optional<String> evidence,
        Optional<Offered> offered,
        Optional<String> field,
        List<Changed> changes) {

    /// One in an answer.
    record Answer(DiagnosisView diagnosis, String requestId) {}

    /// What the two ends offer each other, as far as it was seen.
    record Offered(Optional<String> ours, Optional<String> theirs) {}

    /// Another state, since that moment.
    record Changed(Instant at, TunnelReport.State state, Optional<String> reason) {

        static Changed of(StateChange change) {
            return new Changed(change.at(), change.state(), some(change.reason()));
        }
    }

    static DiagnosisView of(Diagnosis diagnosis, SteeringSpec steering, List<StateChange> changes) {
        return new DiagnosisView(
                diagnosis.code(),
                some(diagnosis.evidence()),
                Optional.of(new Offered(some(diagnosis.ours()), some(diagnosis.theirs())))
                        .filter(offered -> offered.ours().or(offered::theirs).isPresent()),
                diagnosis.field(steering),
                changes.stream().map(Changed::of).toList());
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(found -> !found.isEmpty());
    }
}
