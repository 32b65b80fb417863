package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused, by which code, and that nothing remains of it.
class P2cGatewayRulesTest {

    private static final String ALL = "/p2c-vpn-gateways";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final TestCloud LAB = new TestCloud();
    private static final VpcId VPC = LAB.vpc("10.0.0.0/16");
    private static final SubnetId SUBNET = LAB.subnet(VPC, "10.0.1.0/24");

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static TestApi.Answer create(String more) {
        return create(VPC.toString(), SUBNET.toString(), more);
    }

    private static TestApi.Answer create(String vpc, String subnet, String more) {
        return LAB.call(
                "POST",
                ALL,
                "{\"p2c_vpn_gateway\": {%s \"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}"
                        .formatted(more, vpc, subnet));
    }

    private static void refused(int status, String code, String text, TestApi.Answer answer) {
        assertThat(answer.body().get("error_code").stringValue())
                .as("%s", answer.body())
                .isEqualTo(code);
        assertThat(answer.body().get("error_msg").stringValue()).startsWith(text);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String brought(String eip) {
        return "\"eip\": {\"id\": \"" + eip + "\"},";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "max_connection_number": 501,                   | VPN.0504 | max_connection_number
            "availability_zone_ids": ["az1"],               | VPN.0514 | availability_zone_ids
            "availability_zone_ids": ["az1", "az2", "az3"], | VPN.0514 | availability_zone_ids
            "availability_zone_ids": ["az1", "az1"],        | VPN.0515 | availability_zone_ids
            "eip": {"type": "5_bgp", "bandwidth_size": 1001}, | VPN.0550 | eip.bandwidth_size
            "eip": {"type": "5 bgp", "bandwidth_size": 10}, | VPN.0556 | eip.type
            "eip": {"type": "", "bandwidth_size": 10},      | VPN.0556 | eip.type
            "eip": {},                                      | VPN.0558 | eip.type
            "eip": {"type": "5_bgp"},                       | VPN.0558 | eip.bandwidth_size
            "eip": {"bandwidth_size": 10},                  | VPN.0558 | eip.type
            "eip": {"id": "00000000-0000-0000-0000-000000000000", "type": "5_bgp"}, | VPN.0559 | eip.type
            "name": "with.period",                          | VPN.0001 | name
            "name": "",                                     | VPN.0001 | name
            "flavor": "Professional2",                      | VPN.0001 | flavor
            "max_connection_number": 0,                     | VPN.0001 | max_connection_number
            "max_connection_number": "10",                  | VPN.0001 | max_connection_number
            "availability_zone_ids": ["az1", "az9"],        | VPN.0001 | availability_zone_ids
            "eip": {"type": "5_bgp", "bandwidth_size": 0},  | VPN.0001 | eip.bandwidth_size
            "eip": {"type": "5_bgp", "bandwidth_size": 10, "charge_mode": "95peak"}, | VPN.0001 | eip.charge_mode
            "eip": 7,                                       | VPN.0001 | eip
            "enterprise_project_id": "x",                   | VPN.0001 | enterprise_project_id
            "tags": [{"key": "a"}, {"key": "a"}],           | VPN.0001 | tags
            """)
    void namesWhatIsWrong(String member, String code, String path) {
        long before = LAB.rows("p2c_gateway") + LAB.rows("eip") + LAB.rows("subnet_address");
        TestApi.Answer answer = create(member);
        refused(400, code, "", answer);
        assertThat(answer.body()
                        .get("violations")
                        .valueStream()
                        .map(one -> one.get("path").stringValue()))
                .contains("p2c_vpn_gateway." + path);
        assertThat(LAB.rows("p2c_gateway") + LAB.rows("eip") + LAB.rows("subnet_address"))
                .isEqualTo(before);
    }

    @Test
    void theVpcMustBeThere() {
        refused(400, "VPN.0500", "VPC " + NOBODY + " is not found.", create(NOBODY, SUBNET.toString(), ""));
    }

    @Test
    void theSubnetMustBeThere() {
        refused(400, "VPN.0501", "Interconnection subnet " + NOBODY + " is not", create(VPC.toString(), NOBODY, ""));
    }

    @Test
    void theSubnetMustHaveAnAddressLeft() {
        VpcId vpc = LAB.vpc("10.0.0.0/16");
        SubnetId small = LAB.subnet(vpc, "10.0.2.0/28");
        for (int i = 0; i < 13; i++) {
            assertThat(create(vpc.toString(), small.toString(), "").status()).isEqualTo(201);
        }
        refused(400, "VPN.0502", "Interconnection subnet " + small, create(vpc.toString(), small.toString(), ""));
    }

    @Test
    void theSubnetMustBelongToTheVpc() {
        SubnetId other = LAB.subnet(LAB.vpc("10.0.0.0/16"), "10.0.1.0/24");
        refused(
                400,
                "VPN.0503",
                "Interconnection subnet %s does not belong to the VPC %s.".formatted(other, VPC),
                create(VPC.toString(), other.toString(), ""));
    }

    @Test
    void whatIsAnotherProjectsIsNotFound() {
        var other = ProjectId.random();
        var answer = LAB.callAs(
                other,
                "POST",
                ALL,
                "{\"p2c_vpn_gateway\": {\"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}".formatted(VPC, SUBNET));
        refused(400, "VPN.0500", "VPC", answer);
    }

    @Test
    void aHostMustServeTheZone() {
        try (var lab = new TestCloud()) {
            VpcId vpc = lab.vpc("10.0.0.0/16");
            SubnetId subnet = lab.subnet(vpc, "10.0.1.0/24");
            lab.database.change(tx -> tx.execute("DELETE FROM host_zone WHERE zone = 'az2'"));
            var answer = lab.call("POST", ALL, """
                    {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                      "availability_zone_ids": ["az2", "az1"]}}""".formatted(vpc, subnet));
            refused(400, "VPN.0505", "Gateway resources are insufficient.", answer);
            assertThat(lab.rows("p2c_gateway")).isZero();
        }
    }

    @Test
    void theProjectMayHaveSoManyAtMost() {
        try (var lab = new TestCloud()) {
            VpcId vpc = lab.vpc("10.0.0.0/16");
            SubnetId subnet = lab.subnet(vpc, "10.0.1.0/24");
            lab.database.change(tx -> tx.execute(
                    "INSERT INTO project_quota (project_id, type, quota) VALUES (?, 'p2c_vpn_gateway', 1)",
                    lab.project.value()));
            String body =
                    "{\"p2c_vpn_gateway\": {\"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}".formatted(vpc, subnet);
            lab.done(201, "POST", ALL, body);
            refused(400, "VPN.0513", "Insufficient gateway quota.", lab.call("POST", ALL, body));
            assertThat(lab.done(200, "GET", "/vpn/quotas", "").toString()).doesNotContain("p2c");
        }
    }

    @Test
    void ofTwoCallersAtOnceOneHasTheLastOfTheQuota() throws Exception {
        try (var lab = new TestCloud()) {
            VpcId vpc = lab.vpc("10.0.0.0/16");
            SubnetId subnet = lab.subnet(vpc, "10.0.1.0/24");
            lab.database.change(tx -> tx.execute(
                    "INSERT INTO project_quota (project_id, type, quota) VALUES (?, 'p2c_vpn_gateway', 1)",
                    lab.project.value()));
            String body =
                    "{\"p2c_vpn_gateway\": {\"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}".formatted(vpc, subnet);
            assertThat(together(() -> lab.call("POST", ALL, body).status())).containsExactly(201, 400);
            assertThat(lab.rows("p2c_gateway")).isEqualTo(1);
        }
    }

    @Test
    void ofTwoCallersAtOnceOneHasTheEip() throws Exception {
        String eip = LAB.eip().toString();
        assertThat(together(() -> create(brought(eip)).status())).containsExactly(201, 400);
        assertThat(LAB.rows("eip WHERE id = '" + eip + "' AND node_id IS NOT NULL"))
                .isEqualTo(1);
    }

    @Test
    void ofTwoCallersAtOnceOneGivesTheGatewayItsEip() throws Exception {
        String path = ALL + "/" + create("").body().at("/p2c_vpn_gateway/id").stringValue();
        LAB.agent.work();
        assertThat(together(() -> bind(path, LAB.eip().toString()).status())).containsExactly(200, 400);
    }

    @Test
    void takingTheEipAwayAndChangingTheGatewayDoNotHinderEachOther() throws Exception {
        String eip = LAB.eip().toString();
        String path = ALL + "/"
                + create(brought(eip)).body().at("/p2c_vpn_gateway/id").stringValue();
        LAB.agent.work();
        String publicIp = "/" + LAB.project + "/publicips/" + eip;
        String bandwidth = LAB.callAt("GET", "/v1" + publicIp, "")
                .body()
                .at("/publicip/bandwidth_id")
                .stringValue();
        for (int i = 0; i < 5; i++) {
            int size = 10 + i;
            assertThat(together(List.of(
                            () -> bind(path, eip).status(),
                            () -> LAB.callAt("PUT", "/v1" + publicIp, "{\"publicip\": {\"port_id\": \"\"}}")
                                    .status(),
                            () -> LAB.callAt(
                                            "PUT",
                                            "/v1/" + LAB.project + "/bandwidths/" + bandwidth,
                                            "{\"bandwidth\": {\"size\": " + size + "}}")
                                    .status())))
                    .containsExactly(200, 200, 200);
        }
    }

    /// Runs it twice at once.
    private static List<Integer> together(Callable<Integer> work) throws Exception {
        return together(List.of(work, work));
    }

    private static List<Integer> together(List<Callable<Integer>> works) throws Exception {
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> each : threads.invokeAll(works)) {
                results.add(each.get());
            }
            return results.stream().sorted().toList();
        }
    }

    private static TestApi.Answer bind(String path, String eip) {
        return LAB.call("PUT", path, "{\"p2c_vpn_gateway\": {\"eip_id\": \"" + eip + "\"}}");
    }

    @Test
    void anEipMustBeThere() {
        refused(400, "VPN.0551", "EIP " + NOBODY + " is not found.", create(brought(NOBODY)));
        String path = ALL + "/" + create("").body().at("/p2c_vpn_gateway/id").stringValue();
        LAB.agent.work();
        refused(400, "VPN.0551", "EIP", bind(path, NOBODY));
        String foreign = LAB.eipOf(ProjectId.random()).toString();
        refused(400, "VPN.0551", "EIP " + foreign, bind(path, foreign));
    }

    @Test
    void anEipMustBeFree() {
        String eip = LAB.eip().toString();
        assertThat(create(brought(eip)).status()).isEqualTo(201);
        refused(400, "VPN.0553", "EIP " + eip + " has been bound to an instance.", create(brought(eip)));
        refused(400, "VPN.0553", "EIP", create(brought(LAB.gateway("").eip1())));
    }

    @Test
    void anEipMustHaveItsBandwidthForItself() {
        String shared = LAB.callAt("POST", "/v2.0/" + LAB.project + "/bandwidths", """
                        {"bandwidth": {"name": "all", "size": 10}}""")
                .body()
                .at("/bandwidth/id")
                .stringValue();
        String eip = LAB.eip().toString();
        assertThat(share(shared, eip).status()).isEqualTo(200);
        refused(400, "VPN.0554", "EIP " + eip + " does not have exclusive bandwidth.", create(brought(eip)));
        String bound = LAB.eip().toString();
        assertThat(create(brought(bound)).status()).isEqualTo(201);
        TestApi.Answer answer = share(shared, bound);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString())
                .contains("bandwidth.publicip_info[0].publicip_id: EIP " + bound + " serves gateway");
    }

    private static TestApi.Answer share(String bandwidth, String eip) {
        return LAB.callAt("POST", "/v2.0/" + LAB.project + "/bandwidths/" + bandwidth + "/insert", """
                {"bandwidth": {"publicip_info": [{"publicip_id": "%s"}]}}""".formatted(eip));
    }

    @Test
    void anEipOfTheTenantMayNotHaveMoreThanTheGatewayCarries() {
        String eip = LAB.callAt("POST", "/v1/" + LAB.project + "/publicips", """
                        {"publicip": {"type": "5_bgp"}, "bandwidth": {"name": "b", "size": 1001, "share_type": "PER"}}""")
                .body()
                .at("/publicip/id")
                .stringValue();
        refused(400, "VPN.0550", "The EIP bandwidth exceeds", create(brought(eip)));
    }

    @Test
    void anAddressMustBeLeftForANewEip() {
        try (var lab = TestCloud.ofSegment("203.0.113.0/28")) {
            VpcId vpc = lab.vpc("10.0.0.0/16");
            SubnetId subnet = lab.subnet(vpc, "10.0.1.0/24");
            String body = """
                    {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                      "eip": {"type": "5_bgp", "bandwidth_size": 5}}}""".formatted(vpc, subnet);
            int made = 0;
            TestApi.Answer answer = lab.call("POST", ALL, body);
            while (answer.status() == 201) {
                made++;
                answer = lab.call("POST", ALL, body);
            }
            assertThat(made).isEqualTo(5);
            refused(400, "VPN.0557", "EIPs of the type 5_bgp have been sold out.", answer);
            assertThat(lab.rows("p2c_gateway")).isEqualTo(5);
        }
    }

    @Test
    void theProjectMayHaveSoManyEipsAtMost() {
        try (var lab = new TestCloud()) {
            VpcId vpc = lab.vpc("10.0.0.0/16");
            SubnetId subnet = lab.subnet(vpc, "10.0.1.0/24");
            lab.database.change(tx -> tx.execute(
                    "INSERT INTO project_quota (project_id, type, quota) VALUES (?, 'publicIp', 0)",
                    lab.project.value()));
            var answer = lab.call("POST", ALL, """
                    {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s",
                      "eip": {"type": "5_bgp", "bandwidth_size": 5}}}""".formatted(vpc, subnet));
            refused(400, "VPN.0560", "EIP quota not enough.", answer);
            assertThat(lab.rows("p2c_gateway")).isZero();
        }
    }

    @Test
    void aGatewayMustBeThere() {
        String path = ALL + "/" + NOBODY;
        refused(404, "VPN.0509", "The gateway does not exist.", LAB.call("GET", path, ""));
        refused(404, "VPN.0509", "The gateway does not exist.", bind(path, NOBODY));
        refused(404, "VPN.0509", "The gateway does not exist.", LAB.call("DELETE", path, ""));
        assertThat(LAB.call("GET", ALL + "/x", "").status()).isEqualTo(400);
    }

    @Test
    void whatIsUsedIsNotDeleted() {
        VpcId vpc = LAB.vpc("10.0.0.0/16");
        SubnetId subnet = LAB.subnet(vpc, "10.0.1.0/24");
        assertThat(create(vpc.toString(), subnet.toString(), "").status()).isEqualTo(201);
        assertThat(LAB.callAt("DELETE", "/v1/" + LAB.project + "/vpcs/" + vpc + "/subnets/" + subnet, "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aCreationIsDoneOnceForItsToken() {
        String body = "{\"p2c_vpn_gateway\": {\"vpc_id\": \"%s\", \"connect_subnet\": \"%s\"}}".formatted(VPC, SUBNET);
        String token = UUID.randomUUID().toString();
        String first =
                LAB.callWith("X-Client-Token", token, "POST", ALL, body).body().toString();
        long before = LAB.rows("p2c_gateway");
        assertThat(LAB.callWith("X-Client-Token", token, "POST", ALL, body)
                        .body()
                        .toString())
                .isEqualTo(first);
        assertThat(LAB.rows("p2c_gateway")).isEqualTo(before);
        refused(400, "VPN.0001", "", LAB.callWith("X-Client-Token", token, "POST", ALL, body + " "));
    }
}
