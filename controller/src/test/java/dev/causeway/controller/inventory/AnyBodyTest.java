package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a body says, the answer is a success or a refusal, and a refusal leaves nothing behind.
class AnyBodyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TABLES =
            List.of("vpc", "subnet", "subnet_address", "workload", "eip", "bandwidth", "inventory_tag", "document");

    private static InventoryApi api;
    private static String vpc;
    private static String subnet;

    @BeforeContainer
    static void start() {
        api = new InventoryApi();
        vpc = api.createVpc("10.0.0.0/8").path("id").asString();
        subnet = api.createSubnet(vpc, "10.0.0.0/24", "10.0.0.1").path("id").asString();
    }

    @AfterContainer
    static void close() {
        assertThat(api.cloud.rows("vpc")).as("right bodies are among them").isGreaterThan(10);
        api.close();
    }

    @Property(tries = 150)
    void vpcs(@ForAll("vpcBodies") Object body) {
        check(Map.of("vpc", body), json -> api.post("/vpcs", json));
        check(Map.of("vpc", body), json -> api.put("/vpcs/" + vpc, json));
    }

    @Property(tries = 150)
    void subnets(@ForAll("subnetBodies") Object body) {
        check(Map.of("subnet", body), json -> api.post("/subnets", json));
        check(Map.of("subnet", body), json -> api.put("/vpcs/" + vpc + "/subnets/" + subnet, json));
    }

    @Property(tries = 150)
    void eips(@ForAll("eipBodies") Object body) {
        check(body, json -> api.post("/publicips", json));
    }

    @Property(tries = 100)
    void workloads(@ForAll("workloadBodies") Object body) {
        check(body, json -> api.workload("POST", "", json));
    }

    @Property(tries = 100)
    void tags(@ForAll("tagBodies") Object body) {
        check(body, json -> api.call("POST", "v2.0", "/subnets/" + subnet + "/tags/action", json));
    }

    @Property(tries = 150)
    void parameters(@ForAll("texts") String value, @ForAll("parameterNames") String name) {
        String encoded = encoded(value);
        for (String path : List.of("/vpcs", "/subnets", "/publicips", "/bandwidths")) {
            refusedOrDone(api.get(path + "?" + name + "=" + encoded));
            if (!value.isEmpty()) {
                refusedOrDone(api.get(path + "/" + encoded));
                refusedOrDone(api.call("GET", "v2.0", path + "/" + encoded + "/tags", ""));
            }
        }
    }

    @Provide
    Arbitrary<Object> vpcBodies() {
        return object(Map.of(
                "name", texts(),
                "description", texts(),
                "cidr", networks(),
                "enterprise_project_id", texts()));
    }

    @Provide
    Arbitrary<Object> subnetBodies() {
        return object(Map.of(
                "name", texts(),
                "description", texts(),
                "cidr", networks(),
                "gateway_ip", addresses(),
                "vpc_id", Arbitraries.of(vpc, "00000000-0000-0000-0000-000000000000", "", "x"),
                "dnsList", addresses().list().ofMaxSize(7),
                "primary_dns", addresses(),
                "secondary_dns", addresses(),
                "dhcp_enable", Arbitraries.of(true, false),
                "availability_zone", Arbitraries.of("", "az1", "az9")));
    }

    @Provide
    Arbitrary<Object> eipBodies() {
        var address = object(Map.of(
                "type", texts(),
                "ip_address", addresses(),
                "ip_version", Arbitraries.of(4, 5, 6, "4"),
                "alias", texts(),
                "port_id", texts()));
        var rate = object(Map.of(
                "size", Arbitraries.of(0, 1, 8, 2000, 2001, -1, 1L << 40, 1.5, "8"),
                "name", texts(),
                "share_type", Arbitraries.of("PER", "PER", "PER", "WHOLE", "per"),
                "charge_mode", Arbitraries.of("traffic", "bandwidth", "x")));
        return object(Map.of("publicip", address, "bandwidth", rate, "enterprise_project_id", texts()));
    }

    @Provide
    Arbitrary<Object> workloadBodies() {
        return object(Map.of(
                "subnet_id", Arbitraries.of(subnet, vpc, "", "x"),
                "name", texts(),
                "address", addresses()));
    }

    @Provide
    Arbitrary<Object> tagBodies() {
        return object(Map.of(
                "action", Arbitraries.of("create", "delete", ""),
                "tags", object(Map.of("key", texts(), "value", texts())).list().ofMaxSize(22)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "5_bgp", "net-1", "0", "", " ", "\u0000", "<", "ä", "\uD800", "a".repeat(65)),
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(24));
    }

    @Provide
    Arbitrary<String> parameterNames() {
        return Arbitraries.of(
                "limit",
                "marker",
                "id",
                "vpc_id",
                "enterprise_project_id",
                "public_ip_address",
                "private_ip_address",
                "share_type",
                "ip_version");
    }

    private static Arbitrary<String> networks() {
        var small = Arbitraries.integers().between(0, 255);
        var network = small.flatMap(second -> small.flatMap(third -> Arbitraries.integers()
                .between(8, 32)
                .map(length -> Prefix.around(Ipv4.parse("10." + second + "." + third + ".0"), length)
                        .toString())));
        return Arbitraries.frequencyOf(
                Tuple.of(6, network),
                Tuple.of(1, Arbitraries.of("", "10.0.0.0", "10.0.0.1/8", "0.0.0.0/0", "::/0", "300.0.0.0/8", "1/99")));
    }

    private static Arbitrary<String> addresses() {
        var octet = Arbitraries.integers().between(0, 256);
        return Arbitraries.frequencyOf(
                Tuple.of(6, octet.flatMap(third -> octet.map(last -> "10.0." + third % 2 + "." + last))),
                Tuple.of(1, Arbitraries.of("", "::1", "x", "203.0.113.77", "10.0.0.01")));
    }

    /// An object that has each member usually right, sometimes of a wrong type, sometimes not at all.
    private static Arbitrary<Object> object(Map<String, Arbitrary<?>> members) {
        Arbitrary<Map<String, Object>> object = Arbitraries.just(Map.of());
        for (var member : members.entrySet()) {
            Arbitrary<Object> value = Arbitraries.frequencyOf(
                    Tuple.of(12, member.getValue().asGeneric()),
                    Tuple.of(1, Arbitraries.of(1, true, "x", List.of(), List.of(1), Map.of(), Map.of("a", "b"))));
            object = object.flatMap(sofar -> value.injectNull(0.1).map(next -> with(sofar, member.getKey(), next)));
        }
        return object.map(all -> all);
    }

    private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        if (value != null) {
            more.put(name, value);
        }
        return more;
    }

    private interface Send {
        TestApi.Answer send(String json);
    }

    private static void check(Object body, Send send) {
        List<Integer> before = rows();
        var answer = send.send(JSON.writeValueAsString(body));
        refusedOrDone(answer);
        if (answer.status() >= 400) {
            assertThat(rows()).as("%s left by %s", answer.body(), body).isEqualTo(before);
        }
    }

    private static void refusedOrDone(TestApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201, 204, 400, 404, 409, 501);
    }

    private static List<Integer> rows() {
        List<Integer> rows = new ArrayList<>();
        TABLES.forEach(table -> rows.add(api.cloud.rows(table)));
        return rows;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
