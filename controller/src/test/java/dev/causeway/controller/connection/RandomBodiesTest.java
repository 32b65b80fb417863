package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is sent: the answer is never an internal error, and what is refused leaves nothing behind.
class RandomBodiesTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");
    private static final String CUSTOMER = LAB.customerGateway("198.51.100.2");
    private static final String PEER = LAB.customerGateway("198.51.100.3");
    private static final String CONNECTION = LAB.connect(SITE, SITE.eip2(), PEER, TestCloud.USUAL);
    private static final String SPEAKER = LAB.customerGateway("198.51.100.4", 65000);
    private static final String ROUTER = LAB.customerGateway("198.51.100.5", 65000);
    private static final String LEARNING = LAB.connect(SITE, SITE.eip2(), ROUTER, TestCloud.BY_BGP);
    private static final VpcId VPC = LAB.vpc("10.0.0.0/16");
    private static final SubnetId SUBNET = LAB.subnet(VPC, "10.0.0.0/20");

    private static final List<String> TABLES = List.of(
            "vpn_gateway",
            "gateway_node",
            "customer_gateway",
            "vpn_connection",
            "policy_rule",
            "eip",
            "bandwidth",
            "subnet_address",
            "document");

    private static final String FULL = """
            "name": "n", "style": "static", "ha_role": "master", "enable_nqa": true, "enable_hub": false,
            "peer_subnets": ["192.168.44.0/24", "192.168.45.0/24"], "psk": "Abcd_1234",
            "tunnel_local_address": "169.254.70.1/30", "tunnel_peer_address": "169.254.70.2/30", "policy_rules": [],
            "tags": [{"key": "a", "value": "b"}],
            "ikepolicy": {"ike_version": "v1", "phase1_negotiation_mode": "main", "encryption_algorithm": "aes-256",
              "authentication_algorithm": "sha1", "dh_group": "group2", "lifetime_seconds": 86400,
              "local_id_type": "ip", "local_id": "1.2.3.4", "peer_id": "1.2.3.4",
              "dpd": {"timeout": 15, "interval": 30, "msg": "seq-hash-notify"}},
            "ipsecpolicy": {"pfs": "disable", "lifetime_seconds": 3600},""";

    private static final String POLICY = """
            "style": "policy", "peer_subnets": ["192.168.44.0/24"], "policy_rules": [
              {"source": "10.0.0.0/24", "destination": ["192.168.1.0/24", "192.168.2.0/24"]},
              {"source": "10.0.1.0/24", "destination": ["192.168.1.0/24"]}],""";

    private static final String BGP = """
            "style": "bgp", "enable_hub": true, "enable_nqa": false, "peer_subnets": ["192.168.46.0/24"],
            "tunnel_local_address": "169.254.71.1/30", "tunnel_peer_address": "169.254.71.2/30", "policy_rules": [],""";

    @AfterContainer
    static void close() {
        LAB.close();
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void ofConnections(@ForAll long seed, @ForAll boolean policy) {
        String body = TestCloud.connection(SITE, SITE.eip1(), CUSTOMER, policy ? POLICY : FULL);
        check("POST", "/vpn-connection", new Mutation(seed).of(body));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void ofConnectionsByBgp(@ForAll long seed) {
        check("POST", "/vpn-connection", new Mutation(seed).of(TestCloud.connection(SITE, SITE.eip1(), SPEAKER, BGP)));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofChangesOfConnectionsByBgp(@ForAll long seed) {
        check(
                "PUT",
                "/vpn-connection/" + LEARNING,
                new Mutation(seed).of("{\"vpn_connection\": {%s \"cgw_id\": \"%s\"}}".formatted(BGP, SPEAKER)));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void ofBatches(@ForAll long seed) {
        var mapper = JsonMapper.shared();
        String one = mapper.readTree(TestCloud.connection(SITE, SITE.eip1(), CUSTOMER, FULL))
                .get("vpn_connection")
                .toString();
        String two = mapper.readTree(TestCloud.connection(SITE, SITE.eip2(), CUSTOMER, POLICY))
                .get("vpn_connection")
                .toString();
        check(
                "POST",
                "/vpn-connections/batch-create",
                new Mutation(seed).of("{\"vpn_connections\": [%s, %s]}".formatted(one, two)));
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void ofChangesOfConnections(@ForAll long seed) {
        check(
                "PUT",
                "/vpn-connection/" + CONNECTION,
                new Mutation(seed).of("{\"vpn_connection\": {%s \"cgw_id\": \"%s\"}}".formatted(FULL, PEER)));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void ofGateways(@ForAll long seed) {
        check("POST", "/vpn-gateways", new Mutation(seed).of("""
                {"vpn_gateway": {"name": "n", "network_type": "public", "attachment_type": "vpc",
                  "ip_version": "ipv4", "vpc_id": "%s", "connect_subnet": "%s", "access_vpc_id": "%s",
                  "access_subnet_id": "%s", "local_subnets": ["10.0.0.0/16"], "bgp_asn": 64512,
                  "flavor": "Professional2", "availability_zone_ids": ["az1", "az2"], "enterprise_project_id": "0",
                  "ha_mode": "active-active", "tags": [{"key": "a", "value": ""}],
                  "eip1": {"type": "5_bgp", "charge_mode": "traffic", "bandwidth_size": 10, "bandwidth_name": "b"},
                  "eip2": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(VPC, SUBNET, VPC, SUBNET)));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofChangesOfGateways(@ForAll long seed) {
        LAB.agent.work();
        check("PUT", "/vpn-gateways/" + SITE.gateway(), new Mutation(seed).of("""
                {"vpn_gateway": {"name": "n", "local_subnets": ["10.0.0.0/16"], "eip_id_1": "%s", "eip_id_2": "%s"}}""".formatted(SITE.eip1(), SITE.eip2())));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofCustomerGateways(@ForAll long seed) {
        check("POST", "/customer-gateways", new Mutation(seed).of("""
                {"customer_gateway": {"name": "n", "id_type": "ip", "id_value": "198.51.100.9", "bgp_asn": 65000,
                  "tags": [{"key": "a", "value": "b"}]}}"""));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void thatAreNotEvenJson(@ForAll String body) {
        for (String path : List.of("/vpn-gateways", "/customer-gateways", "/vpn-connection")) {
            check("POST", path, body);
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whateverPskIsAllowedReachesTheNodeUnchanged(@ForAll("psks") String psk) {
        String body = JsonMapper.shared().writeValueAsString(Map.of("vpn_connection", Map.of("psk", psk)));
        LAB.done(200, "PUT", "/vpn-connection/" + CONNECTION, body);
        assertThat(LAB.agent.tunnel(CONNECTION).authentication())
                .isEqualTo(new Authentication.SharedKey(Optional.of(new PreSharedKey(psk))));
    }

    @Provide
    Arbitrary<String> psks() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars(PskRule.SPECIAL.toCharArray())
                .ofMinLength(2)
                .ofMaxLength(122)
                .map(text -> text + "aA1 `;");
    }

    private static void check(String method, String path, String body) {
        Map<String, Long> before = counts();
        TestApi.Answer answer = LAB.call(method, path, body);
        assertThat(answer.status())
                .as("%s %s gave %s", method, body, answer.body())
                .isIn(200, 201, 400, 404, 409, 501);
        if (answer.status() >= 400) {
            assertThat(counts()).as("after %s", answer.body()).isEqualTo(before);
        } else if (answer.status() == 201) {
            remove(path);
            assertThat(counts()).isEqualTo(before);
        }
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        TABLES.forEach(table -> counts.put(table, LAB.rows(table)));
        return counts;
    }

    /// Removes what a call has made, so that each call meets the same world.
    private static void remove(String path) {
        LAB.agent.work();
        String list = path.equals("/vpn-connections/batch-create") ? "/vpn-connection" : path;
        List<String> keep = List.of(SITE.gateway(), CUSTOMER, PEER, CONNECTION, SPEAKER, ROUTER, LEARNING);
        LAB.done(200, "GET", list, "")
                .iterator()
                .next()
                .valueStream()
                .map(each -> each.get("id").stringValue())
                .filter(id -> !keep.contains(id))
                .forEach(id -> LAB.done(204, "DELETE", list + "/" + id, ""));
        LAB.agent.work();
    }
}
