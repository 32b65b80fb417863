package dev.causeway.model.document;

import java.util.Optional;

/// What a report says of one thing on the host. Whoever takes reports asks for the case in a switch without `default`.
public sealed interface ReportPart
        permits ThingReport,
                TunnelReport,
                BgpPeerReport,
                SaReport,
                ProbeReport,
                DrainReport,
                ClientNodeReport,
                ServerReport,
                SessionReport {

    /// The document by which the thing is there.
    DocumentKey document();

    /// The log that the thing keeps.
    Optional<LogSource> log();
}
