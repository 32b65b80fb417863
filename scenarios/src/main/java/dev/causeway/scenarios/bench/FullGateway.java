package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A gateway with as many connections as it may have, whose peers answer.
final class FullGateway {

    /// Each has a connection to both addresses.
    private static final int PEERS = 100;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Figures figures;
    private final Service service;
    private final Path folder;

    FullGateway(Figures figures, Service service, Path folder) {
        this.figures = figures;
        this.service = service;
        this.folder = folder;
    }

    void measure() {
        String what = "%d connections on a gateway".formatted(2 * PEERS);
        figures.progress(what);
        Tenant tenant = new Tenant(service.cloud());
        String vpc = tenant.createVpc("full", "10.200.0.0/16");
        String network = "10.200.0.0/24";
        String subnet = tenant.createSubnet(vpc, "full", network, "10.200.0.1");
        Tenant.Gateway gateway = tenant.createGateway("full", vpc, subnet, List.of(network), "active-active");
        List<String> customers = Peers.customerGateways(PEERS, tenant);
        try (Peers peers = Peers.join(PEERS, service.cloud(), folder)) {
            var _ = peers.start(Lab.PSK);
            connect(what, tenant, gateway, customers);
            new AgentAtRest(figures, service).measure(what, Target.below(150));
            figures.add("a report of the agent, " + what, "KiB", new SentReports(service).kibibytes());
        }
    }

    private void connect(String what, Tenant tenant, Tenant.Gateway gateway, List<String> customers) {
        var agent = new Usage(service.agent().pid());
        double before = agent.seconds();
        long start = System.nanoTime();
        List<String> connections = Peers.connect(tenant, gateway, 0, customers);
        connections.forEach(connection -> tenant.awaitConnection(connection, "ACTIVE", LIMIT));
        figures.add(what + ", from the first call to all ACTIVE", "ms", (System.nanoTime() - start) / 1e6);
        figures.add(what + ", processor time of the agent until then", "s", agent.seconds() - before);
    }
}
