package dev.causeway.controller.access;

import static dev.causeway.controller.access.TestAccess.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.clientgateway.P2cRows;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.Reach;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Access policies, by calls over HTTP, and the question what they open.
class PoliciesTest {

    private static final TestAccess LAB = new TestAccess();

    private final TestAccess.Server server = LAB.server(10);
    private final String staff = server.group("staff");

    @AfterAll
    static void close() {
        LAB.close();
    }

    private TestApi.Answer create(String destinations) {
        return server.call("POST", "/access-policies", """
                {"access_policy": {"name": "p", "user_group_id": "%s", "dest_ip_cidrs": %s}}""".formatted(staff, destinations));
    }

    private List<Access.Policy> onHost(String group) {
        return ((Access.ByPassword) server.document().access())
                .groups().stream()
                        .filter(each -> each.id().toString().equals(group))
                        .findFirst()
                        .orElseThrow()
                        .policies();
    }

    private JsonNode ask(String user, String destination) {
        return server.done(200, "POST", "/access-policies/simulate", """
                {"user_id": "%s", "destination": "%s"}""".formatted(user, destination));
    }

    @Test
    void aPolicyIsMadeShownAndChanged() {
        JsonNode made = server.done(201, "POST", "/access-policies", """
                {"access_policy": {"name": "Policy 1", "user_group_id": "%s", "description": "d",
                 "dest_ip_cidrs": ["10.0.1.0/24", "192.168.0.0/16"]}}""".formatted(staff));
        String id = made.at("/access_policy/id").stringValue();
        JsonNode shown = server.done(200, "GET", "/access-policies/" + id, "").get("access_policy");
        assertThat(shown.get("name").stringValue()).isEqualTo("Policy 1");
        assertThat(shown.get("type").stringValue()).isEqualTo("Custom");
        assertThat(shown.get("user_group_id").stringValue()).isEqualTo(staff);
        assertThat(shown.get("user_group_name").stringValue()).isEqualTo("staff");
        assertThat(shown.get("dest_ip_cidrs"))
                .extracting(JsonNode::stringValue)
                .containsExactly("10.0.1.0/24", "192.168.0.0/16");
        assertThat(onHost(staff))
                .extracting(Access.Policy::destinations)
                .containsExactly(List.of(Prefix.parse("10.0.1.0/24"), Prefix.parse("192.168.0.0/16")));

        long before = server.generation();
        String same = """
                {"access_policy": {"name": "renamed", "user_group_id": "%s", "description": "",
                 "dest_ip_cidrs": ["10.0.1.0/24", "192.168.0.0/16"]}}""".formatted(staff);
        assertThat(server.done(200, "PUT", "/access-policies/" + id, same)
                        .at("/access_policy/name")
                        .stringValue())
                .isEqualTo("renamed");
        assertThat(server.generation()).isEqualTo(before);
        String group = server.defaultGroup();
        JsonNode changed = server.done(200, "PUT", "/access-policies/" + id, """
                {"access_policy": {"user_group_id": "%s", "dest_ip_cidrs": ["10.0.2.0/30"]}}""".formatted(group))
                .get("access_policy");
        assertThat(changed.get("user_group_name").stringValue()).isEqualTo("default");
        assertThat(changed.get("name").stringValue()).isEqualTo("renamed");
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(onHost(staff)).isEmpty();
        assertThat(onHost(group)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.1/24", "10.0.1.0/33", "10.0.1.0", "nothing", "", "::/0", "10.0.1.1/30"})
    void oddDestinationsAreRefused(String destination) {
        TestApi.Answer answer = create("[\"10.0.2.0/24\", \"" + destination + "\"]");
        refused(answer, P2cCode.DESTINATION_INVALID);
        assertThat(answer.body().get("error_msg").stringValue())
                .startsWith("The destination CIDR block " + destination + " is invalid.");
        assertThat(answer.body().at("/violations/0/path").stringValue()).isEqualTo("access_policy.dest_ip_cidrs[1]");
    }

    @Test
    void destinationsAreOneToTenAndEachOnce() {
        refused(create("[]"), "access_policy.dest_ip_cidrs");
        refused(create("null"), "access_policy.dest_ip_cidrs");
        refused(create("[\"10.0.1.0/24\", \"10.0.1.0/24\"]"), P2cCode.DESTINATION_TWICE);
        List<String> eleven =
                IntStream.range(0, 11).mapToObj(i -> "\"10.0." + i + ".0/24\"").toList();
        refused(create(eleven.toString()), P2cCode.TOO_MANY_DESTINATIONS);
        assertThat(create(eleven.subList(0, 10).toString()).status()).isEqualTo(201);
    }

    @Test
    void aPolicyIsForAGroupOfTheServer() {
        String foreign = LAB.server(10).group("staff");
        for (String group : List.of(foreign, UUID.randomUUID().toString())) {
            refused(server.call("POST", "/access-policies", """
                    {"access_policy": {"name": "p", "user_group_id": "%s", "dest_ip_cidrs": ["10.0.1.0/24"]}}""".formatted(group)), P2cCode.GROUP_MISSING);
        }
        refused(server.call("POST", "/access-policies", "{\"access_policy\": {}}"), "access_policy.name");
    }

    @Test
    void anUnknownPolicyIsMissing() {
        String none = UUID.randomUUID().toString();
        refused(server.call("GET", "/access-policies/" + none, ""), P2cCode.POLICY_MISSING);
        refused(server.call("DELETE", "/access-policies/" + none, ""), P2cCode.POLICY_MISSING);
        refused(server.call("PUT", "/access-policies/" + none, "{\"access_policy\": {}}"), P2cCode.POLICY_MISSING);
    }

    @Test
    void aServerHasAHundredAndListsThemInPages() {
        for (int i = 0; i < 100; i++) {
            server.policy(staff, "10.0.1.0/24");
        }
        refused(create("[\"10.0.1.0/24\"]"), P2cCode.TOO_MANY_POLICIES);
        JsonNode page = server.done(200, "GET", "/access-policies?limit=60", "");
        assertThat(page.get("total_count").intValue()).isEqualTo(100);
        JsonNode last = server.done(
                200,
                "GET",
                "/access-policies?limit=60&marker="
                        + page.at("/page_info/next_marker").stringValue(),
                "");
        assertThat(last.get("access_policies")).hasSize(40);
        assertThat(last.get("page_info").has("next_marker")).isFalse();
    }

    @Test
    void aDeletedPolicyOpensNothing() {
        String policy = server.policy(staff, "10.0.1.0/24");
        long before = server.generation();
        assertThat(server.call("DELETE", "/access-policies/" + policy, "").status())
                .isEqualTo(204);
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(onHost(staff)).isEmpty();
    }

    @Test
    void aRepeatedRequestMakesOnePolicy() {
        String token = UUID.randomUUID().toString();
        String body =
                "{\"access_policy\": {\"name\": \"p\", \"user_group_id\": \"%s\", \"dest_ip_cidrs\": [\"10.0.1.0/24\"]}}"
                        .formatted(staff);
        LAB.done(201, LAB.once(server, token, "/access-policies", body));
        LAB.done(201, LAB.once(server, token, "/access-policies", body));
        assertThat(onHost(staff)).hasSize(1);
    }

    @Test
    void whatAUserReachesIsToldBeforehand() {
        String alice = server.user("alice", ", \"user_group_id\": \"" + staff + "\"");
        String bob = server.user("bobby");
        assertThat(ask(alice, "10.0.1.20").get("allowed").booleanValue()).isFalse();
        assertThat(ask(alice, "10.0.1.20").get("reason").stringValue()).contains("no access policy");
        String policy = server.policy(staff, "10.0.1.0/24", "192.168.0.0/16");
        JsonNode allowed = ask(alice, "10.0.1.20");
        assertThat(allowed.get("allowed").booleanValue()).isTrue();
        assertThat(allowed.get("policy_id").stringValue()).isEqualTo(policy);
        for (String closed : List.of("10.0.2.20", "192.168.0.1", "172.16.0.6", P2cRows.NODE_ADDRESS)) {
            JsonNode answer = ask(alice, closed);
            assertThat(answer.get("allowed").booleanValue()).as(closed).isFalse();
            assertThat(answer.has("policy_id")).isFalse();
            assertThat(answer.get("reason").stringValue()).isNotEmpty();
        }
        assertThat(ask(bob, "10.0.1.20").get("allowed").booleanValue()).isFalse();
        refused(
                server.call(
                        "POST",
                        "/access-policies/simulate",
                        "{\"user_id\": \"%s\", \"destination\": \"10.0.0.1\"}".formatted(UUID.randomUUID())),
                P2cCode.USER_MISSING);
        refused(
                server.call(
                        "POST",
                        "/access-policies/simulate",
                        "{\"user_id\": \"%s\", \"destination\": \"x\"}".formatted(alice)),
                "destination");
    }

    /// The document is what hosts open addresses by.
    @Test
    void whatIsToldBeforehandIsWhatTheDocumentOpens() {
        String alice = server.user("alice", ", \"user_group_id\": \"" + staff + "\"");
        server.policy(staff, "10.0.1.0/28", "10.0.2.0/30", "11.0.0.0/8");
        server.policy(staff, "10.0.1.8/29", "10.0.0.0/25");
        var reach = new Reach(List.of(Prefix.parse("10.0.0.0/16")), onHost(staff));
        for (String address : List.of(
                "10.0.0.0", "10.0.0.127", "10.0.0.128", "10.0.1.7", "10.0.1.12", "10.0.1.16", "10.0.2.3", "11.0.0.1")) {
            JsonNode answer = ask(alice, address);
            Optional<AccessPolicyId> policy = reach.opening(Ipv4.parse(address));
            assertThat(answer.get("allowed").booleanValue()).as(address).isEqualTo(policy.isPresent());
            assertThat(answer.path("policy_id").stringValue(""))
                    .as(address)
                    .isEqualTo(policy.map(AccessPolicyId::toString).orElse(""));
        }
    }
}
