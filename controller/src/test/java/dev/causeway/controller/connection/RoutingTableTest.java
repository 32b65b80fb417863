package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.SeenRoute.Origin;
import dev.causeway.model.document.SeenRoute.Way;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The routes of gateways.
class RoutingTableTest {

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");

    @AfterEach
    void close() {
        lab.close();
    }

    private JsonNode table(String query) {
        JsonNode answer = lab.done(200, "GET", path(query), "");
        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("routing_table", "total_count", "page_info");
        return answer;
    }

    private String path(String query) {
        return "/vpn-gateways/" + site.gateway() + "/routing-table" + query;
    }

    private List<JsonNode> routes(String query) {
        return table(query).get("routing_table").valueStream().toList();
    }

    private static List<String> destinations(List<JsonNode> routes) {
        return routes.stream()
                .map(route -> route.get("destination").stringValue())
                .toList();
    }

    /// Learned by each node of its own customer and of the other node, in reverse order.
    private String learn(int count) {
        String id = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2", 65000), TestCloud.BY_BGP);
        lab.agent.tunnel(id, TunnelReport.State.UP);
        lab.agent.work();
        NodeDocument node = lab.agent.node(id);
        NodeId other = lab.agent.nodes().stream()
                .map(NodeDocument::node)
                .filter(one -> !one.equals(node.node()))
                .findFirst()
                .orElseThrow();
        List<SeenRoute> learned = IntStream.range(0, count)
                .map(i -> count - i)
                .mapToObj(i -> route(i, "169.254.70.2", "169.254.70.1", Way.TUNNEL))
                .toList();
        List<SeenRoute> others = IntStream.range(0, count)
                .mapToObj(i -> route(count - i, "100.64.0.1", "100.64.0.2", Way.SIBLING))
                .toList();
        var local = new SeenRoute(
                Prefix.parse("10.0.0.0/16"), Optional.empty(), Ipv4.parse("10.0.1.200"), Origin.IGP, "", 0, Way.LOCAL);
        lab.agent.tells(new RouteBlock(node.node(), Optional.of(ConnectionId.parse(id)), 1, learned));
        lab.agent.tells(new RouteBlock(node.node(), Optional.empty(), 1, List.of(local)));
        lab.agent.tells(new RouteBlock(other, Optional.empty(), 1, others));
        lab.agent.work();
        return id;
    }

    private static SeenRoute route(int i, String nexthop, String outbound, Way way) {
        return new SeenRoute(
                Prefix.parse("192.168.44." + i + "/32"),
                Optional.of(Ipv4.parse(nexthop)),
                Ipv4.parse(outbound),
                Origin.EGP,
                "65000 65007",
                30,
                way);
    }

    @Test
    void networksOfTheCloudAreReachedByBothNodes() {
        List<JsonNode> routes = routes("");
        assertThat(destinations(routes)).containsExactly("10.0.0.0/16", "10.0.0.0/16");
        assertThat(routes).allSatisfy(route -> {
            assertThat(route.propertyNames())
                    .containsExactlyInAnyOrder(
                            "destination", "nexthop", "outbound_interface_ip", "origin", "as_path", "med");
            assertThat(route.get("nexthop")).isEqualTo(route.get("outbound_interface_ip"));
            assertThat(route.get("origin").stringValue()).isEqualTo("igp");
        });
        assertThat(routes.get(0).get("nexthop")).isNotEqualTo(routes.get(1).get("nexthop"));
    }

    @Test
    void settingsLeadIntoATunnelThatIsUp() {
        String id = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), """
                "style": "policy", "peer_subnets": ["192.168.45.0/24"], "policy_rules": [
                  {"source": "10.0.0.0/24", "destination": ["192.168.46.0/24", "192.168.45.0/24"]}],
                "tunnel_local_address": "169.254.70.1/30", "tunnel_peer_address": "169.254.70.2/30",""");
        lab.agent.work();
        assertThat(routes("")).hasSize(2);
        lab.agent.tunnel(id, TunnelReport.State.UP);
        lab.agent.work();
        List<JsonNode> routes = routes("");
        assertThat(destinations(routes))
                .containsExactly("10.0.0.0/16", "10.0.0.0/16", "192.168.45.0/24", "192.168.46.0/24");
        JsonNode route = routes.get(2);
        assertThat(route.get("nexthop").stringValue()).isEqualTo("169.254.70.2");
        assertThat(route.get("outbound_interface_ip").stringValue()).isEqualTo("169.254.70.1");
        assertThat(route.get("origin").stringValue()).isEqualTo("incomplete");
        assertThat(route.get("as_path").stringValue()).isEmpty();
        assertThat(route.get("med").longValue()).isZero();
        assertThat(route.at("/nexthop_resource/id").stringValue()).isEqualTo(id);
        assertThat(route.at("/nexthop_resource/type").stringValue()).isEqualTo("vpn_connection");
    }

    @Test
    void settingsLeadNowhereWhileTheyAreAppliedAnewOrTheHostIsSilent() {
        String id = lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
        lab.agent.tunnel(id, TunnelReport.State.UP);
        lab.agent.work();
        List<String> all = List.of("10.0.0.0/16", "10.0.0.0/16", "192.168.44.0/24");
        List<String> inside = List.of("10.0.0.0/16", "10.0.0.0/16");
        assertThat(destinations(routes(""))).isEqualTo(all);
        lab.done(200, "PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"peer_subnets": ["192.168.44.0/24", "192.168.47.0/24"]}}""");
        assertThat(lab.status("/vpn-connection/" + id)).isEqualTo("PENDING_UPDATE");
        assertThat(destinations(routes(""))).isEqualTo(inside);
        lab.agent.work();
        assertThat(destinations(routes(""))).hasSize(4).startsWith(all.toArray(String[]::new));
        lab.clock.pass(Duration.ofMinutes(5));
        assertThat(lab.status("/vpn-connection/" + id)).isEqualTo("UNKNOWN");
        assertThat(destinations(routes(""))).isEqualTo(inside);
    }

    @Test
    void whatIsLearnedLeadsIntoTheTunnelOrToTheOtherNode() {
        String id = learn(1);
        List<JsonNode> routes = routes("");
        assertThat(destinations(routes))
                .containsExactly("10.0.0.0/16", "10.0.0.0/16", "192.168.44.1/32", "192.168.44.1/32");
        assertThat(routes.subList(2, 4)).allSatisfy(route -> {
            assertThat(route.get("origin").stringValue()).isEqualTo("egp");
            assertThat(route.get("as_path").stringValue()).isEqualTo("65000 65007");
            assertThat(route.get("med").longValue()).isEqualTo(30);
        });
        assertThat(routes.get(2).get("nexthop").stringValue()).isEqualTo("169.254.70.2");
        assertThat(routes.get(2).at("/nexthop_resource/id").stringValue()).isEqualTo(id);
        assertThat(routes.get(3).get("nexthop").stringValue()).isEqualTo("100.64.0.1");
        assertThat(routes.get(3).get("outbound_interface_ip").stringValue()).isEqualTo("100.64.0.2");
        assertThat(routes.get(3).at("/nexthop_resource/id").stringValue()).isEqualTo(site.gateway());
        assertThat(routes.get(3).at("/nexthop_resource/type").stringValue()).isEqualTo("vpn_gateway");
        assertThat(routes("?is_include_nexthop_resource=false"))
                .hasSize(4)
                .noneMatch(route -> route.has("nexthop_resource"));
        assertThat(routes("?is_include_nexthop_resource=true")).isEqualTo(routes);
    }

    @Test
    void pagesFollowEachOtherByOffsetAndByMarker() {
        learn(5);
        List<JsonNode> all = routes("");
        assertThat(all).hasSize(12);
        assertThat(routes("?limit=3&offset=10")).isEqualTo(all.subList(10, 12));
        JsonNode past = table("?limit=12&offset=12");
        assertThat(past.get("routing_table")).isEmpty();
        assertThat(past.get("total_count").longValue()).isEqualTo(12);
        assertThat(past.get("page_info").propertyNames()).containsExactly("current_count");
        assertThat(past.at("/page_info/current_count").intValue()).isZero();

        List<JsonNode> read = new ArrayList<>();
        Optional<String> marker = Optional.of("");
        while (marker.isPresent()) {
            JsonNode page = table("?limit=5&marker=" + marker.get());
            assertThat(page.get("total_count").longValue()).isEqualTo(12);
            read.addAll(page.get("routing_table").valueStream().toList());
            marker = page.at("/page_info/next_marker").stringValueOpt();
        }
        assertThat(read).isEqualTo(all);
    }

    @Test
    void routesOfADeletedConnectionAreGone() {
        String id = learn(3);
        lab.done(204, "DELETE", "/vpn-connection/" + id, "");
        lab.agent.work();
        assertThat(destinations(routes("")))
                .hasSize(5)
                .filteredOn("10.0.0.0/16"::equals)
                .hasSize(2);
    }

    @Test
    void whatIsAskedWronglyIsRefused() {
        for (String query : List.of(
                "?limit=x",
                "?offset=-1",
                "?limit=100001",
                "?marker=10.0.0.0/16",
                "?marker=a,1,b,c",
                "?is_include_nexthop_resource=maybe")) {
            var answer = lab.call("GET", path(query), "");
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        }
        var nowhere = lab.call("GET", "/vpn-gateways/" + UUID.randomUUID() + "/routing-table", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body().get("error_code").stringValue()).isEqualTo("VPN.0004");
    }
}
