package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespaces.Batch;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NamespacesTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Namespaces namespaces = host.namespaces();
    private final Namespace one = host.names().node(NodeId.random());
    private final Namespace other = host.names().node(NodeId.random());

    @Test
    void showsWhatItMade() {
        namespaces.create(one);
        namespaces.create(other);
        namespaces.batch(
                one,
                List.of(
                        "link add left mtu 1400 type veth peer name right netns " + other,
                        "link add hub type bridge",
                        "link set left master hub up",
                        "link set hub up",
                        "address add 10.0.0.1/24 dev hub"));
        namespaces.batch(other, List.of("link set right up"));

        NetworkView view = namespaces.view(one);
        assertThat(view.links().keySet()).containsExactlyInAnyOrder("lo", "left", "hub");
        NetworkLink left = view.link("left").orElseThrow();
        assertThat(left.kind()).isEqualTo("veth");
        assertThat(left.plugged()).contains(new NetworkLink.Plugged("hub", true));
        namespaces.batch(one, List.of("link set left type bridge_slave flood off"));
        assertThat(namespaces.view(one).link("left").orElseThrow().plugged())
                .contains(new NetworkLink.Plugged("hub", false));
        assertThat(left.mtu()).isEqualTo(1400);
        assertThat(left.up() && left.carrier()).isTrue();
        assertThat(view.link("hub").orElseThrow().addresses()).isEqualTo(Set.of(InterfaceAddress.parse("10.0.0.1/24")));
    }

    @Test
    void readsBackEveryFormOfRouteAndRule() {
        namespaces.create(one);
        namespaces.batch(
                one, List.of("link add hub type bridge", "link set hub up", "address add 10.0.0.1/24 dev hub"));
        Set<KernelRoute> routes = Set.of(
                KernelRoute.unreachable(Prefix.parse("10.1.0.0/16")),
                KernelRoute.via(Prefix.EVERYTHING, Ipv4.parse("10.0.0.2"), "hub")
                        .inTable(1001),
                KernelRoute.onLink(Prefix.parse("10.1.0.0/16"), "hub"),
                KernelRoute.onLink(Prefix.parse("10.9.9.9/32"), "hub"),
                new KernelRoute(
                        Prefix.parse("10.2.0.0/16"),
                        KernelRoute.MAIN,
                        0,
                        List.of(
                                new KernelRoute.Hop(Optional.of(Ipv4.parse("10.0.0.3")), "hub"),
                                new KernelRoute.Hop(Optional.of(Ipv4.parse("10.0.0.4")), "hub"))));
        Set<Rule> rules = Set.of(Rule.marked(10, 1, 1001), Rule.always(100, Rule.LOCAL_TABLE));
        namespaces.batch(one, routes.stream().map(route -> "route add " + route).toList());
        namespaces.batch(one, rules.stream().map(rule -> "rule add " + rule).toList());

        assertThat(namespaces.view(one).routes()).isEqualTo(routes);
        assertThat(namespaces.view(one).rules()).containsAll(rules);
    }

    @Test
    void setsAndReadsKernelSettings() {
        namespaces.create(one);
        Map<String, String> settings = Map.of("net.ipv4.ip_forward", "1", "net.ipv4.conf.all.rp_filter", "0");
        namespaces.set(one, settings);
        assertThat(namespaces.settings(one, List.copyOf(settings.keySet()))).isEqualTo(settings);
    }

    @Test
    void saysWhichLineOfABatchFailed() {
        namespaces.create(one);
        assertThatThrownBy(() -> namespaces.batch(one, List.of("link set lo up", "link set none up")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("Cannot find device \"none\"")
                .hasMessageContaining("-:2");
    }

    @Test
    void takesMoreLinesThanFitIntoAnArgument() {
        namespaces.create(one);
        List<String> lines = IntStream.range(0, 4000)
                .mapToObj(i -> "route add unreachable 10.%d.%d.0/24 metric 1000".formatted(i / 256, i % 256))
                .toList();
        namespaces.batches(List.of(Batch.in(one, lines)));
        assertThat(namespaces.view(one).routes()).hasSize(4000);
    }

    @Test
    void aFileWithoutANamespaceIsInNobodysWay() throws IOException {
        Files.createFile(one.file());
        assertThat(namespaces.exists(one)).isFalse();
        namespaces.create(one);
        assertThat(namespaces.view(one).link("lo")).isPresent();
        Files.createFile(other.file());
        namespaces.evict(other);
        assertThat(other.file()).doesNotExist();
    }

    @Test
    void leavesNothingBehind() {
        namespaces.create(one);
        namespaces.create(other);
        namespaces.batch(one, List.of("link add left type veth peer name right netns " + other));
        namespaces.delete(one);
        assertThat(namespaces.view(other).links().keySet()).containsExactly("lo");
        namespaces.delete(other);
        namespaces.delete(other);
        host.assertNothingRemains();
    }
}
