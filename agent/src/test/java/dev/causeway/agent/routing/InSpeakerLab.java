package dev.causeway.agent.routing;

import dev.causeway.agent.RealHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A test with real daemons at both ends. Such tests mostly wait, and run side by side. Each leaves nothing
/// behind.
@Execution(ExecutionMode.CONCURRENT)
abstract class InSpeakerLab {

    @RegisterExtension
    final RealHost host = new RealHost();

    SpeakerLab lab;

    @BeforeEach
    void build() {
        lab = new SpeakerLab(host);
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
        host.namespaces().list().stream().filter(host.names()::owns).forEach(host.namespaces()::evict);
        host.assertNothingRemains();
    }
}
