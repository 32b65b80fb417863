package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Steering;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRulesTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");
    private static final TestCloud.Site STANDBY = LAB.gateway("\"ha_mode\": \"active-standby\",");
    private static final String CUSTOMER = LAB.customerGateway("198.51.100.2");

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static void refused(String expected, TestApi.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").stringValue())
                .startsWith("invalid request: ")
                .contains(expected);
    }

    private static TestApi.Answer create(TestCloud.Site site, String eip, String more) {
        return LAB.call("POST", "/vpn-connection", TestCloud.connection(site, eip, CUSTOMER, more));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "vpn_connection.name | \"name\": \"a b\"",
                "vpn_connection.style: must be one of policy, static, bgp | \"style\": \"dynamic\"",
                "vpn_connection.peer_subnets[0] | \"peer_subnets\": [\"192.168.0.1/24\"]",
                "100.64.0.0/10 | \"peer_subnets\": [\"100.64.7.0/24\"]",
                "214.0.0.0/8 | \"peer_subnets\": [\"214.1.0.0/16\"]",
                "0.0.0.0/8 | \"peer_subnets\": [\"0.0.0.0/0\"]",
                "must have 1 to 50 | \"peer_subnets\": []",
                "192.168.44.0/24 twice | \"peer_subnets\": [\"192.168.44.0/24\", \"192.168.44.0/24\"]",
                "lies in a local subnet | \"peer_subnets\": [\"10.0.7.0/24\"]",
                "overlaps the network of the EIPs | \"peer_subnets\": [\"203.0.113.0/28\"]",
                "contains the address of a customer gateway | \"peer_subnets\": [\"198.51.100.0/24\"]",
                "tunnel_local_address | \"tunnel_local_address\": \"169.254.195.1/30\"",
                "tunnel_local_address | \"tunnel_local_address\": \"169.254.70.0/30\"",
                "tunnel_local_address | \"tunnel_local_address\": \"169.254.70.1/29\"",
                "tunnel_peer_address | \"tunnel_peer_address\": \"169.253.70.1/30\"",
                "two hosts of one /30 | \"tunnel_local_address\": \"169.254.70.1/30\", \"tunnel_peer_address\": \"169.254.70.1/30\"",
                "two hosts of one /30 | \"tunnel_local_address\": \"169.254.70.1/30\", \"tunnel_peer_address\": \"169.254.70.6/30\"",
                "enable_hub: must be set only | \"enable_hub\": true",
                "enable_nqa: must be true or false | \"enable_nqa\": 1",
                "policy_rules: must be set only when style is policy | \"policy_rules\": [{\"source\": \"10.0.0.0/24\", \"destination\": [\"192.168.0.0/24\"]}]",
                "policy_rules: must have at least one | \"style\": \"policy\"",
                "enable_nqa: must be set only | \"style\": \"POLICY\", \"enable_nqa\": true",
                "ikepolicy.ike_version: must be one of v1, v2 | \"ikepolicy\": {\"ike_version\": \"v3\"}",
                "ikepolicy.phase1_negotiation_mode | \"ikepolicy\": {\"phase1_negotiation_mode\": \"quick\"}",
                "ikepolicy.authentication_algorithm: must be one of md5 | \"ikepolicy\": {\"authentication_algorithm\": \"sha256\"}",
                "ikepolicy.encryption_algorithm: must be one of 3des | \"ikepolicy\": {\"encryption_algorithm\": \"aes-128-gcm-128\"}",
                "ikepolicy.encryption_algorithm: aes-128-gcm-16 does not exist in IKEv1 | \"ikepolicy\": {\"ike_version\": \"v1\", \"encryption_algorithm\": \"aes-128-gcm-16\"}",
                "ikepolicy.dh_group: must be one of group1 | \"ikepolicy\": {\"dh_group\": \"group99\"}",
                "ikepolicy.authentication_method | \"ikepolicy\": {\"authentication_method\": \"digital-envelope-v2\"}",
                "ikepolicy.lifetime_seconds: must be a number from 60 to 604800 | \"ikepolicy\": {\"lifetime_seconds\": 59}",
                "ikepolicy.local_id_type | \"ikepolicy\": {\"local_id_type\": \"fqdn\"}",
                "ikepolicy.local_id | \"ikepolicy\": {\"local_id\": \"123***\"}",
                "ikepolicy.peer_id | \"ikepolicy\": {\"peer_id\": \"\"}",
                "ikepolicy.dpd.interval: must be a number from 10 to 3600 | \"ikepolicy\": {\"dpd\": {\"interval\": 9}}",
                "ikepolicy.dpd.timeout: must be a number from 2 to 60 | \"ikepolicy\": {\"dpd\": {\"timeout\": 61}}",
                "ikepolicy.dpd.msg | \"ikepolicy\": {\"dpd\": {\"msg\": \"hash\"}}",
                "ipsecpolicy.pfs: must be one of group1 | \"ipsecpolicy\": {\"pfs\": \"none\"}",
                "ipsecpolicy.lifetime_seconds: must be a number from 30 to 604800 | \"ipsecpolicy\": {\"lifetime_seconds\": 604801}",
                "ipsecpolicy.transform_protocol | \"ipsecpolicy\": {\"transform_protocol\": \"ah\"}",
                "ipsecpolicy.encapsulation_mode | \"ipsecpolicy\": {\"encapsulation_mode\": \"transport\"}",
                "tags: two tags have the key | \"tags\": [{\"key\": \"a\", \"value\": \"1\"}, {\"key\": \"a\", \"value\": \"2\"}]",
                "tags[0] | \"tags\": [{\"key\": \"\", \"value\": \"1\"}]",
                "ha_role: must be master on an active-active | \"ha_role\": \"slave\"",
                "ha_role: must be one of master, slave | \"ha_role\": \"main\"",
            })
    void aWrongFieldIsNamed(String expected, String member) {
        String more =
                member.contains("\"peer_subnets\"") ? member : "\"peer_subnets\": [\"192.168.44.0/24\"], " + member;
        refused(expected, create(SITE, SITE.eip1(), more + ","));
        assertThat(LAB.rows("vpn_connection WHERE gateway_id = '" + SITE.gateway() + "'"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sh0rt!",
                "alllowercase1",
                "NOLOWER!NOLOWER!",
                "Has\\\"Quote12",
                "Umläut123",
                "Tab\\tTab123",
                "Star*Star12",
                "Amp&Amp1234",
                "Nul\\u0000Nul12",
            })
    void aWrongPskIsRefusedWithoutRepeatingIt(String psk) {
        TestApi.Answer answer =
                create(SITE, SITE.eip1(), "\"peer_subnets\": [\"192.168.44.0/24\"], \"psk\": \"" + psk + "\",");
        refused("vpn_connection.psk: must be 8 to 128 characters", answer);
        assertThat(answer.body().toString()).doesNotContain(psk);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/24>192.168.1.0/24;10.0.0.0/24>192.168.2.0/24 | is the source of rule 1 too",
                "10.0.0.0/16>192.168.1.0/24;10.0.1.0/24>192.168.0.0/16 | overlaps rule 1",
                "10.0.0.0/24>192.168.0.0/16+192.168.3.0/24 | 192.168.0.0/16 and 192.168.3.0/24 overlap",
                "10.0.0.0/24>10.0.9.0/24 | lies in a local subnet",
                "10.0.0.0/24>100.64.0.0/24 | 100.64.0.0/10",
            })
    void overlappingRulesAreRefused(String rules, String expected) {
        refused(expected, create(SITE, SITE.eip1(), policy(rules)));
        assertThat(LAB.rows("policy_rule")).isZero();
    }

    @Test
    void sixRulesAreTooMany() {
        String rules = String.join(
                ";",
                IntStream.range(0, 6)
                        .mapToObj("10.0.%d.0/24>192.168.1.0/24"::formatted)
                        .toList());
        refused("vpn_connection.policy_rules: must have at most 5", create(SITE, SITE.eip1(), policy(rules)));
    }

    @Test
    void manyDestinationsAreRefusedUnread() {
        String many = "+192.168.1.0/24".repeat(20_000).substring(1);
        refused(
                "policy_rules[1].destination: must have at most 50 elements, not 20000",
                create(SITE, SITE.eip1(), policy("10.0.0.0/24>" + many + ";10.0.0.0/16>" + many)));
    }

    private static String policy(String rules) {
        List<String> objects = java.util.Arrays.stream(rules.split(";"))
                .map(rule -> rule.split(">"))
                .map(rule -> "{\"source\": \"%s\", \"destination\": [\"%s\"]}"
                        .formatted(rule[0], rule[1].replace("+", "\", \"")))
                .toList();
        return "\"style\": \"policy\", \"peer_subnets\": [\"192.168.44.0/24\"], \"policy_rules\": ["
                + String.join(",", objects) + "],";
    }

    @Test
    void policyRulesAreStoredInOrderAndNumbered() {
        String id = LAB.connect(
                SITE,
                SITE.eip2(),
                LAB.customerGateway("198.51.100.77"),
                policy("10.0.2.0/24>192.168.9.0/24+192.168.1.0/24;10.0.1.0/24>192.168.9.0/24"));
        var shown = LAB.shownConnection(id);
        assertThat(shown.get("style").stringValue()).isEqualTo("POLICY");
        assertThat(shown.has("enable_nqa")).isFalse();
        assertThat(shown.get("policy_rules").toString())
                .isEqualTo("[{\"rule_index\":1,\"source\":\"10.0.2.0/24\","
                        + "\"destination\":[\"192.168.9.0/24\",\"192.168.1.0/24\"]},"
                        + "{\"rule_index\":2,\"source\":\"10.0.1.0/24\",\"destination\":[\"192.168.9.0/24\"]}]");
        refused("overlap", LAB.call("PUT", "/vpn-connection/" + id, """
                        {"vpn_connection": {"policy_rules": [
                          {"source": "10.0.0.0/16", "destination": ["192.168.0.0/16"]},
                          {"source": "10.0.1.0/24", "destination": ["192.168.1.0/24"]}]}}"""));
        LAB.done(200, "PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"policy_rules": [{"source": "10.0.0.0/16", "destination": ["192.168.0.0/16"]}]}}""");
        assertThat(LAB.shownConnection(id).get("policy_rules").size()).isEqualTo(1);
        assertThat(LAB.agent.tunnel(id).steering())
                .isEqualTo(new Steering.Policy(
                        List.of(new PolicyRule(Prefix.parse("10.0.0.0/16"), List.of(Prefix.parse("192.168.0.0/16"))))));
        LAB.done(204, "DELETE", "/vpn-connection/" + id, "");
        LAB.agent.work();
        assertThat(LAB.rows("policy_rule")).isZero();
    }

    @Test
    void theRolesOfAStandbyGatewayFollowItsEips() {
        refused(
                "ha_role: must be master",
                create(STANDBY, STANDBY.eip1(), TestCloud.USUAL + "\"ha_role\": \"slave\","));
        refused("ha_role: must be slave", create(STANDBY, STANDBY.eip2(), TestCloud.USUAL));
        refused("ha_role: must be master", create(STANDBY, STANDBY.eip1(), TestCloud.USUAL));
    }

    @Test
    void theAddressMustBeOneOfTheGateway() {
        refused("vpn_connection.vgw_ip: must be the ID of an EIP", create(SITE, STANDBY.eip1(), TestCloud.USUAL));
        refused("vpn_connection.vgw_ip", create(SITE, "203.0.113.10", TestCloud.USUAL));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String nobody = "00000000-demo-a8df-va86-ca3fa348c36c";
        var noGateway =
                LAB.call("POST", "/vpn-connection", """
                {"vpn_connection": {%s "vgw_id": "%s", "vgw_ip": "%s", "cgw_id": "%s"}}""".formatted(TestCloud.USUAL, nobody, SITE.eip1(), CUSTOMER));
        assertThat(noGateway.status()).isEqualTo(404);
        var noCustomer = LAB.call(
                "POST", "/vpn-connection", """
                {"vpn_connection": {%s "vgw_id": "%s", "vgw_ip": "%s", "cgw_id": "%s"}}""".formatted(TestCloud.USUAL, SITE.gateway(), SITE.eip1(), nobody));
        assertThat(noCustomer.status()).isEqualTo(404);
    }

    @Test
    void whatIsNotBuiltYetSaysSo() {
        String more = "\"peer_subnets_v6\": [\"fd00::/64\"],";
        assertThat(create(SITE, SITE.eip1(), TestCloud.USUAL + more).status()).isEqualTo(501);
    }

    @Test
    void ofManyAtOnceToOnePeerOneIsMade() throws InterruptedException, ExecutionException {
        String peer = LAB.customerGateway("198.51.100.99");
        String body = TestCloud.connection(SITE, SITE.eip1(), peer, TestCloud.USUAL);
        List<Future<Integer>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(
                            () -> LAB.call("POST", "/vpn-connection", body).status()))
                    .toList();
        }
        int made = 0;
        for (Future<Integer> answer : answers) {
            made += answer.get() == 201 ? 1 : 0;
            assertThat(answer.get()).isIn(201, 400);
        }
        assertThat(made).isEqualTo(1);
        LAB.database.change(tx -> tx.execute("DELETE FROM vpn_connection WHERE peer_address = '198.51.100.99'"));
    }

    @Test
    void theDatabaseItselfRefusesASecondConnectionToAPeer() {
        String peer = LAB.customerGateway("198.51.100.98");
        String id = LAB.connect(SITE, SITE.eip1(), peer, TestCloud.USUAL);
        assertThat(violated("""
                INSERT INTO vpn_connection SELECT * FROM (SELECT (jsonb_populate_record(c, jsonb_build_object(
                    'id', gen_random_uuid(), 'slot', 200, 'created_at', now(), 'tunnel_network', '169.254.1.0/30',
                    'tunnel_local', '169.254.1.1', 'tunnel_peer', '169.254.1.2'))).* FROM vpn_connection c
                    WHERE id = '%s') AS copy""".formatted(id))).contains("already has a connection to the customer gateway");
        LAB.database.change(tx -> tx.execute("DELETE FROM vpn_connection WHERE id = ?::uuid", id));
    }

    private static String violated(String statement) {
        try {
            LAB.database.change(tx -> tx.execute(statement));
            return "";
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }
}
