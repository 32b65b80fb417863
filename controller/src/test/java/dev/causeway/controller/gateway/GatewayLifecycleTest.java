package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ThingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GatewayLifecycleTest {

    private static final TestCloud LAB = new TestCloud();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private final VpcId vpc = LAB.vpc("10.0.0.0/16");
    private final SubnetId subnet = LAB.subnet(vpc, "10.0.1.0/24");

    private String body(String more) {
        return """
                {"vpn_gateway": {%s "vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.1.0/24"]}}""".formatted(more, vpc, subnet);
    }

    private JsonNode create(String more) {
        return LAB.done(201, "POST", "/vpn-gateways", body(more)).get("vpn_gateway");
    }

    private static final String NEW_EIPS = """
            "eip1": {"type": "5_bgp", "bandwidth_size": 300}, "eip2": {"type": "5_bgp", "bandwidth_size": 20},""";

    private static String path(JsonNode gateway) {
        return "/vpn-gateways/" + gateway.get("id").stringValue();
    }

    @Test
    void aNewGatewayHasTheDefaultsAndNoTimesUntilItIsActive() {
        JsonNode made = create(NEW_EIPS);
        assertThat(made.get("name").stringValue()).matches("vpngw-[0-9a-f]{4}");
        assertThat(made.get("flavor").stringValue()).isEqualTo("Professional1");
        assertThat(made.get("ha_mode").stringValue()).isEqualTo("active-active");
        assertThat(made.get("bgp_asn").longValue()).isEqualTo(64512);
        assertThat(made.get("connection_number").intValue()).isEqualTo(200);
        assertThat(made.get("enterprise_project_id").stringValue()).isEqualTo("0");
        assertThat(made.get("access_vpc_id").stringValue()).isEqualTo(vpc.toString());
        assertThat(made.has("status")).isFalse();
        assertThat(made.has("eip1")).isFalse();

        JsonNode pending = LAB.done(200, "GET", path(made), "").get("vpn_gateway");
        assertThat(pending.get("status").stringValue()).isEqualTo("PENDING_CREATE");
        assertThat(pending.has("created_at")).isFalse();
        assertThat(pending.has("eip1")).isFalse();

        LAB.agent.work();
        JsonNode active = LAB.done(200, "GET", path(made), "").get("vpn_gateway");
        assertThat(active.get("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(active.get("created_at").stringValue()).endsWith("Z");
        assertThat(active.at("/eip1/ip_address").stringValue()).startsWith("203.0.113.");
        assertThat(active.at("/eip1/bandwidth_size").intValue()).isEqualTo(300);
        assertThat(active.get("master_eip")).isEqualTo(active.get("eip1"));
        assertThat(active.get("slave_eip")).isEqualTo(active.get("eip2"));
        assertThat(active.get("availability_zone_ids").size()).isEqualTo(2);
    }

    /// Whose order they belong to is told of EIPs that were bought by the month or year, and these are none.
    @Test
    void itsEipsHaveWhatThoseHaveThatAreNotBoughtByTheYear() {
        JsonNode made = create(NEW_EIPS);
        LAB.agent.work();
        JsonNode shown = LAB.done(200, "GET", path(made), "").get("vpn_gateway");
        JsonNode listed = LAB.done(200, "GET", "/vpn-gateways", "")
                .get("vpn_gateways")
                .valueStream()
                .filter(one -> one.get("id").equals(made.get("id")))
                .findFirst()
                .orElseThrow();
        for (String eip : List.of("eip1", "eip2", "master_eip", "slave_eip")) {
            assertThat(shown.get(eip).propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "ip_version",
                            "type",
                            "ip_address",
                            "charge_mode",
                            "bandwidth_id",
                            "bandwidth_size",
                            "bandwidth_name",
                            "share_type");
            assertThat(listed.get(eip)).isEqualTo(shown.get(eip));
        }
    }

    @Test
    void whileItIsCreatedItCannotBeChangedOrDeleted() {
        String path = path(create(NEW_EIPS));
        for (String method : List.of("PUT", "DELETE")) {
            var refused = LAB.call(method, path, method.equals("PUT") ? "{\"vpn_gateway\": {\"name\": \"x\"}}" : "");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().get("error_code").stringValue()).isEqualTo("VPN.0003");
            assertThat(refused.body().get("error_msg").stringValue())
                    .matches("resource \\(type=GATEWAY, ID=[0-9a-f-]{36}\\) is not ready, currently CREATING");
        }
    }

    @Test
    void existingEipsAreOnlyUnboundAndNewOnesGoWithTheGateway() {
        String mine = LAB.eip().toString();
        String path = path(create("""
                "eip1": {"id": "%s"}, "eip2": {"type": "5_bgp", "bandwidth_size": 20},""".formatted(mine)));
        LAB.agent.work();
        JsonNode active = LAB.done(200, "GET", path, "").get("vpn_gateway");
        String made = active.at("/eip2/id").stringValue();
        assertThat(active.at("/eip1/id").stringValue()).isEqualTo(mine);

        LAB.done(204, "DELETE", path, "");
        assertThat(LAB.status(path)).isEqualTo("PENDING_DELETE");
        LAB.done(204, "DELETE", path, "");
        assertThat(LAB.call("PUT", path, "{\"vpn_gateway\": {\"name\": \"x\"}}").status())
                .isEqualTo(409);
        LAB.agent.work();
        assertThat(LAB.call("GET", path, "").status()).isEqualTo(404);
        assertThat(eipRows(mine)).isEqualTo(1);
        assertThat(eipRows(made)).isZero();
        assertThat(LAB.rows("eip WHERE id = '" + mine + "' AND node_id IS NULL"))
                .isEqualTo(1);
        assertThat(LAB.rows("subnet_address WHERE subnet_id = '" + subnet + "'"))
                .isEqualTo(1);
    }

    private static long eipRows(String id) {
        return LAB.rows("eip WHERE id = '" + id + "'");
    }

    @Test
    void aNameChangesAtOnceAndSubnetsWhenTheNodesHaveThem() {
        String path = path(create(NEW_EIPS));
        LAB.agent.work();
        LAB.done(200, "PUT", path, "{\"vpn_gateway\": {\"name\": \"renamed\"}}");
        JsonNode renamed = LAB.done(200, "GET", path, "").get("vpn_gateway");
        assertThat(renamed.get("name").stringValue()).isEqualTo("renamed");
        assertThat(renamed.get("status").stringValue()).isEqualTo("ACTIVE");

        LAB.done(200, "PUT", path, "{\"vpn_gateway\": {\"local_subnets\": [\"10.0.0.0/16\", \"10.8.0.0/24\"]}}");
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        LAB.done(200, "PUT", path, "{\"vpn_gateway\": {\"local_subnets\": [\"10.0.0.0/16\"]}}");
        LAB.agent.report(ThingReport.Phase.APPLYING, ThingReport.Phase.APPLYING);
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
        LAB.agent.report(ThingReport.Phase.APPLYING, ThingReport.Phase.APPLYING);
        assertThat(LAB.status(path)).isEqualTo("ACTIVE");
    }

    @Test
    void anotherEipTakesThePlaceOfTheFirst() {
        String path = path(create(NEW_EIPS));
        LAB.agent.work();
        String other = LAB.eip().toString();
        LAB.done(200, "PUT", path, "{\"vpn_gateway\": {\"eip_id_1\": \"%s\"}}".formatted(other));
        assertThat(LAB.status(path)).isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        JsonNode moved = LAB.done(200, "GET", path, "").get("vpn_gateway");
        assertThat(moved.at("/eip1/id").stringValue()).isEqualTo(other);
        assertThat(moved.get("status").stringValue()).isEqualTo("ACTIVE");
    }

    /// @return since when it is so
    private static Instant is(String status, TestCloud lab, String path) {
        JsonNode shown = lab.done(200, "GET", path, "").get("vpn_gateway");
        assertThat(shown.get("status").stringValue()).isEqualTo(status);
        Instant since = Instant.parse(shown.get("status_changed_at").stringValue());
        assertThat(since).isBefore(lab.clock.instant());
        return since;
    }

    @Test
    void failureThatLastsAndSilenceAreFaultsOfWhichTheBeginAndTheEndAreShown() {
        try (var lab = new TestCloud()) {
            var site = lab.gateway("");
            String path = "/vpn-gateways/" + site.gateway();
            lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.FAILED);
            Instant begun = is("ACTIVE", lab, path);
            lab.clock.pass(Duration.ofSeconds(20));
            lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.FAILED);
            Instant failed = is("FAULT", lab, path);
            lab.agent.work();
            Instant mended = is("ACTIVE", lab, path);
            lab.listen(Duration.ofSeconds(91));
            Instant silent = is("FAULT", lab, path);
            lab.agent.work();
            lab.agent.work();
            Instant heard = is("ACTIVE", lab, path);
            assertThat(List.of(begun, failed, mended, silent, heard)).isSorted().doesNotHaveDuplicates();
            lab.database.change(tx -> lab.reports.forget(tx, lab.host));
            lab.listen(Duration.ofSeconds(91));
            lab.agent.work();
            assertThat(is("ACTIVE", lab, path)).as("after its host was lost").isAfter(heard);
        }
    }

    @Test
    void failureThatWasBorneAndTimesInWhichNobodyListenedMoveNoBegin() {
        try (var lab = new TestCloud()) {
            var site = lab.gateway("");
            String path = "/vpn-gateways/" + site.gateway();
            Instant begun = is("ACTIVE", lab, path);
            lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.FAILED);
            lab.clock.pass(Duration.ofSeconds(1));
            lab.agent.work();
            assertThat(is("ACTIVE", lab, path)).as("after a short failure").isEqualTo(begun);
            lab.listen(Duration.ofSeconds(60));
            lab.agent.work();
            assertThat(is("ACTIVE", lab, path)).as("after a short silence").isEqualTo(begun);
            lab.clock.pass(Duration.ofMinutes(5));
            lab.agent.work();
            assertThat(is("ACTIVE", lab, path))
                    .as("after an outage, of which the first report tells")
                    .isEqualTo(begun);
            lab.listen(Duration.ofSeconds(20));
            lab.clock.pass(Duration.ofMinutes(5));
            lab.listen(Duration.ofSeconds(60));
            lab.agent.work();
            assertThat(is("ACTIVE", lab, path)).as("soon after an outage").isEqualTo(begun);
            lab.clock.pass(Duration.ofMinutes(5));
            lab.listen(Duration.ofSeconds(91));
            lab.agent.work();
            assertThat(is("ACTIVE", lab, path))
                    .as("after a silence that outlived an outage")
                    .isAfter(begun);
        }
    }

    @Test
    void creationThatTakesTooLongIsAFaultAndCanBeDeleted() {
        try (var lab = new TestCloud()) {
            VpcId itsVpc = lab.vpc("10.0.0.0/16");
            SubnetId itsSubnet = lab.subnet(itsVpc, "10.0.1.0/24");
            JsonNode made = lab.done(201, "POST", "/vpn-gateways", """
                    {"vpn_gateway": {%s "vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.0.0/16"]}}""".formatted(NEW_EIPS, itsVpc, itsSubnet))
                    .get("vpn_gateway");
            lab.clock.pass(Duration.ofMinutes(6));
            assertThat(lab.status(path(made))).isEqualTo("FAULT");
            lab.done(204, "DELETE", path(made), "");
            lab.agent.work();
            assertThat(lab.call("GET", path(made), "").status()).isEqualTo(404);
        }
    }

    @Test
    void listsAreNewestFirstAndFiltered() {
        try (var lab = new TestCloud()) {
            String first = lab.gateway("").gateway();
            String second = lab.gateway("\"enterprise_project_id\": \"7354dda9-demo-a8df-va86-a6b08fb92043\",")
                    .gateway();
            assertThat(ids(lab, "")).containsExactly(second, first);
            assertThat(ids(lab, "?enterprise_project_id=0")).containsExactly(first);
            assertThat(ids(lab, "?enterprise_project_id=0&enterprise_project_id=7354dda9-demo-a8df-va86-a6b08fb92043"))
                    .containsExactly(second, first);
            assertThat(ids(lab, "?vgw_id=" + first)).containsExactly(first);
        }
    }

    private static List<String> ids(TestCloud lab, String query) {
        return lab.done(200, "GET", "/vpn-gateways" + query, "")
                .get("vpn_gateways")
                .valueStream()
                .map(gateway -> gateway.get("id").stringValue())
                .toList();
    }

    @Test
    void zonesAreListedForEachFlavor() {
        JsonNode zones = LAB.done(200, "GET", "/vpn-gateways/availability-zones", "");
        assertThat(zones.at("/availability_zones/professional1/vpc").size()).isEqualTo(4);
        assertThat(zones.at("/availability_zones/professional2/er").size()).isEqualTo(4);
    }

    @Test
    void eachZoneSaysWhatCanBeMadeThere() {
        JsonNode answer = LAB.callAt("GET", "/v5.1/" + LAB.project + "/vpn-gateways/availability-zones", "")
                .body();
        JsonNode zones = answer.get("availability_zones");
        assertThat(zones.valueStream().map(zone -> zone.get("name").stringValue()))
                .containsExactly("az1", "az2", "az3", "az4");
        assertThat(zones.get(0).get("public_border_group").stringValue()).isEqualTo("center");
        assertThat(zones.get(0).get("available_specs").toString()).isEqualTo("""
                [{"flavor":"Professional1","attachment_type":"vpc","ip_version":"ipv4"},\
                {"flavor":"Professional2","attachment_type":"vpc","ip_version":"ipv4"}]""");
        assertThat(answer.get("request_id").stringValue()).isNotEmpty();
    }

    @Test
    void whatAGatewayIsShowsWhenItIsAskedFor() {
        String path = path(create(NEW_EIPS));
        LAB.agent.work();
        for (JsonNode gateway : List.of(
                LAB.done(200, "GET", path, "").get("vpn_gateway"),
                LAB.done(200, "GET", "/vpn-gateways?vgw_id=" + path.substring(14), "")
                        .at("/vpn_gateways/0"))) {
            assertThat(gateway.get("public_border_group").stringValue()).isEqualTo("center");
            assertThat(gateway.get("supported_flavors").toString()).isEqualTo("[\"Professional2\"]");
            assertThat(gateway.get("supported_features").toString()).isEqualTo("[]");
            assertThat(gateway.get("upgrade_info").stringValue()).isEqualTo("unready");
            assertThat(gateway.has("er_attachment_id")).isFalse();
        }
    }
}
