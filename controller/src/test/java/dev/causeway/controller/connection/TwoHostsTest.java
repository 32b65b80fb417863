package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.model.HostId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A gateway whose two nodes lie on two hosts.
class TwoHostsTest {

    private final TestCloud lab = new TestCloud();
    private final HostId second = lab.anotherHost();
    private final FakeAgent first = lab.agent;
    private final FakeAgent other = lab.agentOf(second);
    private final TestCloud.Site site = lab.gateway("");
    private final String gateway = "/vpn-gateways/" + site.gateway();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void eachHostHasOneOfTheNodes() {
        assertThat(first.nodes()).hasSize(1);
        assertThat(other.nodes()).hasSize(1);
        assertThat(List.of(
                        first.nodes().getFirst().gateway(),
                        other.nodes().getFirst().gateway()))
                .containsOnly(first.nodes().getFirst().gateway());
    }

    @Test
    void theGatewayIsMadeWhenBothHostsHaveMadeTheirNode() {
        String made = lab.done(201, "POST", "/vpn-gateways", """
                {"vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.0.0/16"],
                 "eip1": {"type": "5_bgp", "bandwidth_size": 10},
                 "eip2": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(site.vpc(), site.subnet()))
                .at("/vpn_gateway/id")
                .stringValue();
        first.work();
        assertThat(lab.status("/vpn-gateways/" + made)).isEqualTo("PENDING_CREATE");
        other.work();
        assertThat(lab.status("/vpn-gateways/" + made)).isEqualTo("ACTIVE");
    }

    @Test
    void theGatewayIsAsGoodAsOnTheWorstOfItsHosts() {
        other.report(Phase.FAILED, Phase.ABSENT);
        lab.clock.pass(Duration.ofSeconds(16));
        first.work();
        assertThat(lab.status(gateway)).isEqualTo("FAULT");
        assertThat(statusOn(first)).isEqualTo("ACTIVE");
        assertThat(statusOn(other)).isEqualTo("FAULT");
        other.work();
        assertThat(lab.status(gateway)).isEqualTo("ACTIVE");
        assertThat(statusOn(other)).isEqualTo("ACTIVE");
        lab.clock.pass(Duration.ofSeconds(91));
        first.work();
        assertThat(lab.status(gateway)).isEqualTo("FAULT");
        assertThat(statusOn(first)).isEqualTo("ACTIVE");
        assertThat(statusOn(other)).isEqualTo("FAULT");
    }

    /// How the node on a host is doing.
    private String statusOn(FakeAgent agent) {
        String id = agent.nodes().getFirst().node().toString();
        return lab.done(200, "GET", gateway, "")
                .at("/vpn_gateway/nodes")
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow()
                .get("status")
                .stringValue();
    }

    @Test
    void theGatewayIsGoneWhenNothingOfItIsLeftOnEither() {
        lab.done(204, "DELETE", gateway, "");
        first.work();
        assertThat(lab.status(gateway)).isEqualTo("PENDING_DELETE");
        other.work();
        assertThat(lab.call("GET", gateway, "").status()).isEqualTo(404);
        assertThat(lab.rows("placement WHERE kind = 'NODE'")).isZero();
        assertThat(lab.rows("document WHERE kind = 'NODE'")).isZero();
    }

    @Test
    void aConnectionFollowsTheHostOfItsNodeAndBothHostsHearOfItsRoutes() {
        long before = generationOfVpc();
        String connection = lab.connect(site, site.eip2(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
        assertThat(generationOfVpc()).isGreaterThan(before);
        NodeDocument node = other.nodes().getFirst().tunnels().isEmpty()
                ? first.nodes().getFirst()
                : other.nodes().getFirst();
        FakeAgent agent = node.equals(other.nodes().getFirst()) ? other : first;
        FakeAgent bystander = agent == first ? other : first;
        agent.tunnel(connection, TunnelReport.State.UP);
        bystander.work();
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("PENDING_CREATE");
        agent.work();
        assertThat(lab.status("/vpn-connection/" + connection)).isEqualTo("ACTIVE");
    }

    /// The same on both hosts.
    private long generationOfVpc() {
        List<Documents.Placement> placed =
                lab.database.read(tx -> lab.documents.placements(tx, Vpc.document(site.vpc())));
        assertThat(placed).hasSize(2);
        assertThat(placed.stream().map(Documents.Placement::generation).distinct())
                .hasSize(1);
        return placed.getFirst().generation();
    }
}
