package dev.causeway.scenarios.cases.bgpnodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.DrainedNode;
import dev.causeway.scenarios.lab.Flows;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.lab.LabBuilder;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.BgpSite;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

@Case
@Isolated
class BgpNodesTest {

    /// A silent peer is noticed after 0.9 s; the rest is for a slow machine.
    private static final Duration MOST = Duration.ofSeconds(8);

    @Test
    void whateverFailsInOneNodeMovesItsTrafficToTheOtherAndBack(Service service, @TempDir Path folder) {
        try (BgpLab lab = BgpLab.open(service.cloud(), folder, BgpSite::tuned)) {
            String first = lab.connect(1, Map.of());
            String second = lab.connect(2, Map.of());
            goBothWays(lab, first, second);
            lab.lab().provesTraffic();
            String eip = lab.lab().gateway().eips().getFirst().address();
            Flows.addTargets(lab);
            long sessions = lab.site().speaker().sessions(2);

            drains(
                    lab,
                    folder.resolve("drained"),
                    () -> {
                        restarts(service, lab);
                        goesBy(lab, first, second, 2);
                    },
                    () -> goBothWays(lab, first, second));
            lab.awaitWatched();
            try (Flows flows = Flows.start(lab, folder.resolve("silent"))) {
                lab.site().silence(eip);
                goesOneWay(lab, first, second);
                Checks.isDiagnosed(lab.lab(), first, "bfd-down");
                flows.tell("silent tunnel", MOST);
            }
            try (Flows flows = Flows.start(lab, folder.resolve("heard"))) {
                lab.site().listen();
                goBothWays(lab, first, second);
                flows.tell("silent tunnel, back", MOST);
            }
            try (Flows flows = Flows.start(lab, folder.resolve("closed"))) {
                lab.site().speaker().disable(1);
                goesOneWay(lab, first, second);
                lab.site().speaker().enable(1);
                goBothWays(lab, first, second);
                flows.tell("peer's BGP, and back", MOST);
            }
            daemonsDie(lab, folder, first, second);
            try (Flows flows = Flows.start(lab, folder.resolve("node"))) {
                try (NodeRemoval _ = lab.lab().removeNode(1, List.of(first))) {
                    goesOneWay(lab, first, second);
                    Checks.isDiagnosed(lab.lab(), first, "daemon-failed");
                }
                goBothWays(lab, first, second);
                flows.tell("node, and back", MOST);
            }
            assertThat(lab.site().speaker().sessions(2)).as("the other session").isEqualTo(sessions);
            Checks.isDiagnosed(lab.lab(), first, "ok");
            lab.lab().provesTraffic();
        }
    }

    private static void daemonsDie(BgpLab lab, Path folder, String first, String second) {
        NetworkNamespace worker = lab.lab().cloud().namespace("t", first);
        for (String daemon : List.of("charon", "bgpd", "zebra", "bfdd")) {
            NetworkNamespace place = daemon.equals("charon") ? worker : lab.node(1);
            try (Flows flows = Flows.start(lab, folder.resolve(daemon))) {
                kill(place, daemon);
                goBothWays(lab, first, second);
                flows.tell(daemon + ", and back", MOST);
            }
        }
    }

    /// Announced by the first tunnel, and answered by the second.
    @Test
    void whatGoesByOneNodeAndComesBackByTheOtherIsNotLost(Service service, @TempDir Path folder) {
        try (BgpLab lab = BgpLab.open(service.cloud(), folder, BgpSite::tuned)) {
            Lab at = lab.lab();
            lab.site().withhold(2, at.site().network());
            lab.site().prefer(2);
            String first = lab.connect(1, Map.of());
            String second = lab.connect(2, Map.of());
            lab.tenant().awaitConnection(first, "ACTIVE");
            lab.tenant().awaitConnection(second, "ACTIVE");
            Waiting.until("one way to the site", () -> ways(lab) == 1 && at.reaches());
            Waiting.until(
                    "the other way from the site",
                    () -> lab.site().routes(at.vpcNetwork()).contains("dev tun2"));
            assertThat(lab.site().routes(at.vpcNetwork())).doesNotContain("dev tun1");
            assertThat(lab.awaitRoutes(second, 0).get("state").asString()).isEqualTo("established");
            assertThat(Checks.isDiagnosed(at, second, "bgp-nothing-accepted").has("field"))
                    .as("it announces nothing")
                    .isFalse();
            Site site = at.site();
            try (UdpStream there =
                            UdpStream.start(folder, "there", at.workload(), site.host(), site.hostAddress(), 200);
                    UdpStream back =
                            UdpStream.start(folder, "back", site.host(), at.workload(), at.workloadAddress(), 200)) {
                at.provesTraffic();
                Checks.hasLostNothing(there);
                Checks.hasLostNothing(back);
            }
        }
    }

    @Test
    void theStandbyNodeCarriesTrafficOnlyWhileTheActiveOneDoesNot(Service service, @TempDir Path folder) {
        LabBuilder standby = Lab.on(service.cloud(), folder).haMode("active-standby");
        try (BgpLab lab = BgpLab.open(standby, BgpSite::tuned)) {
            String first = lab.connect(1, Map.of("ha_role", "master"));
            String second = lab.connect(2, Map.of("ha_role", "slave"));
            goesBy(lab, first, second, 1);
            Flows.addTargets(lab);
            drains(
                    lab,
                    folder.resolve("drained"),
                    () -> goesBy(lab, first, second, 2),
                    () -> goesBy(lab, first, second, 1));
            String eip = lab.lab().gateway().eips().getFirst().address();
            lab.awaitWatched();
            try (Flows flows = Flows.start(lab, folder.resolve("silent"))) {
                lab.site().silence(eip);
                goesOneWay(lab, first, second);
                Waiting.until("the standby", () -> leavesBy(lab, 2));
                lab.site().listen();
                goesBy(lab, first, second, 1);
                flows.tell("silent tunnel of the active node, and back", MOST);
            }
        }
    }

    @Test
    void whileTheAgentIsAwayADeadTunnelsTrafficGoesByTheOtherNode(Service service, @TempDir Path folder) {
        try (BgpLab lab = BgpLab.open(service.cloud(), folder, BgpSite::tuned)) {
            String first = lab.connect(1, Map.of());
            String second = lab.connect(2, Map.of());
            goBothWays(lab, first, second);
            Flows.addTargets(lab);
            long sessions = lab.site().speaker().sessions(2);
            String eip = lab.lab().gateway().eips().getFirst().address();
            lab.awaitWatched();
            service.endAgent("KILL");
            try {
                goesAside(lab, folder, eip);
            } finally {
                service.startAgent();
            }
            goBothWays(lab, first, second);
            assertThat(lab.site().speaker().sessions(2)).isEqualTo(sessions);
        }
    }

    private static void goesAside(BgpLab lab, Path folder, String eip) {
        try (Flows flows = Flows.start(lab, folder.resolve("away"))) {
            lab.site().silence(eip);
            Waiting.until("the way aside", () -> routes(lab, 1).contains("dev ha0"));
            flows.tell("silent tunnel without the agent", MOST);
        }
        try (Flows _ = Flows.start(lab, folder.resolve("aside"))) {
            lab.site().listen();
            Waiting.until("the tunnel", () -> routes(lab, 1).contains("dev tun"));
        }
    }

    /// The operator takes the first node out of use and puts it back, and no packet is lost.
    private static void drains(BgpLab lab, Path folder, Runnable whileDrained, Runnable afterwards) {
        Lab at = lab.lab();
        Site site = at.site();
        try (Flows flows = Flows.start(lab, folder);
                UdpStream there =
                        UdpStream.start(folder, "there", at.workload(), site.host(), site.hostAddress(), 200);
                UdpStream back =
                        UdpStream.start(folder, "back", site.host(), at.workload(), at.workloadAddress(), 200)) {
            try (DrainedNode first = DrainedNode.begin(at, 1)) {
                JsonNode drain = first.await();
                System.out.printf("BGP, drained: %s after %s s%n", drain.get("ended"), drain.get("seconds"));
                assertThat(drain.get("ended").stringValue()).isEqualTo("quiet");
                long others = DrainedNode.passed(at, 2);
                long before = DrainedNode.passed(at, 1);
                whileDrained.run();
                assertThat(first.awaitQuiet().get("ended").stringValue()).isEqualTo("quiet");
                assertThat(DrainedNode.passed(at, 1)).isEqualTo(before);
                Waiting.until("traffic by the other node", () -> DrainedNode.passed(at, 2) > others + 100);
            }
            afterwards.run();
            assertThat(flows.told("BGP, drained and back").lost()).isZero();
            Checks.hasLostNothing(there);
            Checks.hasLostNothing(back);
        }
    }

    /// The agent and what speaks in the first node begin anew.
    private static void restarts(Service service, BgpLab lab) {
        service.endAgent("KILL");
        service.startAgent();
        kill(lab.node(1), "bgpd");
        Waiting.until("its session", () -> lab.site().speaker().isEstablished(1));
    }

    /// Returns when there is another one.
    private static void kill(NetworkNamespace place, String daemon) {
        List<String> killed = place.kill(daemon);
        assertThat(killed).hasSize(1);
        Waiting.until("another " + daemon, () -> place.pids(daemon).stream().anyMatch(pid -> !killed.contains(pid)));
    }

    /// The ways of a node to the site.
    private static String routes(BgpLab lab, int node) {
        return lab.node(node).ip("route", "show", lab.lab().site().network(), "proto", "bgp");
    }

    private static void goesBy(BgpLab lab, String first, String second, int node) {
        for (String connection : List.of(first, second)) {
            lab.tenant().awaitConnection(connection, "ACTIVE");
            var _ = lab.awaitRoutes(connection, 1);
        }
        Waiting.until("the way by node " + node, () -> ways(lab) == 1 && leavesBy(lab, node));
        lab.awaitOnly(node);
        Waiting.until("the site's host", lab.lab()::reaches);
    }

    /// Whether the VPC sends to that node what is for the site.
    private static boolean leavesBy(BgpLab lab, int node) {
        String inside = lab.node(node).ip("-o", "-4", "addr", "show", "dev", "vpc0");
        return Pattern.compile(" via (\\S+)")
                .matcher(lab.lab().vpcRoutes())
                .results()
                .allMatch(hop -> inside.contains(" " + hop.group(1) + "/"));
    }

    private static void goBothWays(BgpLab lab, String first, String second) {
        lab.awaitBothWays(first, second);
    }

    private static void goesOneWay(BgpLab lab, String first, String second) {
        Waiting.until("one way to the site", () -> ways(lab) == 1);
        lab.tenant().awaitConnection(first, "DOWN");
        assertThat(lab.tenant().connectionStatus(second)).contains("ACTIVE");
        Waiting.until("the site's host", lab.lab()::reaches);
    }

    private static long ways(BgpLab lab) {
        return lab.ways();
    }
}
