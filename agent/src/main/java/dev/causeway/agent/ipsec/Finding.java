package dev.causeway.agent.ipsec;

import dev.causeway.model.DiagnosisCode;
import java.util.Objects;

/// What a daemon's log tells of why a tunnel is not up.
///
/// @param line of the log
/// @param ours what we offer or accept, in the daemon's words; empty if that is not the matter
/// @param theirs what the peer last offered; empty if the daemon did not see it
public record Finding(DiagnosisCode code, String line, String ours, String theirs) {

    public Finding {
        Objects.requireNonNull(code);
        Objects.requireNonNull(line);
        Objects.requireNonNull(ours);
        Objects.requireNonNull(theirs);
    }

    /// The same, with what we offer where the daemon did not say it.
    Finding besides(TunnelConfig tunnel, ConnectionConfig config) {
        String known = ours.isEmpty() ? offer(tunnel, config) : ours;
        return new Finding(code, line, known, theirs);
    }

    private String offer(TunnelConfig tunnel, ConnectionConfig config) {
        if (code == DiagnosisCode.IKE_PROPOSAL_MISMATCH) {
            return "IKE:" + Proposals.ike(tunnel.ike());
        }
        if (code == DiagnosisCode.ESP_PROPOSAL_MISMATCH) {
            return "ESP:" + Proposals.esp(tunnel.ipsec());
        }
        return code == DiagnosisCode.TRAFFIC_SELECTOR_MISMATCH ? Journal.text(config.pairs()) : "";
    }
}
