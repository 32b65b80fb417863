package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
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
            List.of("vpc", "subnet", "subnet_address", "workload", "eip", "bandwidth", "resource_tag", "document");

    private static InventoryApi api;
    private static String vpc;
    private static String other;
    private static String subnet;

    @BeforeContainer
    static void start() {
        api = new InventoryApi();
        vpc = api.createVpc("10.0.0.0/8").path("id").asString();
        other = api.createVpc("10.0.0.0/8").path("id").asString();
        subnet = api.createSubnet(vpc, "10.0.0.0/24", "10.0.0.1").path("id").asString();
    }

    @AfterContainer
    static void close() {
        for (String table : List.of("vpc", "subnet", "eip", "workload", "resource_tag")) {
            assertThat(api.cloud.rows(table))
                    .as("right bodies are among them: %s", table)
                    .isGreaterThan(2);
        }
        api.close();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void vpcs(@ForAll("vpcBodies") Object body) {
        check(Map.of("vpc", body), json -> api.post("/vpcs", json));
        check(Map.of("vpc", body), json -> api.put("/vpcs/" + other, json));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void subnets(@ForAll("subnetBodies") Object body) {
        check(Map.of("subnet", body), json -> api.post("/subnets", json));
        check(Map.of("subnet", body), json -> api.put("/vpcs/" + vpc + "/subnets/" + subnet, json));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void eips(@ForAll("eipBodies") Object body) {
        check(body, json -> api.post("/publicips", json));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void workloads(@ForAll("workloadBodies") Object body) {
        check(body, json -> api.workload("POST", "", json));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void tags(@ForAll("tagBodies") Object body) {
        check(body, json -> api.call("POST", "v2.0", "/subnets/" + subnet + "/tags/action", json));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
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
                "enterprise_project_id", enterpriseProjects()));
    }

    @Provide
    Arbitrary<Object> subnetBodies() {
        var octets = Arbitraries.integers().between(0, 255);
        return octets.flatMap(second -> octets.flatMap(third -> subnetBodies("10.%d.%d.".formatted(second, third))));
    }

    private static Arbitrary<Object> subnetBodies(String network) {
        return object(Map.of(
                "name", texts(),
                "description", texts(),
                "cidr", mostly(Arbitraries.of(network + "0/24", network + "64/27"), networks()),
                "gateway_ip", mostly(Arbitraries.just(network + "65"), addresses()),
                "vpc_id", mostly(Arbitraries.just(vpc), Arbitraries.of(vpc.replace('a', 'b'), "", "x")),
                "dnsList", servers().list().ofMaxSize(6),
                "primary_dns", servers(),
                "secondary_dns", servers(),
                "dhcp_enable", Arbitraries.of(true, false),
                "availability_zone", mostly(Arbitraries.of("", "az1"), Arbitraries.of("az9"))));
    }

    @Provide
    Arbitrary<Object> eipBodies() {
        var address = object(Map.of(
                "type", texts(),
                "ip_address", mostly(Arbitraries.just(""), addresses()),
                "ip_version", mostly(Arbitraries.just(4), Arbitraries.of(5, 6, "4")),
                "alias", texts(),
                "port_id", mostly(Arbitraries.just(""), texts())));
        var rate = object(Map.of(
                "size", mostly(Arbitraries.of(1, 8, 2000), Arbitraries.of(0, 2001, -1, 1L << 40, 1.5, "8")),
                "name", texts(),
                "share_type", mostly(Arbitraries.just("PER"), Arbitraries.of("WHOLE", "per")),
                "charge_mode", mostly(Arbitraries.of("traffic", "bandwidth"), Arbitraries.just("x"))));
        return object(Map.of("publicip", address, "bandwidth", rate, "enterprise_project_id", enterpriseProjects()));
    }

    @Provide
    Arbitrary<Object> workloadBodies() {
        return object(Map.of(
                "subnet_id", mostly(Arbitraries.just(subnet), Arbitraries.of(vpc, "", "x")),
                "name", texts(),
                "address", addresses()));
    }

    @Provide
    Arbitrary<Object> tagBodies() {
        return object(Map.of(
                "action", Arbitraries.of("create", "delete", ""),
                "tags", object(Map.of("key", texts(), "value", texts())).list().ofMaxSize(22)));
    }

    @Provide("texts")
    static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        8,
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .numeric()
                                .ofMinLength(1)
                                .ofMaxLength(24)),
                Tuple.of(
                        1,
                        Arbitraries.of("5_bgp", "net-1", "0", "", " ", "\u0000", "<", "ä", "\uD800", "a".repeat(65))),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(300)));
    }

    private static <T> Arbitrary<T> mostly(Arbitrary<? extends T> right, Arbitrary<? extends T> odd) {
        return Arbitraries.frequencyOf(
                Tuple.of(12, right.map(value -> (T) value)), Tuple.of(1, odd.map(value -> (T) value)));
    }

    private static Arbitrary<String> servers() {
        return mostly(Arbitraries.of("192.0.2.1", "192.0.2.2"), addresses());
    }

    private static Arbitrary<String> enterpriseProjects() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of("0", UUID.randomUUID().toString())),
                Tuple.of(1, Arbitraries.of("", "1", "all_granted_eps")));
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
                .between(15, 29)
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
                    Tuple.of(40, member.getValue().asGeneric()),
                    Tuple.of(1, Arbitraries.of(1, true, "x", List.of(), List.of(1), Map.of(), Map.of("a", "b"))));
            object = object.flatMap(sofar -> value.injectNull(0.05).map(next -> with(sofar, member.getKey(), next)));
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
        String counts = TABLES.stream()
                .map(table -> "SELECT (SELECT count(*) FROM " + table + ")")
                .collect(Collectors.joining(" UNION ALL "));
        return api.cloud.read(tx -> tx.createQuery(counts).mapTo(Integer.class).list());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
