package dev.causeway.controller.cli;

import java.io.IOException;
import java.time.Duration;

/// Brings calls to the service and whole answers back.
interface Carrier {

    /// How long an answer may take, to its last byte.
    Duration PATIENCE = Duration.ofSeconds(60);

    /// How long it may take until the service listens to what is sent.
    Duration TO_BE_HEARD = Duration.ofSeconds(10);

    /// Sends a call and waits for its whole answer, whatever its status.
    ///
    /// @throws Refusal if nothing answers, or not to the end in time
    Answer carry(OutgoingCall call) throws IOException, InterruptedException;
}
