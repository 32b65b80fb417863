package dev.causeway.agent.openvpn;

import dev.causeway.agent.RealHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A test with a real daemon and stock clients. Such tests mostly wait, and run side by side. Each leaves nothing
/// behind.
@Execution(ExecutionMode.CONCURRENT)
abstract class InVpnLab {

    @RegisterExtension
    final RealHost host = new RealHost();

    final AccessConfig.User alice = VpnExamples.user("alice");
    final AccessConfig.User bob = VpnExamples.user("bob");

    VpnLab lab;

    @BeforeEach
    void build() {
        lab = new VpnLab(host);
    }

    @AfterEach
    void leavesNothing() {
        lab.close();
        host.namespaces().list().stream().filter(host.names()::owns).forEach(host.namespaces()::evict);
        host.assertNothingRemains();
    }

    ServerConfig server() {
        return lab.server(ServerConfig.Showing.PASSWORD);
    }

    /// A server for these users.
    void serve(AccessConfig.User... users) {
        lab.serve(server(), lab.access(10, users));
    }

    void await(String name) {
        VpnLab.await()
                .until(() -> lab.sessions().stream()
                        .anyMatch(session -> session.name().equals(name)));
    }
}
