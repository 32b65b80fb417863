package dev.causeway.controller.inventory;

import static dev.causeway.controller.inventory.InventoryApi.assertRefused;
import static dev.causeway.controller.inventory.InventoryApi.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SharedBandwidthApiTest {

    private static final InventoryApi API = new InventoryApi();

    @AfterAll
    static void close() {
        API.close();
    }

    private static TestApi.Answer call(String method, String rest, String body) {
        return API.call(method, "v2.0", "/bandwidths" + rest, body);
    }

    private static String shared() {
        TestApi.Answer made = call("POST", "", "{'bandwidth':{'name':'all','size':100}}");
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return made.body().at("/bandwidth/id").stringValue();
    }

    private static String eip() {
        return API.createEip().path("id").asString();
    }

    private static String members(String... ids) {
        StringBuilder list = new StringBuilder();
        for (String id : ids) {
            list.append(list.isEmpty() ? "" : ",").append("{'publicip_id':'%s'}".formatted(id));
        }
        return "'publicip_info':[%s]".formatted(list);
    }

    private static TestApi.Answer insert(String bandwidth, String... ids) {
        return call("POST", "/" + bandwidth + "/insert", "{'bandwidth':{%s}}".formatted(members(ids)));
    }

    private static TestApi.Answer remove(String bandwidth, String... ids) {
        return call(
                "POST",
                "/" + bandwidth + "/remove",
                "{'bandwidth':{'size':7,'charge_mode':'traffic',%s}}".formatted(members(ids)));
    }

    private static JsonNode shown(String eip) {
        return ok(API.get("/publicips/" + eip), "publicip");
    }

    @Test
    void isMadeShownAndDeleted() {
        String id = shared();
        JsonNode shown = ok(API.get("/bandwidths/" + id), "bandwidth");
        assertThat(shown.path("share_type").asString()).isEqualTo("WHOLE");
        assertThat(shown.path("name").asString()).isEqualTo("all");
        assertThat(shown.path("size").asInt()).isEqualTo(100);
        assertThat(shown.path("charge_mode").asString()).isEqualTo("bandwidth");
        assertThat(shown.path("publicip_info")).isEmpty();
        assertThat(shown.path("bandwidth_type").asString()).isEqualTo("share");
        assertThat(shown.path("public_border_group").asString()).isEqualTo("center");
        assertThat(ok(API.get("/bandwidths?share_type=WHOLE"), "bandwidths").toString())
                .contains(id);
        assertThat(call("DELETE", "/" + id, "").status()).isEqualTo(204);
        assertRefused(API.get("/bandwidths/" + id), 404);
        assertRefused(call("DELETE", "/" + id, ""), 404);
    }

    @Test
    void eipsGoInWithoutTheirOwnAndComeOutWithOneAgain() {
        String id = shared();
        String first = eip();
        String second = eip();
        String own = shown(first).path("bandwidth_id").asString();
        JsonNode bandwidth = ok(insert(id, first, second), "bandwidth");
        assertThat(bandwidth.path("publicip_info")).hasSize(2);
        assertThat(shown(first).path("bandwidth_id").asString()).isEqualTo(id);
        assertThat(shown(first).path("bandwidth_share_type").asString()).isEqualTo("WHOLE");
        assertThat(shown(second).path("bandwidth_size").asInt()).isEqualTo(100);
        assertRefused(API.get("/bandwidths/" + own), 404);
        assertRefused(call("DELETE", "/" + id, ""), 409).contains("is in use by EIP");
        assertThat(remove(id, first).status()).isEqualTo(204);
        assertThat(shown(first).path("bandwidth_size").asInt()).isEqualTo(7);
        assertThat(shown(first).path("bandwidth_share_type").asString()).isEqualTo("PER");
        assertThat(API.delete("/publicips/" + second).status()).isEqualTo(204);
        assertThat(call("DELETE", "/" + id, "").status()).isEqualTo(204);
    }

    @Test
    void changesAndItsEipsWithIt() {
        String id = shared();
        String member = eip();
        ok(insert(id, member), "bandwidth");
        JsonNode changed =
                ok(call("PUT", "/" + id, "{'bandwidth':{'name':'more','size':150},'extendParam':{}}"), "bandwidth");
        assertThat(changed.path("name").asString()).isEqualTo("more");
        assertThat(changed.path("size").asInt()).isEqualTo(150);
        assertThat(changed.path("bandwidth_type").asString()).isEqualTo("share");
        assertThat(changed).isEqualTo(ok(API.get("/bandwidths/" + id), "bandwidth"));
        assertThat(shown(member).path("bandwidth_size").asInt()).isEqualTo(150);
        assertRefused(call("PUT", "/" + id, "{'bandwidth':{'size':2001}}"), 400)
                .contains("bandwidth.size: must be a number from 1 to 2000, not 2001");
        assertRefused(call("PUT", "/" + BandwidthId.random(), "{'bandwidth':{'size':7}}"), 404);
    }

    @Test
    void oneOfAnEipAloneIsOfNoSharedType() {
        JsonNode own =
                ok(API.get("/bandwidths/" + shown(eip()).path("bandwidth_id").asString()), "bandwidth");
        assertThat(own.has("bandwidth_type")).isFalse();
        assertThat(own.has("public_border_group")).isFalse();
    }

    @Test
    void anEipCanBeMadeInOne() {
        String id = shared();
        JsonNode made = ok(
                API.post(
                        "/publicips",
                        "{'publicip':{'type':'5_bgp'},'bandwidth':{'share_type':'WHOLE','id':'%s'}}".formatted(id)),
                "publicip");
        assertThat(made.path("bandwidth_id").asString()).isEqualTo(id);
        assertThat(made.path("bandwidth_share_type").asString()).isEqualTo("WHOLE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'share_type':'WHOLE'}                                                          | bandwidth.id: is missing
            {'share_type':'WHOLE','id':'x'}                                                 | bandwidth.id: must be an ID
            {'share_type':'WHOLE','size':1,'id':'134f9fb1-0000-4000-8000-2040a5c13325'}     | bandwidth.size: must not stand beside id
            {'share_type':'WHOLE','id':'134f9fb1-0000-4000-8000-2040a5c13325'}              | bandwidth.id: the project has no shared bandwidth
            {'share_type':'PER','size':1,'id':'134f9fb1-0000-4000-8000-2040a5c13325'}       | bandwidth.id: must be absent
            """)
    void anEipIsNotMadeInWhatIsNotShared(String bandwidth, String message) {
        int eips = API.cloud.rows("eip");
        assertRefused(API.post("/publicips", "{'publicip':{'type':'5_bgp'},'bandwidth':%s}".formatted(bandwidth)), 400)
                .contains(message);
        assertThat(API.cloud.rows("eip")).isEqualTo(eips);
    }

    @Test
    void anEipIsNotMadeInTheBandwidthOfAnother() {
        String own = shown(eip()).path("bandwidth_id").asString();
        assertRefused(
                        API.post(
                                "/publicips",
                                "{'publicip':{'type':'5_bgp'},'bandwidth':{'share_type':'WHOLE','id':'%s'}}"
                                        .formatted(own)),
                        400)
                .contains("bandwidth.id: the project has no shared bandwidth");
    }

    @Test
    void whatDoesNotFitIsNamedAndNothingIsMoved() {
        String id = shared();
        String one = eip();
        String another = eip();
        String nobody = EipId.random().toString();
        String own = shown(one).path("bandwidth_id").asString();
        ok(insert(id, another), "bandwidth");
        assertRefused(insert(id, one, another), 400)
                .contains("bandwidth.publicip_info[1].publicip_id: ", "is in the shared bandwidth");
        assertRefused(insert(id, one, nobody), 400)
                .contains("bandwidth.publicip_info[1].publicip_id: ", "is not found");
        assertRefused(insert(id, one, one), 400).contains("bandwidth.publicip_info[1].publicip_id: ", "is named twice");
        assertRefused(insert(id), 400).contains("bandwidth.publicip_info: ");
        assertRefused(insert(own, eip()), 400).contains("belongs to one EIP and cannot be shared");
        assertRefused(insert(BandwidthId.random().toString(), one), 404);
        assertRefused(remove(BandwidthId.random().toString(), one), 404);
        assertRefused(remove(id, another, one), 400)
                .contains("bandwidth.publicip_info[1].publicip_id: ", "is not in bandwidth");
        assertRefused(remove(own, one), 400).contains("cannot be shared");
        assertRefused(call("DELETE", "/" + own, ""), 400).contains("belongs to an EIP");
        assertThat(shown(one).path("bandwidth_id").asString()).isEqualTo(own);
        assertThat(shown(another).path("bandwidth_id").asString()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'size':5}                                           | bandwidth.name: is missing
            {'name':'b'}                                         | bandwidth.size: is missing
            {'name':'b','size':2001}                             | bandwidth.size: must be a number from 1 to 2000
            {'name':'b','size':5,'charge_mode':'95peak_plus'}    | bandwidth.charge_mode: must be one of
            {'name':'b','size':5,'bandwidth_type':'bgp'}         | bandwidth.bandwidth_type: must be share, not "bgp"
            {'name':'b','size':5,'public_border_group':'edge'}   | bandwidth.public_border_group: must be center, not "edge"
            """)
    void everyWrongFieldOfOneIsNamed(String bandwidth, String message) {
        assertRefused(call("POST", "", "{'bandwidth':%s}".formatted(bandwidth)), 400)
                .contains(message);
    }
}
