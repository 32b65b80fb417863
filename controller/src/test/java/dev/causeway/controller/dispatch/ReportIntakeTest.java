package dev.causeway.controller.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.FakeAgent;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportIntakeTest {

    private static final long NEVER_WANTED = 1_000_000;

    private final TestCloud lab = new TestCloud();
    private final ReportIntake intake =
            new ReportIntake(lab.database, lab.documents, lab.reports, Features.of(lab.features), lab.clock);

    private TestCloud.Site site;
    private String connection;

    @BeforeEach
    void connect() {
        site = lab.gateway("");
        connection = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
        lab.agent.work();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aHostHasNoSayInAConnectionOfAnotherHost() {
        HostId stranger = lab.anotherHost();
        NodeId own = nodeOn(stranger);
        NodeId right = lab.agent.node(connection).node();
        for (NodeId node : List.of(own, right)) {
            intake.take(stranger, says(List.of(), List.of(up(node, 1)), "a lie"));
            lab.clock.pass(Duration.ofSeconds(1));
        }
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("DOWN");
        assertThat(log()).isEmpty();
        intake.take(lab.host, says(List.of(), List.of(up(right, 1)), "a truth"));
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("ACTIVE");
        assertThat(log()).containsExactly("a truth");
    }

    @Test
    void aGatewayIsGoneWhenOneOfItsHostsHasNothingOfItAndTheOtherIsLost() {
        HostId second = lab.anotherHost();
        FakeAgent other = lab.agentOf(second);
        other.work();
        String gateway = "/vpn-gateways/" + lab.gateway("").gateway();
        assertThat(other.nodes()).hasSize(1);
        lab.database.change(tx -> new Hosts(lab.documents).markLost(tx, second, "host-2", lab.clock.instant()));
        intake.countAsGone(second);
        assertThat(other.nodes()).hasSize(1);
        lab.done(204, "DELETE", gateway, "");
        intake.countAsGone(second);
        assertThat(lab.status(gateway)).isEqualTo("PENDING_DELETE");
        lab.agent.work();
        assertThat(lab.call("GET", gateway, "").status()).isEqualTo(404);
    }

    @Test
    void aHostHasNoSayInAConnectionOfAnotherOfItsNodes() {
        NodeId other = lab.agent.nodes().stream()
                .map(NodeDocument::node)
                .filter(node -> !node.equals(lab.agent.node(connection).node()))
                .findFirst()
                .orElseThrow();
        intake.take(lab.host, says(List.of(), List.of(up(other, 1)), "of another node"));
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("DOWN");
    }

    @Test
    void noGenerationBeyondTheWantedOneIsHeld() {
        NodeDocument node = lab.agent.node(connection);
        List<ThingReport> things = lab.agent.nodes().stream()
                .map(each -> new ThingReport(each.key(), NEVER_WANTED, NEVER_WANTED, ThingReport.Phase.APPLIED, ""))
                .toList();
        intake.take(lab.host, says(things, List.of(up(node.node(), NEVER_WANTED)), "x"));
        assertThat(lab.database
                        .read(tx -> lab.reports.thing(tx, lab.host, node.key()))
                        .orElseThrow()
                        .applied())
                .isEqualTo(node.generation());
        lab.done(200, "PUT", "/vpn-connection/" + connection, """
                {"vpn_connection": {"peer_subnets": ["192.168.45.0/24"]}}""");
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("PENDING_UPDATE");
        lab.done(200, "PUT", "/vpn-gateways/" + site.gateway(), """
                {"vpn_gateway": {"local_subnets": ["10.0.1.0/24"]}}""");
        assertThat(lab.status("/vpn-gateways/" + site.gateway())).isEqualTo("PENDING_UPDATE");
    }

    @Test
    void whatTheDatabaseDoesNotTakeKeepsNothingFromBeingHeld() {
        NodeId node = lab.agent.node(connection).node();
        var lines = List.of(
                new LogLine(new LogSource.Connection(ConnectionId.parse(connection)), 1, Instant.MAX, "a\0b\ud800c"),
                new LogLine(new LogSource.Connection(ConnectionId.parse(connection)), 2, Instant.MIN, "fine"));
        var tunnel = new TunnelReport(
                ConnectionId.parse(connection),
                node,
                1,
                TunnelReport.State.UP,
                "\0",
                Instant.MAX,
                TunnelReport.Counters.NONE);
        var thing = new ThingReport(
                new DocumentKey(DocumentKind.NODE, node.toString()), 1, 1, ThingReport.Phase.APPLYING, "\0");
        intake.take(lab.host, new HostReport(Instant.MAX, List.of(thing, tunnel), lines, Optional.of(List.of("\0"))));
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("ACTIVE");
        assertThat(log()).containsExactly("a?b?c", "fine");
        intake.take(lab.host, says(List.of(), List.of(), "later"));
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("DOWN");
    }

    /// Routes and samples are taken of the host's own nodes and connections, whatever else comes with them.
    @Test
    void blocksAreBelievedAsFarAsTheyAreOfTheHostsOwn() {
        NodeId node = lab.agent.node(connection).node();
        var own = ConnectionId.parse(connection);
        long minute = lab.clock.instant().getEpochSecond() / 60;
        List<Block> blocks = List.of(
                new RouteBlock(node, Optional.of(own), 1_000, List.of(route("65001\0"))),
                new RouteBlock(node, Optional.empty(), 1_000, List.of(route(""))),
                new ProbeBlock(node, own, ProbeKind.LINK, minute, Collections.nCopies(10_000, 1)),
                new RouteBlock(NodeId.random(), Optional.empty(), 1_000, List.of(route(""))),
                new RouteBlock(node, Optional.of(ConnectionId.random()), 1_000, List.of(route(""))),
                new RouteBlock(NodeId.random(), Optional.of(own), 1_000, List.of(route(""))),
                new ProbeBlock(node, ConnectionId.random(), ProbeKind.LINK, minute, List.of(1)));
        intake.take(lab.host, new HostReport(lab.clock.instant(), List.of(), List.of(), Optional.empty(), blocks));
        List<LogPositions.HeldBlock> held = lab.database.read(tx -> Reports.blockPositions(tx, lab.host));
        assertThat(held)
                .extracting(LogPositions.HeldBlock::key)
                .containsExactlyInAnyOrderElementsOf(
                        blocks.stream().limit(3).map(Block::key).toList());
        List<Integer> samples = lab.database.read(
                tx -> tx.select("SELECT cardinality(micros) FROM probe_sample WHERE connection_id = ?", own.value())
                        .mapTo(Integer.class)
                        .list());
        assertThat(samples).containsExactly(120);
    }

    private static SeenRoute route(String path) {
        return new SeenRoute(
                Prefix.parse("10.1.0.0/16"),
                Optional.of(Ipv4.parse("169.254.70.2")),
                Ipv4.parse("169.254.70.1"),
                SeenRoute.Origin.IGP,
                path,
                0,
                SeenRoute.Way.TUNNEL);
    }

    private NodeId nodeOn(HostId host) {
        NodeId node = NodeId.random();
        lab.database.change(tx -> lab.documents.place(tx, host, new DocumentKey(DocumentKind.NODE, node.toString())));
        return node;
    }

    private HostReport says(List<ThingReport> things, List<TunnelReport> tunnels, String words) {
        return new HostReport(
                lab.clock.instant(),
                Stream.<ReportPart>concat(things.stream(), tunnels.stream()).toList(),
                List.of(new LogLine(
                        new LogSource.Connection(ConnectionId.parse(connection)), 1, lab.clock.instant(), words)));
    }

    private TunnelReport up(NodeId node, long generation) {
        return new TunnelReport(
                ConnectionId.parse(connection),
                node,
                generation,
                TunnelReport.State.UP,
                "",
                lab.clock.instant(),
                TunnelReport.Counters.NONE);
    }

    private List<String> log() {
        return lab.database.list(Reports.log(new LogSource.Connection(ConnectionId.parse(connection)), 10)).stream()
                .map(LogLine::text)
                .toList()
                .reversed();
    }
}
