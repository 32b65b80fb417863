package dev.causeway.controller.inventory;

import static dev.causeway.controller.inventory.InventoryApi.assertRefused;
import static dev.causeway.controller.inventory.InventoryApi.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.VpcId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tags set and taken away one by one.
class SingleTagTest {

    private static final InventoryApi API = new InventoryApi();

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void aTagIsSetChangedAndTakenAway() {
        String vpc = API.createVpc("10.0.0.0/16").path("id").asString();
        String subnet =
                API.createSubnet(vpc, "10.0.1.0/24", "10.0.1.1").path("id").asString();
        String eip = API.createEip().path("id").asString();
        for (String path : List.of("/vpcs/" + vpc, "/subnets/" + subnet, "/publicips/" + eip)) {
            set(path, "team", "net");
            set(path, "action", "none");
            set(path, "team", "vpn");
            assertThat(shown(path))
                    .hasToString("[{\"key\":\"action\",\"value\":\"none\"},{\"key\":\"team\",\"value\":\"vpn\"}]");
            assertThat(call("DELETE", path + "/tags/team", "").status()).isEqualTo(204);
            assertRefused(call("DELETE", path + "/tags/team", ""), 404);
            assertThat(call("DELETE", path + "/tags/action", "").status()).isEqualTo(204);
            assertThat(shown(path)).isEmpty();
        }
    }

    @Test
    void whatNoTagCanBeIsRefused() {
        String path = "/vpcs/" + API.createVpc("10.0.0.0/16").path("id").asString();
        assertRefused(call("POST", path + "/tags", "{}"), 400).contains("tag: is missing");
        assertRefused(call("POST", path + "/tags", "{'tag':{'key':'a=b'}}"), 400)
                .contains("tag.key: ");
        assertRefused(call("POST", "/vpcs/" + VpcId.random() + "/tags", "{'tag':{'key':'a'}}"), 404);
        for (int i = 0; i < 20; i++) {
            set(path, "key" + i, "");
        }
        assertRefused(call("POST", path + "/tags", "{'tag':{'key':'one-more'}}"), 400)
                .contains("at most 20");
        set(path, "key0", "changed");
    }

    private static void set(String path, String key, String value) {
        TestApi.Answer answer = call("POST", path + "/tags", "{'tag':{'key':'%s','value':'%s'}}".formatted(key, value));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
    }

    private static JsonNode shown(String path) {
        return ok(call("GET", path + "/tags", ""), "tags");
    }

    private static TestApi.Answer call(String method, String rest, String body) {
        return API.call(method, "v2.0", rest, body);
    }
}
