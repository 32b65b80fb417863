package dev.causeway.agent.node;

import static dev.causeway.agent.World.FRONT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.routing.Routing;
import dev.causeway.agent.routing.SpeakerLine;
import dev.causeway.agent.routing.SpeakerTimers;
import dev.causeway.agent.shaping.Shaping;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.TunnelReport.State;
import dev.causeway.model.document.VpcDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes of a gateway behind their firewalls, with the daemons that speak for them and a customer's router.
class SpeakingTest extends OnHost {

    private static final Prefix BRANCHES = Prefix.parse("10.0.0.0/8");
    private static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");

    private final Tunnel tunnel = World.tunnel(1, new Steering.Bgp(List.of(BRANCHES), 65001, false));
    private final Tunnel otherTunnel = World.tunnel(2, new Steering.Bgp(List.of(BRANCHES), 65001, false));
    private final NodeDocument bare = world.node(10);
    private final NodeDocument otherBare = world.node(11);
    private final NodeDocument node = speaking(bare, 1, tunnel, otherBare);
    private final NodeDocument other = speaking(otherBare, 2, otherTunnel, bare);
    private final VpcDocument vpc =
            world.vpc(new VpcDocument.PeerRoute(BRANCHES, List.of(path(node, tunnel), path(other, otherTunnel))));
    private final List<ProcessHandle> routers = new ArrayList<>();
    private Routing speakers;

    private static NodeDocument speaking(NodeDocument bare, int index, Tunnel tunnel, NodeDocument sibling) {
        var beside = new Speaker.Sibling(sibling.node(), List.of(BRANCHES), List.of());
        return new NodeDocument(
                bare.node(),
                bare.gateway(),
                bare.generation(),
                true,
                bare.gatewayGeneration(),
                bare.uplink(),
                bare.attachment(),
                new NodeService.SiteToCloud(
                        List.of(FRONT),
                        List.of(tunnel),
                        Optional.of(new Speaker(64512, index, 0, Optional.of(beside))),
                        List.of()));
    }

    private static VpcDocument.Path path(NodeDocument node, Tunnel tunnel) {
        return new VpcDocument.Path(
                new VpcDocument.Leading.Learned(tunnel.connection()),
                node.node(),
                World.attachment(node).address(),
                0);
    }

    @Override
    Host newHost() {
        speakers = new Routing(real.names(), SpeakerTimers.USUAL, real.commands(), new Routing.Listener() {
            @Override
            public void changed(NodeId changed) {
                host.changed(DocumentKey.node(changed));
            }

            @Override
            public void said(SpeakerLine line) {}
        });
        return new Host(
                real.names(),
                real.namespaces(),
                new HostNetwork(real.names(), real.namespaces()),
                firewall,
                sessions,
                new Shaping(real.names(), real.namespaces(), real.commands()),
                new Services(
                        real.names(), tunnels, new FrrRouting(speakers), new NoProbes(), NoDrains.drains(), clients),
                NEVER,
                () -> {});
    }

    @AfterEach
    void end() {
        routers.forEach(ProcessHandle::destroyForcibly);
        speakers.close();
    }

    @Test
    void whatOneNodeLearnsReachesTheVpcAndTheOtherNode() {
        tunnels.set(tunnel, State.UP);
        tunnels.set(otherTunnel, State.UP);
        want(world.internet(), vpc, node, other);
        startRouter(node, tunnel);
        await().until(() -> hops(vpcSpace(), OFFICE).equals(Set.of("192.168.0.10")));
        await().until(() -> learned(other).contains("10.1.0.0/24 via 100.64.0.1 dev ha0"));
        assertThat(learned(node)).contains("10.1.0.0/24 via 169.254.70.6 dev tun1");
        await().until(() -> state(tunnel) == State.UP);
        assertThat(state(otherTunnel)).as("nobody answers there").isEqualTo(State.DOWN);
        ping(workload("web"), "10.1.0.9");
        host.want(List.of(world.internet(), vpc, World.next(node, false), other));
        await().until(() -> !real.namespaces().exists(nodeSpace(node)));
        await().until(() -> learned(other).isEmpty());
    }

    private State state(Tunnel of) {
        return parts(TunnelReport.class)
                .filter(report -> report.connection().equals(of.connection()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void startRouter(NodeDocument of, Tunnel through) {
        Namespace customers = tunnels.customers(of.node());
        real.namespaces().batch(customers, List.of("address add 10.1.0.9/24 dev lo", "link set lo up"));
        Path folder = real.logs().resolve("router");
        AtomicFile.write(folder.resolve("conf"), """
                router id 198.51.100.1;
                protocol device { }
                protocol bfd { accept ipv4 direct; }
                protocol static { ipv4; route 10.1.0.0/24 blackhole; }
                protocol bgp {
                  local %s as 65001; neighbor %s as 64512; direct; bfd on;
                  connect retry time 2; connect delay time 1; error wait time 1, 3;
                  ipv4 { import all; export all; };
                }
                """.formatted(
                        through.peerAddress().address(), through.localAddress().address()));
        routers.add(real.commands()
                .start(
                        Namespaces.inside(
                                customers,
                                "bird",
                                "-f",
                                "-c",
                                folder.resolve("conf").toString(),
                                "-s",
                                folder.resolve("control").toString()),
                        Map.of(),
                        folder.resolve("out")));
    }

    private String learned(NodeDocument in) {
        return real.inside(nodeSpace(in), "ip", "route", "show", "proto", "bgp").replaceAll(" nhid \\d+", "");
    }

    private Set<String> hops(Namespace in, Prefix network) {
        return real.namespaces().view(in).routes().stream()
                .filter(route -> route.destination().equals(network))
                .flatMap(route -> route.hops().stream())
                .map(hop -> hop.via().orElseThrow().toString())
                .collect(Collectors.toSet());
    }
}
