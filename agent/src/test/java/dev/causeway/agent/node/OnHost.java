package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.firewall.Sessions;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.shaping.Shaping;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A host of real namespaces, with tunnels that are a test's to say.
@Execution(ExecutionMode.CONCURRENT)
abstract class OnHost {

    /// What happens here happens because it was heard of, not because everything is looked at now and then.
    static final Duration NEVER = Duration.ofHours(1);

    @RegisterExtension
    final RealHost real = new RealHost();

    final World world = new World();
    final FakeTunnels tunnels = new FakeTunnels(real);
    final FakeRouting routing = new FakeRouting(real);
    final FakeClients clients = new FakeClients(real);
    final Firewall firewall = new Firewall(real.names(), real.commands());
    final Sessions sessions = new Sessions(real.names(), real.commands());
    Host host;
    List<Document> lastWanted = List.of();

    @BeforeEach
    void start() {
        host = newHost();
        host.start();
    }

    Host newHost() {
        return new Host(
                real.names(),
                real.namespaces(),
                new HostNetwork(real.names(), real.namespaces()),
                firewall,
                sessions,
                new Shaping(real.names(), real.namespaces(), real.commands()),
                new Services(real.names(), tunnels, routing, new NoProbes(), NoDrains.drains(), clients),
                NEVER,
                () -> {});
    }

    @AfterEach
    void stop() {
        host.close();
    }

    List<Namespace> own() {
        return real.namespaces().list().stream().filter(real.names()::owns).toList();
    }

    void restart() {
        host.close();
        tunnels.forget();
        host = newHost();
        host.start();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    void want(Document... documents) {
        lastWanted = List.of(documents);
        host.want(lastWanted);
        await().until(() -> List.of(documents).stream().allMatch(document -> phase(document, Phase.APPLIED)));
    }

    void reconcileAll() {
        host.close();
        host = newHost();
        host.start();
        want(lastWanted.toArray(Document[]::new));
    }

    private Stream<ThingReport> things() {
        return parts(ThingReport.class);
    }

    Stream<TunnelReport> tunnels() {
        return parts(TunnelReport.class);
    }

    <P extends ReportPart> Stream<P> parts(Class<P> kind) {
        return host.parts().stream().filter(kind::isInstance).map(kind::cast);
    }

    boolean phase(Document document, Phase phase) {
        return things().anyMatch(thing -> thing.key().equals(document.key()) && thing.phase() == phase);
    }

    ThingReport report(Document document) {
        return things().filter(thing -> thing.key().equals(document.key()))
                .findFirst()
                .orElseThrow();
    }

    void set(NodeDocument node, int tunnel, State state) {
        tunnels.set(node.tunnels().get(tunnel), state);
        host.changed(node.key());
    }

    Namespace workload(String name) {
        return real.names().workload(world.vpc, name);
    }

    Namespace vpcSpace() {
        return real.names().vpc(world.vpc);
    }

    Namespace nodeSpace(NodeDocument node) {
        return real.names().node(node.node());
    }

    Set<KernelRoute> routesTo(Namespace namespace) {
        return real.namespaces().view(namespace).routes().stream()
                .filter(route -> route.destination().equals(OFFICE))
                .collect(Collectors.toSet());
    }

    Set<String> live(Namespace namespace) {
        return routesTo(namespace).stream()
                .flatMap(route -> route.hops().stream())
                .flatMap(hop -> hop.via().stream())
                .map(Ipv4::toString)
                .collect(Collectors.toSet());
    }

    void ping(Namespace from, String to, String... options) {
        real.inside(from, pingCommand(to, options));
    }

    void assertUnreachable(Namespace from, String to, String... options) {
        assertThatThrownBy(() -> ping(from, to, options)).isInstanceOf(CommandFailed.class);
    }

    static String[] pingCommand(String to, String... options) {
        List<String> command = new ArrayList<>(List.of("ping", "-n", "-c", "2", "-i", "0.05", "-W", "1"));
        command.addAll(List.of(options));
        command.add(to);
        return command.toArray(String[]::new);
    }
}
