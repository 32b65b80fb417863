package dev.causeway.controller.inventory;

import static dev.causeway.controller.inventory.InventoryApi.assertRefused;
import static dev.causeway.controller.inventory.InventoryApi.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EipApiTest {

    private static final InventoryApi API = new InventoryApi();

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void anEipIsShownWithItsBandwidth() {
        JsonNode made = API.createEip();
        String id = made.path("id").asString();
        JsonNode shown = ok(API.get("/publicips/" + id), "publicip");
        assertThat(shown).isEqualTo(made);
        assertThat(shown.path("status").asString()).isEqualTo("DOWN");
        assertThat(shown.path("type").asString()).isEqualTo("5_bgp");
        assertThat(shown.path("public_ip_address").asString()).startsWith("203.0.113.");
        assertThat(shown.path("ip_version").asInt()).isEqualTo(4);
        assertThat(shown.path("bandwidth_size").asInt()).isEqualTo(8);
        assertThat(shown.path("bandwidth_share_type").asString()).isEqualTo("PER");
        assertThat(shown.path("profile").isObject()).isTrue();
        JsonNode bandwidth =
                ok(API.get("/bandwidths/" + shown.path("bandwidth_id").asString()), "bandwidth");
        assertThat(bandwidth.path("size").asInt()).isEqualTo(8);
        assertThat(bandwidth.path("name").asString()).isEqualTo("b");
        assertThat(bandwidth.path("share_type").asString()).isEqualTo("PER");
        assertThat(bandwidth.path("charge_mode").asString()).isEqualTo("traffic");
        assertThat(bandwidth.path("publicip_info").get(0).path("publicip_id").asString())
                .isEqualTo(id);
    }

    @Test
    void anEipOfAGatewayIsActiveAndInUse() {
        String id = API.createEip().path("id").asString();
        var gateway = GatewayId.random();
        var node = NodeId.random();
        API.cloud.write(
                tx -> API.cloud.inventory.eips().bind(tx, TestInventory.PROJECT, EipId.parse(id), gateway, node));
        assertThat(ok(API.get("/publicips/" + id), "publicip").path("status").asString())
                .isEqualTo("ACTIVE");
        JsonNode third = ok(API.call("GET", "v3", "/eip/publicips/" + id, ""), "publicip");
        assertThat(third.path("associate_instance_type").asString()).isEqualTo("VPN");
        assertThat(third.path("associate_instance_id").asString()).isEqualTo(gateway.toString());
        assertRefused(API.delete("/publicips/" + id), 409).contains(gateway.toString());
        assertThat(API.call("POST", "v3", "/eip/publicips/" + id + "/disassociate-instance", "")
                        .status())
                .isEqualTo(200);
        API.cloud.database.change(tx -> API.cloud
                .inventory
                .eips()
                .release(tx, node)
                .ifPresent(eip -> API.cloud.inventory.eips().remove(tx, eip)));
        assertThat(ok(API.get("/publicips/" + id), "publicip").path("status").asString())
                .isEqualTo("DOWN");
        assertThat(API.delete("/publicips/" + id).status()).isEqualTo(204);
        assertRefused(API.get("/publicips/" + id), 404);
    }

    @Test
    void anEmptyChangeTakesAnEipFromItsGatewayAndARenamingDoesNot() {
        String id = API.createEip().path("id").asString();
        var node = NodeId.random();
        API.cloud.write(tx ->
                API.cloud.inventory.eips().bind(tx, TestInventory.PROJECT, EipId.parse(id), GatewayId.random(), node));
        assertThat(ok(API.put("/publicips/" + id, "{'publicip':{'alias':'a'}}"), "publicip")
                        .path("alias")
                        .asString())
                .isEqualTo("a");
        assertThat(leaving(id)).isFalse();
        ok(API.put("/publicips/" + id, "{'publicip':{'port_id':''}}"), "publicip");
        assertThat(leaving(id)).isTrue();
    }

    @Test
    void aBandwidthIsChangedInWhatIsNamedOnly() {
        String id = API.createEip().path("bandwidth_id").asString();
        JsonNode changed = ok(API.put("/bandwidths/" + id, "{'bandwidth':{'size':20}}"), "bandwidth");
        assertThat(changed.path("size").asInt()).isEqualTo(20);
        assertThat(changed.path("name").asString()).isEqualTo("b");
        changed = ok(API.put("/bandwidths/" + id, "{'bandwidth':{'name':'c','charge_mode':'bandwidth'}}"), "bandwidth");
        assertThat(changed.path("name").asString()).isEqualTo("c");
        assertThat(changed.path("charge_mode").asString()).isEqualTo("bandwidth");
        assertThat(changed.path("size").asInt()).isEqualTo(20);
        assertRefused(API.put("/bandwidths/" + id, "{'bandwidth':{}}"), 400).contains("bandwidth.name: is missing");
        assertRefused(API.put("/bandwidths/" + id, "{'bandwidth':{'size':0}}"), 400)
                .contains("bandwidth.size: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'bandwidth':{'size':1,'share_type':'PER'}}                                 | publicip: is missing
            {'publicip':{'type':'5_bgp'}}                                               | bandwidth: is missing
            {'publicip':{},'bandwidth':{'size':1,'share_type':'PER'}}                   | publicip.type: is missing
            {'publicip':{'type':'a b'},'bandwidth':{'size':1,'share_type':'PER'}}       | publicip.type: must have
            {'publicip':{'type':'5_bgp','ip_version':6},'bandwidth':{'size':1,'share_type':'PER'}} | publicip.ip_version: must be 4
            {'publicip':{'type':'5_bgp','port_id':'p'},'bandwidth':{'size':1,'share_type':'PER'}} | publicip.port_id: must be empty
            {'publicip':{'type':'5_bgp','ip_address':'x'},'bandwidth':{'size':1,'share_type':'PER'}} | publicip.ip_address: 'x'
            {'publicip':{'type':'5_bgp','ip_address':'192.0.2.1'},'bandwidth':{'size':1,'share_type':'PER'}} | publicip.ip_address: 192.0.2.1 is not an EIP address
            {'publicip':{'type':'5_bgp','alias':'a b'},'bandwidth':{'size':1,'share_type':'PER'}} | publicip.alias: must have
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':1}}                        | bandwidth.share_type: is missing
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':1,'share_type':'per'}}     | bandwidth.share_type: must be one of PER, WHOLE
            {'publicip':{'type':'5_bgp'},'bandwidth':{'share_type':'PER'}}              | bandwidth.size: is missing
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':2001,'share_type':'PER'}}  | bandwidth.size: must be a number from 1 to 2000
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':'1','share_type':'PER'}}   | bandwidth.size: must be a number
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':1,'share_type':'PER','charge_mode':'x'}} | bandwidth.charge_mode: must be one of bandwidth, traffic
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':1,'share_type':'PER','name':''}} | bandwidth.name: must have
            {'publicip':{'type':'5_bgp'},'bandwidth':{'size':1,'share_type':'PER'},'enterprise_project_id':'x'} | enterprise_project_id: must be
            """)
    void everyWrongFieldOfAnEipIsNamed(String body, String message) {
        int eips = API.cloud.rows("eip");
        int bandwidths = API.cloud.rows("bandwidth");
        assertRefused(API.post("/publicips", body), 400).contains(message);
        assertThat(API.cloud.rows("eip")).isEqualTo(eips);
        assertThat(API.cloud.rows("bandwidth")).isEqualTo(bandwidths);
    }

    @Test
    void aListCanBeFiltered() {
        JsonNode made = API.createEip();
        String id = made.path("id").asString();
        String address = made.path("public_ip_address").asString();
        assertThat(count("/publicips?id=" + id)).isEqualTo(1);
        assertThat(count("/publicips?public_ip_address=" + address)).isEqualTo(1);
        assertThat(count("/publicips?id=" + id + "&public_ip_address=203.0.113.1"))
                .isZero();
        assertThat(count("/publicips?port_id=x")).isZero();
        assertThat(count("/publicips?ip_version=6")).isZero();
        assertThat(count("/publicips?limit=1")).isEqualTo(1);
        JsonNode page =
                API.call("GET", "v3", "/eip/publicips?limit=1&id=" + id, "").body();
        assertThat(page.path("publicips").get(0).path("bandwidth").path("size").asInt())
                .isEqualTo(8);
        assertThat(page.path("page_info").has("next_marker")).isFalse();
        assertThat(ok(API.get("/bandwidths?share_type=WHOLE"), "bandwidths").size())
                .isZero();
    }

    private static int count(String path) {
        return ok(API.get(path), "publicips").size();
    }

    private static boolean leaving(String id) {
        return API.cloud
                .read(tx -> API.cloud.inventory.eips().find(tx, TestInventory.PROJECT, EipId.parse(id)))
                .binding()
                .orElseThrow()
                .leaving();
    }
}
