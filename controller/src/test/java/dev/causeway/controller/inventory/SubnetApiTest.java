package dev.causeway.controller.inventory;

import static dev.causeway.controller.inventory.InventoryApi.assertRefused;
import static dev.causeway.controller.inventory.InventoryApi.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.NodeId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.document.ThingReport.Phase;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SubnetApiTest {

    private static final InventoryApi API = new InventoryApi();

    private final String vpc = API.createVpc("10.0.0.0/16").path("id").asString();

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void aSubnetIsShownAsItWasMade() {
        var body = "{'subnet':{'name':'front','cidr':'10.0.3.0/24','gateway_ip':'10.0.3.254','vpc_id':'" + vpc
                + "','dnsList':['192.0.2.1','192.0.2.2','192.0.2.3'],'availability_zone':'az2','dhcp_enable':false,"
                + "'description':'d','ipv6_enable':false}}";
        JsonNode made = ok(API.post("/subnets", body), "subnet");
        JsonNode shown = ok(API.get("/subnets/" + made.path("id").asString()), "subnet");
        assertThat(shown).isEqualTo(made);
        assertThat(shown.path("gateway_ip").asString()).isEqualTo("10.0.3.254");
        assertThat(shown.path("vpc_id").asString()).isEqualTo(vpc);
        assertThat(shown.path("dnsList").size()).isEqualTo(3);
        assertThat(shown.path("primary_dns").asString()).isEqualTo("192.0.2.1");
        assertThat(shown.path("secondary_dns").asString()).isEqualTo("192.0.2.2");
        assertThat(shown.path("availability_zone").asString()).isEqualTo("az2");
        assertThat(shown.path("dhcp_enable").asBoolean()).isFalse();
        assertThat(shown.path("ipv6_enable").asBoolean()).isFalse();
        assertThat(shown.path("neutron_subnet_id").asString()).hasSize(36);
        assertThat(shown.path("extra_dhcp_opts").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'primary_dns':'192.0.2.9'                                              | 9 2 3
            'secondary_dns':'192.0.2.9'                                            | 1 9 3
            'primary_dns':''                                                       | 2 3
            'secondary_dns':''                                                     | 1 3
            'primary_dns':'192.0.2.8','secondary_dns':'192.0.2.9'                  | 8 9 3
            'primary_dns':'','secondary_dns':'192.0.2.9'                           | 9 3
            'primary_dns':null,'secondary_dns':null,'dnsList':null                 | 1 2 3
            'dnsList':['192.0.2.9']                                                | 9
            'dnsList':['192.0.2.9'],'primary_dns':'192.0.2.1'                      | 9
            'dnsList':['192.0.2.1','192.0.2.2','192.0.2.3'],'primary_dns':'192.0.2.9' | 9 2 3
            'dnsList':[]                                                           | ''
            """, quoteCharacter = '"')
    void aChangeOfOneDnsServerLeavesTheOthers(String members, String left) {
        String made = ok(
                        API.post(
                                "/subnets",
                                "{'subnet':{'name':'s','cidr':'10.0.7.0/24','gateway_ip':'10.0.7.1','vpc_id':'" + vpc
                                        + "','dnsList':['192.0.2.1','192.0.2.2','192.0.2.3']}}"),
                        "subnet")
                .path("id")
                .asString();
        String path = "/vpcs/" + vpc + "/subnets/" + made;
        JsonNode changed = ok(API.put(path, "{'subnet':{" + members + "}}"), "subnet");
        assertThat(changed.path("dnsList").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(Stream.of(left.replace("''", "").split(" ", -1))
                        .filter(each -> !each.isEmpty())
                        .map(each -> "192.0.2." + each)
                        .toList());
        assertThat(API.delete(path).status()).isEqualTo(204);
    }

    @Test
    void whatIsSentBackAsItWasReadChangesNothing() {
        String id = API.createSubnet(vpc, "10.0.8.0/24", "10.0.8.1").path("id").asString();
        ok(API.put("/vpcs/" + vpc + "/subnets/" + id, "{'subnet':{'secondary_dns':'192.0.2.1'}}"), "subnet");
        JsonNode eip = API.createEip();
        Map<String, String> all = Map.of(
                "/subnets/" + id, "subnet",
                "/vpcs/" + vpc, "vpc",
                "/publicips/" + eip.path("id").asString(), "publicip",
                "/bandwidths/" + eip.path("bandwidth_id").asString(), "bandwidth");
        all.forEach((path, name) -> {
            JsonNode read = ok(API.get(path), name);
            String changed = name.equals("subnet") ? "/vpcs/" + vpc + path : path;
            ok(API.put(changed, "{\"%s\": %s}".formatted(name, read)), name);
            assertThat(withoutTime(ok(API.get(path), name))).isEqualTo(withoutTime(read));
        });
    }

    private static JsonNode withoutTime(JsonNode read) {
        return read.deepCopy().asObject().without("updated_at");
    }

    @Test
    void aSubnetIsChangedInWhatIsNamedOnly() {
        String id = API.createSubnet(vpc, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        String path = "/vpcs/" + vpc + "/subnets/" + id;
        JsonNode changed = ok(
                API.put(path, "{'subnet':{'name':'other','primary_dns':'192.0.2.9','dhcp_enable':false}}"), "subnet");
        assertThat(changed.path("name").asString()).isEqualTo("other");
        assertThat(changed.path("dnsList").toString()).isEqualTo("[\"192.0.2.9\"]");
        assertThat(changed.path("dhcp_enable").asBoolean()).isFalse();
        changed = ok(API.put(path, "{'subnet':{'dnsList':[]}}"), "subnet");
        assertThat(changed.path("dnsList").isEmpty()).isTrue();
        assertThat(changed.path("name").asString()).isEqualTo("other");
        var otherVpc = API.createVpc("10.0.0.0/16").path("id").asString();
        assertRefused(API.put("/vpcs/" + otherVpc + "/subnets/" + id, "{'subnet':{'name':'x'}}"), 404);
        assertRefused(API.delete("/vpcs/" + otherVpc + "/subnets/" + id), 404);
    }

    @Test
    void aSubnetInUseIsNotDeleted() {
        String id = API.createSubnet(vpc, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        var node = Holder.node(NodeId.random());
        API.cloud.write(tx -> API.cloud.inventory.addresses().allocate(tx, SubnetId.parse(id), node));
        assertRefused(API.delete("/vpcs/" + vpc + "/subnets/" + id), 409).contains("in use");
        API.cloud.database.change(tx -> API.cloud.inventory.addresses().free(tx, node));
        assertThat(API.delete("/vpcs/" + vpc + "/subnets/" + id).status()).isEqualTo(204);
        assertRefused(API.get("/subnets/" + id), 404);
        assertRefused(API.delete("/vpcs/" + vpc + "/subnets/" + id), 404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1'                            | subnet.name: is missing
            'name':'s','gateway_ip':'10.0.1.1'                                      | subnet.cidr: is missing
            'name':'s','cidr':'10.0.1.0/24'                                         | subnet.gateway_ip: is missing
            'name':'s','cidr':'10.1.1.0/24','gateway_ip':'10.1.1.1'                 | subnet.cidr: 10.1.1.0/24 does not lie in
            'name':'s','cidr':'10.0.0.0/15','gateway_ip':'10.0.1.1'                 | subnet.cidr: 10.0.0.0/15 does not lie in
            'name':'s','cidr':'10.0.1.0/29','gateway_ip':'10.0.1.1'                 | subnet.cidr: must lie in
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.2.1'                 | subnet.gateway_ip: 10.0.2.1 is not a usable
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.0'                 | subnet.gateway_ip: 10.0.1.0 is not a usable
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.255'               | subnet.gateway_ip: 10.0.1.255 is not a usable
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'x'                        | subnet.gateway_ip: 'x' is not an IPv4
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','ipv6_enable':true | subnet.ipv6_enable: must be false
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','dhcp_enable':1 | subnet.dhcp_enable: must be true or false
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','dnsList':['x'] | subnet.dnsList[0]: 'x' is not
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','primary_dns':'x' | subnet.primary_dns: 'x' is not
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','secondary_dns':1 | subnet.secondary_dns: must be a string
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','availability_zone':'az9' | subnet.availability_zone: must be one of az1
            'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1','description':'>' | subnet.description: must have
            """)
    void everyWrongFieldOfASubnetIsNamed(String fields, String message) {
        int before = API.cloud.rows("subnet");
        assertRefused(API.post("/subnets", "{'subnet':{'vpc_id':'" + vpc + "'," + fields + "}}"), 400)
                .contains(message);
        assertThat(API.cloud.rows("subnet")).isEqualTo(before);
    }

    @Test
    void aSubnetNeedsAVpc() {
        var fields = "'name':'s','cidr':'10.0.1.0/24','gateway_ip':'10.0.1.1'";
        assertRefused(API.post("/subnets", "{'subnet':{" + fields + "}}"), 400).contains("subnet.vpc_id: is missing");
        assertRefused(API.post("/subnets", "{'subnet':{" + fields + ",'vpc_id':'x'}}"), 400)
                .contains("subnet.vpc_id: must be an ID");
        var nobody = NodeId.random();
        assertRefused(API.post("/subnets", "{'subnet':{" + fields + ",'vpc_id':'" + nobody + "'}}"), 404)
                .contains(nobody.toString());
    }

    @Test
    void anOverlappingSubnetIsRefused() {
        API.createSubnet(vpc, "10.0.1.0/24", "10.0.1.1");
        var fields = "'name':'s','cidr':'10.0.0.0/20','gateway_ip':'10.0.1.1','vpc_id':'" + vpc + "'";
        assertRefused(API.post("/subnets", "{'subnet':{" + fields + "}}"), 400)
                .contains("subnet.cidr: 10.0.0.0/20 overlaps subnet");
    }

    @Test
    void aWorkloadComesAndGoesWithItsAddress() {
        String subnet =
                API.createSubnet(vpc, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        var made = API.workload("POST", "", "{'subnet_id':'" + subnet + "','name':'web'}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("address").asString()).isEqualTo("10.0.1.2");
        assertThat(made.body().path("status").asString()).isEqualTo("PENDING_CREATE");
        assertThat(made.body().path("namespace_suffix").asString()).isEqualTo("w-" + vpc.substring(0, 8) + "-web");
        API.report(vpc, API.generation(vpc), Phase.APPLIED);
        JsonNode listed = API.workload("GET", "", "").body().path("workloads");
        assertThat(listed.get(0).path("status").asString()).isEqualTo("ACTIVE");
        assertRefused(API.delete("/vpcs/" + vpc + "/subnets/" + subnet), 409).contains("workload");
        assertRefused(API.workload("POST", "", "{'subnet_id':'" + subnet + "','name':'web'}"), 400)
                .contains("name: ");
        assertRefused(API.workload("POST", "", "{'subnet_id':'" + subnet + "','name':'b','address':'10.0.1.2'}"), 400)
                .contains("10.0.1.2 is in use");
        assertRefused(API.workload("POST", "", "{'subnet_id':'x','name':'A','address':'x'}"), 400)
                .contains("subnet_id: ")
                .contains("name: ")
                .contains("address: ");
        long before = API.generation(vpc);
        assertThat(API.workload("DELETE", "/web", "").status()).isEqualTo(204);
        assertThat(API.generation(vpc)).isGreaterThan(before);
        assertThat(API.delete("/vpcs/" + vpc + "/subnets/" + subnet).status()).isEqualTo(204);
    }

    @Test
    void workloadsAreTheOperatorsOnly() {
        String path = "/admin/v1/projects/" + TestInventory.PROJECT + "/workloads";
        assertRefused(API.api.call(TestInventory.PROJECT, "GET", path, ""), 403);
    }
}
