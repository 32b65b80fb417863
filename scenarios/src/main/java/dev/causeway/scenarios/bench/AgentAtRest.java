package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;

/// What the agent takes of the machine while nothing is asked of it.
record AgentAtRest(Figures figures, Service service) {

    private static final Duration SETTLED = Duration.ofSeconds(15);
    private static final Duration WATCHED = Duration.ofSeconds(20);

    /// Waits until it has come to rest, and watches it.
    ///
    /// @param what it has to look after
    /// @param memory what it may take, in MiB
    void measure(String what, Target memory) {
        Waiting.pause(SETTLED);
        var agent = new Usage(service.agent().pid());
        figures.add("agent, processor, idle, " + what, "%", 100 * agent.share(WATCHED));
        figures.add("agent, resident, " + what, "MiB", agent.residentMebibytes(), memory);
    }
}
