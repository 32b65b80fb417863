package dev.causeway.controller.inventory;

import static dev.causeway.controller.inventory.InventoryApi.assertRefused;
import static dev.causeway.controller.inventory.InventoryApi.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// EIPs as version 3 describes, lists and sorts them.
class EipV3ApiTest {

    private static final InventoryApi API = new InventoryApi();
    private static final List<String> IDS = new ArrayList<>();
    private static final GatewayId GATEWAY = GatewayId.random();

    /// Five EIPs, of which the third has a gateway and the fourth is described.
    @BeforeAll
    static void make() {
        for (int i = 0; i < 5; i++) {
            IDS.add(API.createEip().path("id").asString());
        }
        API.cloud.write(tx -> API.cloud
                .inventory
                .eips()
                .bind(tx, TestInventory.PROJECT, EipId.parse(IDS.get(2)), GATEWAY, NodeId.random()));
        describe(3, "{'publicip':{'alias':'front-door','description':'the office of \u00c5se'}}");
    }

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void anEipIsDescribedWithoutLosingWhatIsAbsent() {
        describe(0, "{'publicip':{'alias':'first','description':'one'}}");
        JsonNode changed = describe(0, "{'publicip':{'description':'another'}}");
        assertThat(changed.path("alias").asString()).isEqualTo("first");
        assertThat(changed.path("description").asString()).isEqualTo("another");
        describe(0, "{'publicip':{}}");
        describe(0, "{'publicip':{'alias':'renamed'}}");
        JsonNode shown = ok(call("GET", "/" + IDS.get(0), ""), "publicip");
        assertThat(shown.path("alias").asString()).isEqualTo("renamed");
        assertThat(shown.path("description").asString()).isEqualTo("another");
        assertThat(ok(API.get("/publicips/" + IDS.get(0)), "publicip")
                        .path("alias")
                        .asString())
                .isEqualTo("renamed");
        assertThat(list("id=" + IDS.get(0)).get(0)).isEqualTo(shown);
        describe(0, "{'publicip':{'alias':'','description':''}}");
        assertThat(list("description=another")).isEmpty();
    }

    @Test
    void whatAnEipIsBoundToIsNotChangedHere() {
        assertRefused(call("PUT", "/" + IDS.get(0), "{'publicip':{'associate_instance_id':'x'}}"), 400)
                .contains("publicip.associate_instance_id: ");
        assertRefused(call("PUT", "/" + IDS.get(0), "{'publicip':{'description':'<'}}"), 400)
                .contains("publicip.description: ");
        assertRefused(call("PUT", "/" + EipId.random(), "{'publicip':{'alias':'x'}}"), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "alias=front-door, 3",
        "alias_like=t-d, 3",
        "alias_like=%25, ''",
        "description=the%20office%20of%20%C3%85se, 3",
        "description=nowhere&description=the%20office%20of%20%C3%85se, 3",
        "status=ACTIVE, 2",
        "status=ERROR, ''",
        "associate_instance_type=VPN, 2",
        "bandwidth.size=8&status=ACTIVE, 2",
        "bandwidth.size=9, ''",
        "type=EIP&status=ACTIVE, 2",
        "vnic.port_id=x, ''",
        "public_ipv6_address_like=x, ''",
        "enterprise_project_id=0&enterprise_project_id=all_granted_eps&alias=front-door, 3",
    })
    void aListHoldsWhatWasAskedFor(String query, String which) {
        List<String> wanted = which.isEmpty() ? List.of() : List.of(IDS.get(Integer.parseInt(which)));
        assertThat(ids(list(query))).isEqualTo(wanted);
    }

    @Test
    void aListEndsForWhoCountsAndForWhoFollowsMarkers() {
        List<String> counted = new ArrayList<>();
        for (List<JsonNode> page = list("limit=2&offset=0"); !page.isEmpty(); ) {
            counted.addAll(ids(page));
            assertThat(counted).hasSizeLessThanOrEqualTo(5);
            page = list("limit=2&offset=" + counted.size());
        }
        assertThat(counted).containsExactlyElementsOf(IDS.stream().sorted().toList());
        assertThat(walk("sort_key=created_at&sort_dir=desc")).containsExactlyElementsOf(IDS.reversed());
    }

    @Test
    void aListIsSorted() {
        assertThat(walk("sort_key=created_at")).containsExactlyElementsOf(IDS);
        assertThat(walk("sort_key=public_ip_address&sort_dir=desc")).containsExactlyElementsOf(IDS.reversed());
        assertThat(walk("sort_dir=desc"))
                .containsExactlyElementsOf(IDS.stream().sorted().toList().reversed());
        assertRefused(call("GET", "?sort_key=public_border_group", ""), 400).contains("sort_key: must be one of id");
        assertRefused(call("GET", "?sort_dir=up", ""), 400).contains("sort_dir: ");
        assertRefused(call("GET", "?offset=-1", ""), 400).contains("offset: ");
        assertRefused(call("GET", "?billing_mode=prePaid", ""), 501).contains("billing_mode");
    }

    @Test
    void onlyTheMembersAskedForAreShown() {
        JsonNode shown = ok(call("GET", "/" + IDS.get(1) + "?fields=id&fields=status,alias", ""), "publicip");
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder("id", "status", "alias");
        assertThat(list("fields=id").getFirst().propertyNames()).containsExactly("id");
    }

    /// All identifiers, page by page.
    private static List<String> walk(String query) {
        List<String> all = new ArrayList<>();
        JsonNode page = call("GET", "?limit=2&" + query, "").body();
        while (true) {
            all.addAll(ids(page.path("publicips").valueStream().toList()));
            assertThat(all).hasSizeLessThanOrEqualTo(5);
            if (!page.path("page_info").has("next_marker")) {
                return all;
            }
            String marker = page.at("/page_info/next_marker").asString();
            page = call("GET", "?limit=2&marker=" + marker + "&" + query, "").body();
        }
    }

    private static JsonNode describe(int index, String body) {
        return ok(call("PUT", "/" + IDS.get(index), body), "publicip");
    }

    private static List<JsonNode> list(String query) {
        return ok(call("GET", "?" + query, ""), "publicips").valueStream().toList();
    }

    private static List<String> ids(List<JsonNode> eips) {
        return eips.stream().map(eip -> eip.path("id").asString()).toList();
    }

    private static TestApi.Answer call(String method, String rest, String body) {
        return API.call(method, "v3", "/eip/publicips" + rest, body);
    }
}
