package dev.causeway.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The order in which the Terraform provider calls: it repeats every value in a change, and reads after each
/// write until nothing is left out.
class TerraformAccessTest {

    private static final TestAccess LAB = new TestAccess();

    private final TestAccess.Server server = LAB.server(100);

    @AfterAll
    static void close() {
        LAB.close();
    }

    @Test
    void aUserInAGroupWithAPolicyIsAppliedChangedAndDestroyed() {
        String group = server.group("staff");
        List<String> users = List.of(server.user("alice"), server.user("bobby"), server.user("carol"));
        server.done(201, "POST", "/groups/" + group + "/add-users", TestAccess.list(users.toArray(String[]::new)));
        assertThat(membersInPagesOf(group, 2)).isEqualTo(3);
        String policy = server.policy(group, "10.0.1.0/24");

        JsonNode user =
                server.done(200, "GET", "/users/" + users.getFirst(), "").get("user");
        long before = server.generation();
        server.done(200, "PUT", "/users/" + users.getFirst(), """
                {"user": {"description": "%s", "user_group_id": "%s", "static_ip": "%s"}}""".formatted(
                        user.get("description").stringValue(),
                        user.get("user_group_id").stringValue(),
                        user.get("static_ip").stringValue()));
        server.done(200, "PUT", "/groups/" + group, "{\"user_group\": {\"name\": \"staff\", \"description\": \"\"}}");
        server.done(200, "PUT", "/access-policies/" + policy, """
                {"access_policy": {"name": "p", "user_group_id": "%s", "description": "",
                 "dest_ip_cidrs": ["10.0.1.0/24"]}}""".formatted(group));
        assertThat(server.generation()).isEqualTo(before);
        assertThat(server.done(200, "GET", "/users/" + users.getFirst(), "").get("user"))
                .isEqualTo(user);

        server.done(200, "POST", "/users/" + users.getFirst() + "/reset-password", """
                {"new_password": "Other_1234"}""");
        assertThat(server.call("DELETE", "/access-policies/" + policy, "").status())
                .isEqualTo(204);
        server.done(201, "POST", "/groups/" + group + "/remove-users", TestAccess.list(users.toArray(String[]::new)));
        assertThat(membersInPagesOf(group, 50)).isZero();
        assertThat(server.call("DELETE", "/groups/" + group, "").status()).isEqualTo(204);
        users.forEach(id ->
                assertThat(server.call("DELETE", "/users/" + id, "").status()).isEqualTo(204));
        users.forEach(id ->
                assertThat(server.call("GET", "/users/" + id, "").status()).isEqualTo(404));
    }

    /// The provider goes on until there is no further marker.
    private int membersInPagesOf(String group, int limit) {
        int members = 0;
        String marker = "";
        while (marker != null) {
            JsonNode page = server.done(200, "GET", "/groups/" + group + "/users?limit=" + limit + marker, "");
            members += page.get("users").size();
            JsonNode next = page.get("page_info").get("next_marker");
            marker = next == null ? null : "&marker=" + next.stringValue();
        }
        return members;
    }
}
