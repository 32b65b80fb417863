package dev.causeway.controller.access;

import static dev.causeway.controller.access.TestAccess.list;
import static dev.causeway.controller.access.TestAccess.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.P2cCode;
import dev.causeway.model.document.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Groups of users, by calls over HTTP.
class GroupsTest {

    private static final TestAccess LAB = new TestAccess();

    private final TestAccess.Server server = LAB.server(10);

    @AfterAll
    static void close() {
        LAB.close();
    }

    private TestApi.Answer create(String name) {
        return server.call("POST", "/groups", "{\"user_group\": {\"name\": \"%s\"}}".formatted(name));
    }

    private JsonNode shown(String id) {
        return server.done(200, "GET", "/groups/" + id, "").get("user_group");
    }

    private List<Access.Group> onHost() {
        return ((Access.ByPassword) server.document().access()).groups();
    }

    @Test
    void theDefaultGroupComesWithTheServer() {
        JsonNode groups = server.done(200, "GET", "/groups", "");
        assertThat(groups.get("total_count").intValue()).isEqualTo(1);
        assertThat(groups.get("page_info").has("next_marker")).isFalse();
        JsonNode group = groups.at("/user_groups/0");
        assertThat(group.get("name").stringValue()).isEqualTo("default");
        assertThat(group.get("description").stringValue()).isEqualTo("Default user group");
        assertThat(group.get("type").stringValue()).isEqualTo("Default");
        assertThat(group.get("user_number").intValue()).isZero();
        assertThat(onHost()).hasSize(1);
    }

    @Test
    void aGroupIsMadeShownAndChanged() {
        JsonNode made = server.done(
                201, "POST", "/groups", "{\"user_group\": {\"name\": \"Staff-1_a\", \"description\": \"d\"}}");
        String id = made.at("/user_group/id").stringValue();
        assertThat(shown(id).get("type").stringValue()).isEqualTo("Custom");
        assertThat(shown(id).get("description").stringValue()).isEqualTo("d");
        long before = server.generation();
        JsonNode changed = server.done(200, "PUT", "/groups/" + id, "{\"user_group\": {\"name\": \"crew\"}}")
                .get("user_group");
        assertThat(changed.get("name").stringValue()).isEqualTo("crew");
        assertThat(changed.get("description").stringValue()).isEqualTo("d");
        assertThat(shown(id)).isEqualTo(changed);
        assertThat(server.generation()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "dot.ted", "ä"})
    void oddNamesAreRefused(String name) {
        refused(create(name), "user_group.name");
        String id = server.group("staff");
        refused(
                server.call("PUT", "/groups/" + id, "{\"user_group\": {\"name\": \"%s\"}}".formatted(name)),
                "user_group.name");
    }

    @Test
    void namesAndDescriptionsAreAsLongAsTheyMayBe() {
        refused(create("x".repeat(65)), "user_group.name");
        server.group("x".repeat(64));
        refused(
                server.call(
                        "POST",
                        "/groups",
                        "{\"user_group\": {\"name\": \"a\", \"description\": \"%s\"}}".formatted("x".repeat(65))),
                "user_group.description");
    }

    @Test
    void namesAreUniqueOnAServer() {
        server.group("staff");
        refused(create("staff"), P2cCode.GROUP_NAME_TAKEN);
        refused(create("default"), P2cCode.GROUP_NAME_TAKEN);
        String other = server.group("other");
        refused(
                server.call("PUT", "/groups/" + other, "{\"user_group\": {\"name\": \"staff\"}}"),
                P2cCode.GROUP_NAME_TAKEN);
        assertThat(LAB.server(10).group("staff")).isNotEmpty();
    }

    @Test
    void aServerHasFiftyBesideTheDefaultOne() throws Exception {
        for (int i = 0; i < 48; i++) {
            server.group("group-" + i);
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> create("last-" + i).status()))
                    .toList();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses)
                .containsOnly(201, 400)
                .filteredOn(status -> status == 201)
                .hasSize(2);
        refused(create("one-more"), P2cCode.TOO_MANY_GROUPS);
        assertThat(server.done(200, "GET", "/groups", "").get("total_count").intValue())
                .isEqualTo(51);
    }

    @Test
    void theDefaultGroupIsNotTouched() {
        String group = server.defaultGroup();
        String alice = server.user("alice");
        refused(
                server.call("PUT", "/groups/" + group, "{\"user_group\": {\"name\": \"x\"}}"),
                P2cCode.GROUP_IS_DEFAULT);
        refused(server.call("DELETE", "/groups/" + group, ""), P2cCode.GROUP_IS_DEFAULT);
        refused(server.call("POST", "/groups/" + group + "/add-users", list(alice)), P2cCode.GROUP_IS_DEFAULT);
        refused(server.call("POST", "/groups/" + group + "/remove-users", list(alice)), P2cCode.GROUP_IS_DEFAULT);
    }

    @Test
    void usersJoinAndLeave() {
        String staff = server.group("staff");
        String other = server.group("other");
        String alice = server.user("alice");
        String bob = server.user("bobby");
        long before = server.generation();
        assertThat(server.call("POST", "/groups/" + staff + "/add-users", list(alice, bob))
                        .status())
                .isEqualTo(201);
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(shown(staff).get("user_number").intValue()).isEqualTo(2);
        JsonNode users = server.done(200, "GET", "/groups/" + staff + "/users?limit=1", "");
        assertThat(users.get("total_count").intValue()).isEqualTo(2);
        assertThat(users.at("/users/0/name").stringValue()).isEqualTo("bobby");
        assertThat(users.get("users").get(0).propertyNames()).containsExactly("id", "name", "description");
        assertThat(users.at("/page_info/next_marker").isString()).isTrue();

        assertThat(server.call("POST", "/groups/" + staff + "/add-users", list(alice))
                        .status())
                .isEqualTo(201);
        refused(server.call("POST", "/groups/" + other + "/add-users", list(alice)), P2cCode.USER_IN_OTHER_GROUP);
        refused(server.call("POST", "/groups/" + other + "/remove-users", list(alice)), P2cCode.USER_NOT_IN_GROUP);
        assertThat(server.call("POST", "/groups/" + staff + "/remove-users", list(alice))
                        .status())
                .isEqualTo(201);
        assertThat(server.done(200, "GET", "/users/" + alice, "")
                        .at("/user/user_group_name")
                        .stringValue())
                .isEqualTo("default");
        assertThat(server.done(200, "GET", "/users/" + bob, "")
                        .at("/user/user_group_name")
                        .stringValue())
                .isEqualTo("staff");
    }

    @Test
    void ofAListWithAMistakeNothingIsDone() {
        String staff = server.group("staff");
        String alice = server.user("alice");
        String none = UUID.randomUUID().toString();
        String path = "/groups/" + staff + "/add-users";
        refused(server.call("POST", path, list(alice, none)), P2cCode.USER_MISSING);
        refused(server.call("POST", path, list(alice, alice)), P2cCode.USER_TWICE);
        refused(server.call("POST", path, "{\"users\": []}"), P2cCode.NO_USERS_GIVEN);
        refused(server.call("POST", path, list("x")), "users[0].id");
        refused(server.call("POST", "/groups/" + none + "/add-users", list(alice)), P2cCode.GROUP_MISSING);
        assertThat(shown(staff).get("user_number").intValue()).isZero();
    }

    @Test
    void theUsersOfADeletedGroupAreInTheDefaultOne() {
        String staff = server.group("staff");
        String alice = server.user("alice", ", \"user_group_id\": \"" + staff + "\"");
        String policy = server.policy(staff, "10.0.1.0/24");
        refused(server.call("DELETE", "/groups/" + staff, ""), P2cCode.GROUP_HAS_POLICY);
        server.call("DELETE", "/access-policies/" + policy, "");
        long before = server.generation();
        assertThat(server.call("DELETE", "/groups/" + staff, "").status()).isEqualTo(204);
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(server.done(200, "GET", "/users/" + alice, "")
                        .at("/user/user_group_id")
                        .stringValue())
                .isEqualTo(server.defaultGroup());
        refused(server.call("GET", "/groups/" + staff, ""), P2cCode.GROUP_MISSING);
        refused(server.call("GET", "/groups/" + staff + "/users", ""), P2cCode.GROUP_MISSING);
        refused(server.call("DELETE", "/groups/" + staff, ""), P2cCode.GROUP_MISSING);
        refused(server.call("PUT", "/groups/" + staff, "{\"user_group\": {}}"), P2cCode.GROUP_MISSING);
    }

    @Test
    void aRepeatedRequestMakesOneGroup() {
        String token = UUID.randomUUID().toString();
        String body = "{\"user_group\": {\"name\": \"staff\"}}";
        String first = LAB.done(201, LAB.once(server, token, "/groups", body))
                .at("/user_group/id")
                .stringValue();
        assertThat(LAB.done(201, LAB.once(server, token, "/groups", body))
                        .at("/user_group/id")
                        .stringValue())
                .isEqualTo(first);
    }
}
