package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.Software;
import dev.causeway.model.document.ThingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class P2cGatewayLifecycleTest extends P2cGatewayCase {

    private static final TestCloud LAB = new TestCloud();

    P2cGatewayLifecycleTest() {
        super(LAB);
    }

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void aNewGatewayHasTheDefaultsAndAllFields() {
        String path = create(NEW_EIP);
        JsonNode pending = shown(path);
        assertThat(pending.get("status").stringValue()).isEqualTo("PENDING_CREATE");
        assertThat(pending.get("name").stringValue()).matches("p2c-vpngw-[0-9a-f]{4}");
        assertThat(pending.get("flavor").stringValue()).isEqualTo("Professional1");
        assertThat(pending.get("vpc_id").stringValue()).isEqualTo(vpc.toString());
        assertThat(pending.get("connect_subnet").stringValue()).isEqualTo(subnet.toString());
        assertThat(pending.at("/availability_zone_ids/0").stringValue()).isEqualTo("az1");
        assertThat(pending.get("availability_zone_ids").size()).isEqualTo(2);
        assertThat(pending.get("max_connection_number").intValue()).isEqualTo(10);
        assertThat(pending.get("current_connection_number").intValue()).isZero();
        assertThat(pending.get("enterprise_project_id").stringValue()).isEqualTo("0");
        assertThat(pending.get("tags").isEmpty()).isTrue();
        assertThat(pending.get("order_id").stringValue()).isEmpty();
        assertThat(pending.get("admin_state_up").booleanValue()).isTrue();
        assertThat(pending.get("frozen_effect").intValue()).isZero();
        assertThat(pending.get("upgrade_info").stringValue()).isEqualTo("unready");
        assertThat(pending.get("created_at").stringValue()).endsWith("Z");
        assertThat(pending.get("updated_at").stringValue()).endsWith("Z");
        assertThat(pending.has("applied_at")).isFalse();
        assertThat(pending.at("/eip/ip_address").stringValue()).startsWith("203.0.113.");
        assertThat(pending.at("/eip/bandwidth_name").stringValue()).startsWith("p2c-vpngw-bandwidth-");
        assertThat(pending.at("/eip/bandwidth_size").intValue()).isEqualTo(20);
        assertThat(pending.at("/eip/share_type").stringValue()).isEqualTo("PER");
        assertThat(pending.at("/eip/charge_mode").stringValue()).isEqualTo("bandwidth");

        LAB.agent.work();
        JsonNode active = shown(path);
        assertThat(active.get("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(active.get("applied_at").stringValue()).endsWith("Z");
        assertThat(active.get("nodes").size()).isEqualTo(1);
        assertThat(active.at("/nodes/0/ip")).isEqualTo(active.at("/eip/ip_address"));
        assertThat(active.at("/nodes/0/zone").stringValue()).isEqualTo("az1");
        assertThat(active.at("/nodes/0/status").stringValue()).isEqualTo("ACTIVE");
    }

    @Test
    void everythingAskedForIsStored() {
        String path = create("""
                "name": "p2c_1-a", "flavor": "Professional1", "availability_zone_ids": ["az3", "az2"],
                "max_connection_number": 500, "enterprise_project_id": "7354dda9-demo-a8df-va86-a6b08fb92043",
                "eip": {"type": "5_sbgp", "charge_mode": "traffic", "bandwidth_size": 1000, "bandwidth_name": "b"},
                "tags": [{"key": "k", "value": "v"}],""");
        JsonNode gateway = shown(path);
        assertThat(gateway.get("name").stringValue()).isEqualTo("p2c_1-a");
        assertThat(gateway.get("availability_zone_ids").toString()).isEqualTo("[\"az3\",\"az2\"]");
        assertThat(gateway.get("max_connection_number").intValue()).isEqualTo(500);
        assertThat(gateway.get("enterprise_project_id").stringValue())
                .isEqualTo("7354dda9-demo-a8df-va86-a6b08fb92043");
        assertThat(gateway.at("/eip/type").stringValue()).isEqualTo("5_sbgp");
        assertThat(gateway.at("/eip/charge_mode").stringValue()).isEqualTo("traffic");
        assertThat(gateway.at("/eip/bandwidth_size").intValue()).isEqualTo(1000);
        assertThat(gateway.at("/eip/bandwidth_name").stringValue()).isEqualTo("b");
        assertThat(gateway.at("/tags/0/value").stringValue()).isEqualTo("v");
    }

    @Test
    void whileItIsMadeItCannotBeChangedOrDeleted() {
        String path = create(NEW_EIP);
        refused("VPN.0506", update(path, "\"name\": \"x\""));
        refused("VPN.0506", LAB.call("DELETE", path, ""));
    }

    @Test
    void whileItFollowsAChangeItTakesTheNext() {
        String path = working("");
        assertThat(update(path, "\"eip_id\": \"" + LAB.eip() + "\"").status()).isEqualTo(200);
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        assertThat(update(path, "\"name\": \"next\"").status()).isEqualTo(200);
        assertThat(shown(path).get("name").stringValue()).isEqualTo("next");
        LAB.agent.report(ThingReport.Phase.APPLYING, ThingReport.Phase.APPLYING);
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
    }

    @Test
    void itNamesTheVersionOfItsNodeAndCountsTheClients() {
        try (var lab = new TestCloud()) {
            VpcId itsVpc = lab.vpc("10.0.0.0/16");
            String path = ALL + "/"
                    + lab.done(201, "POST", ALL, """
                    {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s"}}""".formatted(itsVpc, lab.subnet(itsVpc, "10.0.1.0/24")))
                            .at("/p2c_vpn_gateway/id")
                            .stringValue();
            NodeDocument node = lab.agent.nodes().getFirst();
            var server = ServerId.random();
            lab.agent.tells(new ClientNodeReport(node.node(), new Software("2.6.14", 3)));
            lab.agent.work();
            assertThat(lab.done(200, "GET", path, "")
                            .at("/p2c_vpn_gateway/version")
                            .stringValue())
                    .isEqualTo("2.6.14");
            lab.agent.tells(new ServerReport(
                    server,
                    node.node(),
                    1,
                    ServerReport.State.LISTENING,
                    "",
                    lab.clock.instant(),
                    Optional.of(new Software("2.6.12", 2))));
            IntStream.range(0, 3).forEach(i -> lab.agent.tells(session(lab, node, server, i)));
            lab.agent.work();
            JsonNode shown = lab.done(200, "GET", path, "").get("p2c_vpn_gateway");
            assertThat(shown.get("version").stringValue()).isEqualTo("2.6.12");
            assertThat(shown.get("upgrade_info").stringValue()).isEqualTo("ready");
            assertThat(shown.get("current_connection_number").intValue()).isEqualTo(3);
        }
    }

    private static SessionReport session(TestCloud lab, NodeDocument node, ServerId server, int number) {
        return new SessionReport(
                SessionId.random(),
                server,
                node.node(),
                Optional.empty(),
                "c",
                Ipv4.parse("198.51.100.7"),
                4000 + number,
                Ipv4.parse("10.9.0." + (6 + 4 * number)),
                lab.clock.instant(),
                new SessionReport.Counters(1, 2, 3, 4),
                lab.clock.instant());
    }

    private static Instant since(TestCloud lab, String path) {
        return Instant.parse(lab.done(200, "GET", path, "")
                .at("/p2c_vpn_gateway/status_changed_at")
                .stringValue());
    }

    @Test
    void failureThatLastsAndSilenceAreFaultsAndCanBeChangedAway() {
        try (var lab = new TestCloud()) {
            VpcId itsVpc = lab.vpc("10.0.0.0/16");
            String path = ALL + "/"
                    + lab.done(201, "POST", ALL, """
                    {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s"}}""".formatted(itsVpc, lab.subnet(itsVpc, "10.0.1.0/24")))
                            .at("/p2c_vpn_gateway/id")
                            .stringValue();
            lab.agent.work();
            lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.FAILED);
            assertThat(lab.status(path)).isEqualTo("ACTIVE");
            Instant begun = since(lab, path);
            lab.clock.pass(Duration.ofSeconds(20));
            lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.FAILED);
            assertThat(lab.status(path)).isEqualTo("FAULT");
            assertThat(since(lab, path)).isAfter(begun);
            assertThat(lab.call("PUT", path, "{\"p2c_vpn_gateway\": {\"name\": \"x\"}}")
                            .status())
                    .isEqualTo(200);
            lab.agent.work();
            assertThat(lab.status(path)).isEqualTo("ACTIVE");
            lab.clock.pass(Duration.ofSeconds(91));
            assertThat(lab.status(path)).isEqualTo("FAULT");
        }
    }

    @Test
    void listsAreNewestFirstInPagesAndCounted() {
        try (var lab = new TestCloud()) {
            VpcId itsVpc = lab.vpc("10.0.0.0/16");
            SubnetId itsSubnet = lab.subnet(itsVpc, "10.0.1.0/24");
            List<String> made = IntStream.range(0, 3)
                    .mapToObj(i -> lab.done(201, "POST", ALL, """
                            {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s", "name": "g%d",
                              "enterprise_project_id": "%s"}}""".formatted(
                                            itsVpc, itsSubnet, i, i == 1 ? UUID.randomUUID() : "0"))
                            .at("/p2c_vpn_gateway/id")
                            .stringValue())
                    .toList();
            JsonNode all = lab.done(200, "GET", ALL, "");
            assertThat(ids(all)).containsExactly(made.get(2), made.get(1), made.get(0));
            assertThat(all.get("total_count").intValue()).isEqualTo(3);
            assertThat(all.at("/page_info/current_count").intValue()).isEqualTo(3);
            assertThat(all.get("page_info").has("next_marker")).isFalse();

            JsonNode first = lab.done(200, "GET", ALL + "?limit=2", "");
            assertThat(ids(first)).containsExactly(made.get(2), made.get(1));
            assertThat(first.get("total_count").intValue()).isEqualTo(3);
            JsonNode second = lab.done(
                    200,
                    "GET",
                    ALL + "?limit=2&marker="
                            + first.at("/page_info/next_marker").stringValue(),
                    "");
            assertThat(ids(second)).containsExactly(made.get(0));
            JsonNode none = lab.done(200, "GET", ALL + "?enterprise_project_id=0", "");
            assertThat(ids(none)).containsExactly(made.get(2), made.get(0));
            assertThat(none.get("total_count").intValue()).isEqualTo(2);
        }
    }

    private static List<String> ids(JsonNode list) {
        return list.get("p2c_vpn_gateways")
                .valueStream()
                .map(gateway -> gateway.get("id").stringValue())
                .toList();
    }

    @Test
    void zonesAreThoseOfTheRegion() {
        JsonNode zones = LAB.done(200, "GET", ALL + "/availability-zones?flavor=Professional1", "");
        assertThat(zones.get("availability_zones").toString()).isEqualTo("[\"az1\",\"az2\",\"az3\",\"az4\"]");
        assertThat(LAB.call("GET", ALL + "/availability-zones?flavor=Basic", "").status())
                .isEqualTo(400);
    }

    @Test
    void anotherProjectSeesNothingOfIt() {
        String path = working("");
        var other = ProjectId.random();
        assertThat(LAB.callAs(other, "GET", path, "").status()).isEqualTo(404);
        refused("VPN.0509", LAB.callAs(other, "PUT", path, "{\"p2c_vpn_gateway\": {\"name\": \"x\"}}"));
        refused("VPN.0509", LAB.callAs(other, "DELETE", path, ""));
        assertThat(LAB.callAs(other, "GET", ALL, "").body().get("total_count").intValue())
                .isZero();
    }

    @Test
    void itCarriesTags() {
        String path = working("\"tags\": [{\"key\": \"a\", \"value\": \"1\"}],");
        LAB.done(204, "POST", path + "/tags/create", "{\"tags\": [{\"key\": \"b\", \"value\": \"2\"}]}");
        assertThat(shown(path).get("tags").size()).isEqualTo(2);
        LAB.done(204, "POST", path + "/tags/delete", "{\"tags\": [{\"key\": \"a\"}]}");
        assertThat(shown(path).get("tags").toString()).isEqualTo("[{\"key\":\"b\",\"value\":\"2\"}]");
        assertThat(LAB.done(200, "POST", ALL + "/resource-instances/count", """
                        {"tags": [{"key": "b", "values": ["2"]}]}""")
                        .get("total_count")
                        .intValue())
                .isEqualTo(1);
        assertThat(LAB.done(200, "GET", ALL + "/tags", "").toString()).contains("\"b\"");
    }

    @Test
    void outOfServiceItServesNobodyAndTakesNoChange() {
        String path = working(NEW_EIP);
        JsonNode frozen =
                operator(path, "/freeze", "{\"frozen_effect\": 2}").body().get("p2c_vpn_gateway");
        assertThat(frozen.get("status").stringValue()).isEqualTo("FROZEN");
        assertThat(frozen.get("admin_state_up").booleanValue()).isFalse();
        assertThat(frozen.get("frozen_effect").intValue()).isEqualTo(2);
        assertThat(node(path).service()).isEqualTo(new NodeService.ClientVpn(Optional.empty()));
        refused("VPN.0511", update(path, "\"name\": \"x\""));
        refused("VPN.0511", LAB.call("DELETE", path, ""));
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("FROZEN");

        operator(path, "/unfreeze", "{}");
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        assertThat(update(path, "\"name\": \"x\"").status()).isEqualTo(200);

        operator(path, "/freeze", "{\"frozen_effect\": 1}");
        LAB.done(204, "DELETE", path, "");
        refused("VPN.0508", operator(path, "/unfreeze", "{}"));
        LAB.agent.work();
        refused("VPN.0509", operator(path, "/freeze", "{\"frozen_effect\": 1}"));
    }

    @Test
    void aFreezeNamesWhatIsStillAllowed() {
        String path = working("");
        for (String body :
                List.of("{}", "{\"frozen_effect\": 0}", "{\"frozen_effect\": 3}", "{\"frozen_effect\": \"1\"}")) {
            assertThat(operator(path, "/freeze", body).status()).isEqualTo(400);
        }
    }

    private static TestApi.Answer operator(String path, String what, String body) {
        return LAB.callAsOperator("POST", "/admin/v1" + path + what, body);
    }

    @Test
    void anUnfinishedCreationThatTakesTooLongIsAFaultAndCanBeDeleted() {
        try (var lab = new TestCloud()) {
            VpcId itsVpc = lab.vpc("10.0.0.0/16");
            String path = ALL + "/"
                    + lab.done(201, "POST", ALL, """
                    {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s"}}""".formatted(itsVpc, lab.subnet(itsVpc, "10.0.1.0/24")))
                            .at("/p2c_vpn_gateway/id")
                            .stringValue();
            lab.clock.pass(Duration.ofMinutes(6));
            assertThat(lab.status(path)).isEqualTo("FAULT");
            lab.done(204, "DELETE", path, "");
            lab.agent.work();
            assertThat(lab.call("GET", path, "").status()).isEqualTo(404);
        }
    }
}
