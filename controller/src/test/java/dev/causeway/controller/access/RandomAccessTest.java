package dev.causeway.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.Mutation;
import dev.causeway.controller.web.TestApi;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/// Whatever is sent about users, groups and policies: the answer is never an internal error, and what is refused leaves
/// nothing behind.
class RandomAccessTest {

    private static final TestAccess LAB = new TestAccess();
    private static final TestAccess.Server SERVER = LAB.server(500);
    private static final String GROUP = SERVER.group("staff");
    private static final String USER = SERVER.user("alice");
    private static final String POLICY = SERVER.policy(GROUP, "10.0.1.0/24");

    private static final List<String> TABLES =
            List.of("client_user", "user_group", "access_policy", "ended_session", "document");

    private static final String NEW_USER = """
            {"name": "bobby", "password": "Abcd_1234", "description": "d", "user_group_id": "%s",
             "user_group_name": "staff", "static_ip": "172.16.0.5"}""".formatted(GROUP);

    @AfterContainer
    static void close() {
        LAB.close();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofUsers(@ForAll long seed) {
        check("POST", "/users", new Mutation(seed).of("{\"user\": " + NEW_USER + "}"));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofBatches(@ForAll long seed) {
        String other = NEW_USER.replace("bobby", "carol").replace("172.16.0.5", "disable");
        check("POST", "/users/batch-create", new Mutation(seed).of("{\"users\": [" + NEW_USER + "," + other + "]}"));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofChangesOfUsers(@ForAll long seed) {
        check("PUT", "/users/" + USER, new Mutation(seed).of("{\"user\": " + NEW_USER + "}"));
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void ofPasswords(@ForAll long seed) {
        check("PUT", "/users/" + USER + "/password", new Mutation(seed).of("""
                {"old_password": "Wrong_123", "new_password": "Abcd_1235"}"""));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofLists(@ForAll long seed, @ForAll boolean adding) {
        String body = "{\"users\": [{\"id\": \"%s\"}, {\"id\": \"%s\"}]}".formatted(USER, GROUP);
        check("POST", adding ? "/groups/" + GROUP + "/add-users" : "/users/batch-delete", new Mutation(seed).of(body));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void ofGroups(@ForAll long seed, @ForAll boolean changing) {
        String body = new Mutation(seed).of("{\"user_group\": {\"name\": \"crew\", \"description\": \"d\"}}");
        check(changing ? "PUT" : "POST", changing ? "/groups/" + GROUP : "/groups", body);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void ofPolicies(@ForAll long seed, @ForAll boolean changing) {
        String body = new Mutation(seed).of("""
                {"access_policy": {"name": "p", "user_group_id": "%s", "description": "d",
                 "dest_ip_cidrs": ["10.0.1.0/24", "192.168.0.0/16"]}}""".formatted(GROUP));
        check(changing ? "PUT" : "POST", changing ? "/access-policies/" + POLICY : "/access-policies", body);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void ofQuestions(@ForAll long seed) {
        check("POST", "/access-policies/simulate", new Mutation(seed).of("""
                {"user_id": "%s", "destination": "10.0.1.20"}""".formatted(USER)));
    }

    private static void check(String method, String path, String body) {
        Map<String, Long> before = counts();
        TestApi.Answer answer = SERVER.call(method, path, body);
        assertThat(answer.status())
                .as("%s %s gave %s", method, body, answer.body())
                .isIn(200, 201, 400, 404);
        if (answer.status() >= 400) {
            assertThat(counts()).as("after %s", answer.body()).isEqualTo(before);
        } else {
            remove("/users", "users", USER);
            remove("/access-policies", "access_policies", POLICY);
            remove("/groups", "user_groups", GROUP);
            assertThat(counts()).isEqualTo(before);
        }
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        TABLES.forEach(table -> counts.put(table, LAB.rows(table)));
        return counts;
    }

    /// Removes what a call has made, so that each call meets the same world.
    private static void remove(String path, String list, String keep) {
        SERVER.done(200, "GET", path, "").get(list).forEach(each -> {
            String id = each.get("id").stringValue();
            boolean standard =
                    each.has("type") && each.get("type").stringValue().equals("Default");
            if (!id.equals(keep) && !standard) {
                assertThat(SERVER.call("DELETE", path + "/" + id, "").status()).isEqualTo(204);
            }
        });
    }
}
