package dev.causeway.controller.console;

import dev.causeway.controller.identity.ConsoleSession;
import dev.causeway.controller.identity.ConsoleSessions;
import java.time.Instant;
import java.util.Map;

/// The operator's session as the answer describes it.
record OperatorSessionView(String name, Instant expiresAt, long idleSeconds) {

    static Map<String, OperatorSessionView> of(ConsoleSession session) {
        return Map.of(
                "operator_session",
                new OperatorSessionView(
                        session.account().name(),
                        session.ends(),
                        ConsoleSessions.Kind.OPERATOR.idle().toSeconds()));
    }
}
