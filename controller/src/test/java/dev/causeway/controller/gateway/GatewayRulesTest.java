package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GatewayRulesTest {

    private static final TestCloud LAB = new TestCloud();
    private static final VpcId VPC = LAB.vpc("10.0.0.0/16");
    private static final SubnetId SUBNET = LAB.subnet(VPC, "10.0.1.0/24");
    private static final SubnetId SMALL = LAB.subnet(VPC, "10.0.2.0/28");
    private static final VpcId OTHER_VPC = LAB.vpc("10.0.0.0/16");
    private static final SubnetId OTHER_SUBNET = LAB.subnet(OTHER_VPC, "10.0.1.0/24");

    private static final String NEW_EIP = "{\"type\": \"5_bgp\", \"bandwidth_size\": 10}";

    @AfterAll
    static void close() {
        LAB.close();
    }

    /// The members of a right request, each left out where the test brings its own.
    private static String body(String own) {
        StringBuilder body = new StringBuilder("{\"vpn_gateway\": {");
        for (String[] member : new String[][] {
            {"vpc_id", "\"" + VPC + "\""},
            {"connect_subnet", "\"" + SUBNET + "\""},
            {"local_subnets", "[\"10.0.1.0/24\"]"},
            {"eip1", NEW_EIP},
            {"eip2", NEW_EIP},
        }) {
            if (!own.contains("\"" + member[0] + "\"")) {
                body.append("\"")
                        .append(member[0])
                        .append("\": ")
                        .append(member[1])
                        .append(",");
            }
        }
        return body.append(own).append("}}").toString();
    }

    private static void refused(String expected, String own) {
        TestApi.Answer answer = LAB.call("POST", "/vpn-gateways", body(own));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue())
                .startsWith("invalid request: ")
                .contains(expected);
        assertThat(LAB.rows("gateway_node")).isZero();
        assertThat(LAB.rows("eip WHERE node_id IS NOT NULL")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "vpn_gateway.name: must be 1 to 64 | \"name\": \"\"",
                "vpn_gateway.name: must be 1 to 64 | \"name\": \"gate way\"",
                "vpn_gateway.network_type: must be one of public, private | \"network_type\": \"both\"",
                "vpn_gateway.attachment_type: must be one of vpc, er | \"attachment_type\": \"cgw\"",
                "vpn_gateway.ip_version: must be one of ipv4 | \"ip_version\": \"ipv6\"",
                "vpn_gateway.flavor: must be one of Professional1, Professional2 | \"flavor\": \"Professional3\"",
                "vpn_gateway.ha_mode: must be one of active-active, active-standby | \"ha_mode\": \"both\"",
                "vpn_gateway.bgp_asn: must be a number from 1 to 4294967295, not 4294967296 | \"bgp_asn\": 4294967296",
                "vpn_gateway.bgp_asn | \"bgp_asn\": \"64512\"",
                "vpn_gateway.er_id: must be set only when attachment_type is er, not to \"c62fad0d-demo-a8df-va86-e06c4c351b9f\" | \"er_id\": \"c62fad0d-demo-a8df-va86-e06c4c351b9f\"",
                "vpn_gateway.access_private_ip_1: must be set only when | \"access_private_ip_1\": \"10.0.1.9\"",
                "vpn_gateway.vpc_id: must be an ID | \"vpc_id\": \"vpc\"",
                "vpn_gateway.vpc_id: VPC 00000000-0000-0000-0000-000000000000 not found | \"vpc_id\": \"c62fad0d-demo-a8df-va86-e06c4c351b9f\"",
                "vpn_gateway.connect_subnet | \"connect_subnet\": \"c62fad0d-demo-a8df-va86-e06c4c351b9f\"",
                "vpn_gateway.local_subnets: is missing | \"local_subnets\": null",
                "vpn_gateway.local_subnets: must have 1 to 50 | \"local_subnets\": []",
                "vpn_gateway.local_subnets[0]: 10.0.1.1/24 has host bits set | \"local_subnets\": [\"10.0.1.1/24\"]",
                "vpn_gateway.local_subnets: has 10.0.1.0/24 twice | \"local_subnets\": [\"10.0.1.0/24\", \"10.0.1.0/24\"]",
                "vpn_gateway.availability_zone_ids: must name 2 of az1, az2, az3, az4 | \"availability_zone_ids\": [\"az1\"]",
                "vpn_gateway.availability_zone_ids: must name 2 | \"availability_zone_ids\": [\"az1\", \"az1\"]",
                "vpn_gateway.availability_zone_ids: must name 2 | \"availability_zone_ids\": [\"az1\", \"moon\"]",
                "vpn_gateway.enterprise_project_id: must be 0 or an ID | \"enterprise_project_id\": \"x\"",
                "vpn_gateway.eip1: is missing | \"eip1\": null",
                "vpn_gateway.eip1.type: is missing | \"eip1\": {\"bandwidth_size\": 10}",
                "vpn_gateway.eip2.bandwidth_size: is missing | \"eip2\": {\"type\": \"5_bgp\"}",
                "vpn_gateway.eip2.bandwidth_size: must be a number from 1 to 300, not 301 | \"eip2\": {\"type\": \"5_bgp\", \"bandwidth_size\": 301}",
                "vpn_gateway.eip2.charge_mode: must be one of bandwidth, traffic | \"eip2\": {\"type\": \"5_bgp\", \"bandwidth_size\": 3, \"charge_mode\": \"95peak_plus\"}",
                "vpn_gateway.eip1.id: EIP 00000000-0000-0000-0000-000000000000 not found | \"eip1\": {\"id\": \"cff40e5e-demo-a8df-va86-7366077bf097\"}",
                "vpn_gateway.eip1.type: must not stand beside id, which names an existing EIP, but is \"5_bgp\" | \"eip1\": {\"id\": \"cff40e5e-demo-a8df-va86-7366077bf097\", \"type\": \"5_bgp\"}",
                "vpn_gateway.tags: must have at most 20 elements | \"tags\": [{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"},{\"key\": \"a\"}]",
                "vpn_gateway.tags[0].key: is missing | \"tags\": [{\"value\": \"v\"}]",
                "vpn_gateway.tags[0].key: must be 1 to 128 | \"tags\": [{\"key\": \"_sys_a\", \"value\": \"v\"}]",
            })
    void aWrongFieldIsNamed(String expected, String member) {
        refused(expected, member);
    }

    @Test
    void allViolationsAreToldTogether() {
        refused(
                "vpn_gateway.flavor: must be one of Professional1, Professional2, not 'x'; ",
                "\"flavor\": \"x\", \"name\": \"\"");
        refused("vpn_gateway.name", "\"flavor\": \"x\", \"name\": \"\"");
    }

    @Test
    void theSubnetMustBelongToTheVpc() {
        refused(
                "vpn_gateway.connect_subnet: subnet %s does not belong to VPC %s".formatted(OTHER_SUBNET, VPC),
                "\"connect_subnet\": \"" + OTHER_SUBNET + "\"");
        refused("vpn_gateway.access_subnet_id: is missing", "\"access_vpc_id\": \"" + OTHER_VPC + "\"");
        refused(
                "vpn_gateway.access_subnet_id: subnet",
                "\"access_vpc_id\": \"%s\", \"access_subnet_id\": \"%s\"".formatted(OTHER_VPC, SUBNET));
    }

    @Test
    void theSubnetMustHaveFourIdleAddresses() {
        LAB.database.change(tx -> {
            for (int i = 2; i <= 12; i++) {
                tx.execute("""
                        INSERT INTO subnet_address (subnet_id, vpc_id, subnet_cidr, address, holder_kind, holder_id)
                        SELECT id, vpc_id, cidr, host(cidr + ?)::inet, 'node', 'x' FROM subnet WHERE id = ?""", i, SMALL);
            }
        });
        refused("needs at least 4 idle IP addresses", "\"connect_subnet\": \"" + SMALL + "\"");
    }

    @Test
    void theSameEipServesOneNodeOnly() {
        String eip = LAB.eip().toString();
        refused(
                "vpn_gateway.eip2: must be another",
                "\"eip1\": {\"id\": \"%s\"}, \"eip2\": {\"id\": \"%s\"}".formatted(eip, eip));
    }

    @Test
    void whatIsNotBuiltYetSaysSo() {
        for (String own : List.of("\"attachment_type\": \"er\"", "\"network_type\": \"private\"")) {
            TestApi.Answer answer = LAB.call("POST", "/vpn-gateways", body(own));
            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.body().get("error_msg").stringValue()).contains("not supported yet");
        }
    }

    @Test
    void everyFieldIsStoredAndReturned() {
        try (var lab = new TestCloud()) {
            VpcId vpc = lab.vpc("10.0.0.0/16");
            SubnetId subnet = lab.subnet(vpc, "10.0.1.0/24");
            SubnetId access = lab.subnet(vpc, "10.0.2.0/24");
            String id = lab.done(201, "POST", "/vpn-gateways", """
                            {"vpn_gateway": {"name": "a.b_c-1", "network_type": "public", "attachment_type": "vpc",
                              "ip_version": "ipv4", "vpc_id": "%s", "connect_subnet": "%s", "access_vpc_id": "%s",
                              "access_subnet_id": "%s", "local_subnets": ["10.0.2.0/24", "10.0.1.0/24"],
                              "bgp_asn": 4294967295, "flavor": "Professional2",
                              "availability_zone_ids": ["az4", "az2"],
                              "enterprise_project_id": "7354dda9-demo-a8df-va86-a6b08fb92043",
                              "ha_mode": "active-standby", "tags": [{"key": "año", "value": "x/y"}, {"key": "k"}],
                              "master_eip": {"type": "5_sbgp", "charge_mode": "traffic", "bandwidth_size": 1000,
                                "bandwidth_name": "fast"},
                              "slave_eip": {"type": "5_bgp", "bandwidth_size": 1}}}""".formatted(vpc, subnet, vpc, access))
                    .at("/vpn_gateway/id")
                    .stringValue();
            lab.agent.work();
            JsonNode shown = lab.done(200, "GET", "/vpn-gateways/" + id, "").get("vpn_gateway");
            assertThat(shown.get("name").stringValue()).isEqualTo("a.b_c-1");
            assertThat(shown.get("local_subnets").toString()).isEqualTo("[\"10.0.2.0/24\",\"10.0.1.0/24\"]");
            assertThat(shown.get("bgp_asn").longValue()).isEqualTo(4294967295L);
            assertThat(shown.get("flavor").stringValue()).isEqualTo("Professional2");
            assertThat(shown.get("availability_zone_ids").toString()).isEqualTo("[\"az4\",\"az2\"]");
            assertThat(shown.get("enterprise_project_id").stringValue())
                    .isEqualTo("7354dda9-demo-a8df-va86-a6b08fb92043");
            assertThat(shown.get("ha_mode").stringValue()).isEqualTo("active-standby");
            assertThat(shown.get("connect_subnet").stringValue()).isEqualTo(subnet.toString());
            assertThat(shown.get("access_subnet_id").stringValue()).isEqualTo(access.toString());
            assertThat(shown.get("tags").toString())
                    .isEqualTo("[{\"key\":\"año\",\"value\":\"x/y\"},{\"key\":\"k\",\"value\":\"\"}]");
            assertThat(shown.at("/eip1/type").stringValue()).isEqualTo("5_sbgp");
            assertThat(shown.at("/eip1/bandwidth_name").stringValue()).isEqualTo("fast");
            assertThat(shown.at("/eip1/charge_mode").stringValue()).isEqualTo("traffic");
            assertThat(shown.at("/eip2/charge_mode").stringValue()).isEqualTo("bandwidth");
            assertThat(shown.at("/eip2/bandwidth_name").stringValue()).matches("vpngw-bandwidth-[0-9a-f]{4}");
        }
    }

    @Test
    void localSubnetsMayNotTakeInWhatAConnectionLeadsTo() {
        try (var lab = new TestCloud()) {
            var site = lab.gateway("");
            lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);
            TestApi.Answer answer = lab.call(
                    "PUT",
                    "/vpn-gateways/" + site.gateway(),
                    "{\"vpn_gateway\": {\"local_subnets\": [\"192.168.0.0/16\"]}}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().get("error_msg").stringValue()).contains("192.168.44.0/24");
        }
    }
}
