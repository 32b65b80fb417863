package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// How far one document is realised.
///
/// @param generation of the document that the host was last made equal to (phase `APPLIED`, `ABSENT`) or is being made
///     equal to (`APPLYING`, `FAILED`)
/// @param gatewayGeneration the same of the gateway's settings; 0 for what is not a node
/// @param reason why it failed; empty otherwise
/// @param edition of the document, as of [Document#edition]
public record ThingReport(
        DocumentKey key, long generation, long gatewayGeneration, Phase phase, String reason, Optional<UUID> edition)
        implements ReportPart {

    public ThingReport {
        Objects.requireNonNull(key);
        Objects.requireNonNull(phase);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(edition);
    }

    public ThingReport(DocumentKey key, long generation, long gatewayGeneration, Phase phase, String reason) {
        this(key, generation, gatewayGeneration, phase, reason, Optional.empty());
    }

    @Override
    public DocumentKey document() {
        return key;
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.empty();
    }

    /// Where realising stands. A word of a later version is read as `APPLYING`: nothing follows from it.
    public enum Phase {
        @JsonEnumDefaultValue
        APPLYING,
        APPLIED,
        FAILED,
        /// Nothing of it remains on the host.
        ABSENT
    }
}
