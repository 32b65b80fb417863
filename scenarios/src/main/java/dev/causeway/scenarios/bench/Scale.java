package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// What a host costs that has much of everything: first nodes without connections, then tunnels that are up, then a
/// thousand whose peers are silent.
final class Scale {

    /// Of two nodes each.
    private static final int GATEWAYS = 100;

    private static final int GATEWAYS_WITH_CONNECTIONS = 10;
    private static final int GATEWAYS_WITH_PEERS = 2;
    private static final int PEERS = 50;
    private static final int VPCS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Figures figures;
    private final Path folder;

    Scale(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void measure() {
        try (Service service = Service.start(folder.resolve("service"))) {
            Tenant tenant = new Tenant(service.cloud());
            List<String> customers = Peers.customerGateways(PEERS, tenant);
            List<Tenant.Gateway> gateways = nodes(service, tenant);
            List<String> connections = new ArrayList<>();
            try (Peers peers = Peers.join(PEERS, service.cloud(), folder.resolve("peers"))) {
                Device device = peers.start(Lab.PSK);
                for (int gateway = 0; gateway < GATEWAYS_WITH_PEERS; gateway++) {
                    connections.addAll(Peers.connect(tenant, gateways.get(gateway), gateway, customers));
                }
                withPeers(service, tenant, connections);
                device.kill();
            }
            for (int gateway = GATEWAYS_WITH_PEERS; gateway < GATEWAYS_WITH_CONNECTIONS; gateway++) {
                connections.addAll(Peers.connect(tenant, gateways.get(gateway), gateway, customers));
            }
            withoutPeers(service, tenant, connections);
        }
    }

    /// Makes many gateways, measures, and deletes those that are not needed further on.
    private List<Tenant.Gateway> nodes(Service service, Tenant tenant) {
        figures.progress("%d nodes".formatted(2 * GATEWAYS));
        List<String> vpcs = new ArrayList<>();
        List<String> subnets = new ArrayList<>();
        for (int vpc = 0; vpc < VPCS; vpc++) {
            vpcs.add(tenant.createVpc("scale-" + vpc, network(vpc, 16)));
            subnets.add(tenant.createSubnet(
                    vpcs.getLast(), "scale-" + vpc, network(vpc, 24), "10.%d.0.1".formatted(200 + vpc)));
        }
        List<Tenant.Gateway> gateways = IntStream.range(0, GATEWAYS)
                .mapToObj(number -> tenant.createGateway(
                        "scale-" + number,
                        vpcs.get(number % VPCS),
                        subnets.get(number % VPCS),
                        List.of(network(number % VPCS, 24)),
                        "active-active"))
                .toList();
        new AgentAtRest(figures, service).measure("%d nodes".formatted(2 * GATEWAYS), Target.none());
        List<String> spare = gateways.stream()
                .skip(GATEWAYS_WITH_CONNECTIONS)
                .map(Tenant.Gateway::id)
                .toList();
        spare.forEach(tenant::deleteGateway);
        spare.forEach(tenant::awaitGone);
        return gateways;
    }

    private static String network(int vpc, int length) {
        return "10.%d.0.0/%d".formatted(200 + vpc, length);
    }

    private void withPeers(Service service, Tenant tenant, List<String> connections) {
        String what = "%d tunnels with peers".formatted(connections.size());
        figures.progress(what);
        connections.forEach(connection -> tenant.awaitConnection(connection, "ACTIVE", LIMIT));
        new AgentAtRest(figures, service).measure(what, Target.below(150));
        service.endAgent("KILL");
        CompletableFuture<Double> restart = CompletableFuture.supplyAsync(() -> startAgent(service));
        int inactive = 0;
        while (!restart.isDone()) {
            for (String connection : connections) {
                inactive += tenant.connectionStatus(connection)
                                .filter("ACTIVE"::equals)
                                .isPresent()
                        ? 0
                        : 1;
            }
        }
        restarted(service, what, restart.join(), Target.none());
        figures.add("not shown as ACTIVE meanwhile, " + what, "times", inactive, Target.below(1));
    }

    private void withoutPeers(Service service, Tenant tenant, List<String> connections) {
        String what = "%d tunnels without peers".formatted(connections.size());
        figures.progress(what);
        connections.forEach(connection -> tenant.awaitConnection(connection, "DOWN", LIMIT));
        new AgentAtRest(figures, service).measure(what, Target.none());
        service.endAgent("KILL");
        restarted(service, what, startAgent(service), Target.below(15_000));
    }

    private static double startAgent(Service service) {
        long start = System.nanoTime();
        service.startAgent();
        return (System.nanoTime() - start) / 1e6;
    }

    private void restarted(Service service, String what, double millis, Target target) {
        figures.add("restart of the agent to adopted, " + what, "ms", millis, target);
        double seconds = new Usage(service.agent().pid()).seconds();
        figures.add("the same, processor time of the agent", "s", seconds);
    }
}
