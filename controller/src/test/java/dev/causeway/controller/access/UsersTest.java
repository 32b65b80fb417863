package dev.causeway.controller.access;

import static dev.causeway.controller.access.TestAccess.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Users of a server, by calls over HTTP.
class UsersTest {

    private static final TestAccess LAB = new TestAccess();

    private final TestAccess.Server server = LAB.server(10);

    @AfterAll
    static void close() {
        LAB.close();
    }

    private TestApi.Answer create(String name, String password, String more) {
        return server.call("POST", "/users", """
                {"user": {"name": "%s", "password": "%s"%s}}""".formatted(
                        name, password.replace("\\", "\\\\").replace("\"", "\\\""), more));
    }

    @Test
    void aUserIsShownAsItWasMade() {
        String group = server.group("staff");
        String id = server.user("alice.b-1_", """
                , "description": "User1's description", "user_group_id": "%s", "static_ip": "172.16.0.5"
                """.formatted(group));
        JsonNode shown = server.done(200, "GET", "/users/" + id, "").get("user");
        assertThat(shown.get("name").stringValue()).isEqualTo("alice.b-1_");
        assertThat(shown.get("description").stringValue()).isEqualTo("User1's description");
        assertThat(shown.get("user_group_id").stringValue()).isEqualTo(group);
        assertThat(shown.get("user_group_name").stringValue()).isEqualTo("staff");
        assertThat(shown.get("static_ip").stringValue()).isEqualTo("172.16.0.5");
        assertThat(shown.get("created_at").stringValue())
                .isEqualTo(shown.get("updated_at").stringValue());
        assertThat(shown.has("password")).isFalse();
    }

    @Test
    void withoutAGroupItIsInTheDefaultOne() {
        for (String more : List.of("", ", \"user_group_id\": \"\"", ", \"user_group_id\": null")) {
            String id = server.user("user" + more.length(), more);
            JsonNode shown = server.done(200, "GET", "/users/" + id, "").get("user");
            assertThat(shown.get("user_group_name").stringValue()).isEqualTo("default");
            assertThat(shown.get("user_group_id").stringValue()).isEqualTo(server.defaultGroup());
            assertThat(shown.get("static_ip").stringValue()).isEqualTo("disable");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "a23456789012345678901234567890123", "with space", "älice", "a/b/c", "", "a\\u0000bc"})
    void oddNamesAreRefused(String name) {
        refused(create(name, "Abcd_1234", ""), "user.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L3SW_1",
                "l3sw_x",
                "link",
                "LINK",
                "Cascade",
                "cascade",
                "SecureNAT",
                "localbridge",
                "Administrator",
                "UNDEF"
            })
    void reservedNamesAreRefused(String name) {
        refused(create(name, "Abcd_1234", ""), P2cCode.USER_NAME_RESERVED);
    }

    @Test
    void aNameIsTakenOnItsServerOnly() {
        server.user("alice");
        refused(create("alice", "Abcd_1234", ""), P2cCode.USER_NAME_TAKEN);
        assertThat(LAB.server(10).user("alice")).isNotEmpty();
        assertThat(server.user("Alice")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Abc_123", "abcdefgh", "12345678", "        ", "Abcd_12345678901234567890123456789"})
    void simplePasswordsAreRefused(String password) {
        refused(create("alice", password, ""), P2cCode.PASSWORD_TOO_SIMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Abcd_123ä", "Abcd\\u0000_123", "Abcd\t_123", "Abcd_123\\ud83d\\ude00"})
    void foreignCharactersInPasswordsAreRefused(String password) {
        TestApi.Answer answer = server.call("POST", "/users", """
                {"user": {"name": "alice", "password": "%s"}}""".formatted(password.replace("\t", "\\t")));
        refused(answer, P2cCode.PASSWORD_CHARACTERS);
        assertThat(answer.response().body()).doesNotContain("Abcd");
    }

    @Test
    void aPasswordIsNeitherTheNameNorItsReverse() {
        refused(create("alice-01", "alice-01", ""), P2cCode.PASSWORD_IS_NAME);
        refused(create("alice-01", "10-ecila", ""), P2cCode.PASSWORD_IS_NAME);
        assertThat(create("alice-01", "alice-010", "").status()).isEqualTo(201);
    }

    @Test
    void everyCharacterOfAPasswordReachesTheHost() {
        for (String password : List.of("A`~!@#$%^&*()-_=+", "a\\|[{}];:'\",<.>/?", " leading and trailing ")) {
            String name = "user" + Math.floorMod(password.hashCode(), 1_000_000);
            assertThat(create(name, password, "").status()).isEqualTo(201);
            Access.User user = users().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(LAB.passwords.matches(password, user.password())).isTrue();
        }
    }

    private List<Access.User> users() {
        return ((Access.ByPassword) server.document().access()).users();
    }

    @Test
    void aGroupMustExist() {
        refused(
                create("alice", "Abcd_1234", ", \"user_group_id\": \"" + UUID.randomUUID() + "\""),
                P2cCode.GROUP_MISSING);
        String ofAnother = LAB.server(10).group("staff");
        refused(create("alice", "Abcd_1234", ", \"user_group_id\": \"" + ofAnother + "\""), P2cCode.GROUP_MISSING);
        refused(create("alice", "Abcd_1234", ", \"user_group_id\": \"x\""), "user.user_group_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"172.16.0.1", "172.16.0.2", "172.16.0.4", "172.16.4.1", "10.0.0.5", "172.16.0", "none", ""})
    void oddStaticAddressesAreRefused(String address) {
        refused(create("alice", "Abcd_1234", ", \"static_ip\": \"" + address + "\""), "user.static_ip");
    }

    @Test
    void aStaticAddressIsOneUsers() {
        server.user("alice", ", \"static_ip\": \"172.16.0.5\"");
        refused(create("bobby", "Abcd_1234", ", \"static_ip\": \"172.16.0.5\""), "user.static_ip");
        String bob = server.user("bobby", ", \"static_ip\": \"172.16.3.253\"");
        refused(server.call("PUT", "/users/" + bob, "{\"user\": {\"static_ip\": \"172.16.0.5\"}}"), "user.static_ip");
        assertThat(server.done(200, "PUT", "/users/" + bob, "{\"user\": {\"static_ip\": \"disable\"}}")
                        .at("/user/static_ip")
                        .stringValue())
                .isEqualTo("disable");
    }

    @Test
    void descriptionsAreAsLongAsTheyMayBe() {
        refused(create("alice", "Abcd_1234", ", \"description\": \"" + "x".repeat(65) + "\""), "user.description");
        server.user("alice", ", \"description\": \"" + "ä".repeat(64) + "\"");
    }

    @Test
    void aServerHasAsManyUsersAsTheGatewayConnections() {
        for (int i = 0; i < 10; i++) {
            server.user("user" + i);
        }
        refused(create("alice", "Abcd_1234", ""), P2cCode.TOO_MANY_USERS);
    }

    @Test
    void callersAtOnceDoNotMakeMore() throws Exception {
        TestAccess.Server small = LAB.server(3);
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() ->
                            small.call("POST", "/users", """
                            {"user": {"name": "user%d", "password": "Abcd_1234"}}""".formatted(i % 5)).status()))
                    .toList();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
        assertThat(small.done(200, "GET", "/users", "").get("total_count").intValue())
                .isEqualTo(3);
    }

    @Test
    void aChangeReachesTheHostIfItConcernsIt() {
        String group = server.group("staff");
        String id = server.user("alice");
        long before = server.generation();
        server.done(200, "PUT", "/users/" + id, "{\"user\": {\"description\": \"another\"}}");
        assertThat(server.generation()).isEqualTo(before);
        JsonNode moved =
                server.done(200, "PUT", "/users/" + id, """
                {"user": {"user_group_id": "%s", "static_ip": "172.16.0.9"}}""".formatted(group)).get("user");
        assertThat(moved.get("user_group_name").stringValue()).isEqualTo("staff");
        assertThat(moved.get("description").stringValue()).isEqualTo("another");
        assertThat(server.generation()).isEqualTo(before + 1);
        server.done(200, "PUT", "/users/" + id, """
                {"user": {"user_group_id": "%s", "static_ip": "172.16.0.9", "description": "another"}}""".formatted(group));
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(users().getFirst().group()).hasToString(group);
        assertThat(users().getFirst().address()).hasToString("Optional[172.16.0.9]");
    }

    @Test
    void aDeletedUserIsGone() {
        String id = server.user("alice");
        long before = server.generation();
        assertThat(server.call("DELETE", "/users/" + id, "").status()).isEqualTo(204);
        refused(server.call("GET", "/users/" + id, ""), P2cCode.USER_MISSING);
        refused(server.call("DELETE", "/users/" + id, ""), P2cCode.USER_MISSING);
        refused(server.call("PUT", "/users/" + id, "{\"user\": {}}"), P2cCode.USER_MISSING);
        assertThat(server.generation()).isGreaterThan(before);
        assertThat(users()).isEmpty();
    }

    @Test
    void severalAreDeletedTogetherOrNotAtAll() {
        String alice = server.user("alice");
        String bob = server.user("bobby");
        String none = UUID.randomUUID().toString();
        refused(server.call("POST", "/users/batch-delete", TestAccess.list(alice, none)), P2cCode.USER_MISSING);
        refused(server.call("POST", "/users/batch-delete", TestAccess.list(alice, bob, alice)), P2cCode.USER_TWICE);
        refused(server.call("POST", "/users/batch-delete", "{\"users\": []}"), P2cCode.NO_USERS_GIVEN);
        refused(server.call("POST", "/users/batch-delete", "{}"), P2cCode.NO_USERS_GIVEN);
        assertThat(users()).hasSize(2);
        server.done(200, "POST", "/users/batch-delete", TestAccess.list(alice, bob));
        assertThat(users()).isEmpty();
    }

    @Test
    void listsAreReadInPages() {
        for (int i = 0; i < 5; i++) {
            server.user("user" + i);
        }
        Set<String> names = new HashSet<>();
        String marker = "";
        int pages = 0;
        while (marker != null) {
            JsonNode page = server.done(200, "GET", "/users?limit=2" + marker, "");
            assertThat(page.get("total_count").intValue()).isEqualTo(5);
            page.get("users").forEach(user -> names.add(user.get("name").stringValue()));
            JsonNode next = page.get("page_info").get("next_marker");
            marker = next == null ? null : "&marker=" + next.stringValue();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(names).hasSize(5);
        assertThat(server.done(200, "GET", "/users?limit=1", "")
                        .at("/users/0/name")
                        .stringValue())
                .isEqualTo("user4");
        assertThat(server.done(200, "GET", "/users?limit=0", "")
                        .at("/page_info/current_count")
                        .intValue())
                .isZero();
        assertThat(server.call("GET", "/users?limit=x", "").status()).isEqualTo(400);
        assertThat(server.call("GET", "/users?limit=1&marker=x", "").status()).isEqualTo(400);
    }

    @Test
    void anotherProjectsServerIsNoServer() {
        TestAccess.Server foreign =
                new TestAccess.Server(LAB, ProjectId.random(), server.gateway(), server.node(), server.id());
        String id = server.user("alice");
        refused(foreign.call("GET", "/users", ""), P2cCode.SERVER_MISSING);
        refused(foreign.call("GET", "/users/" + id, ""), P2cCode.SERVER_MISSING);
        refused(foreign.call("DELETE", "/users/" + id, ""), P2cCode.SERVER_MISSING);
        refused(
                foreign.call("POST", "/users", "{\"user\": {\"name\": \"alice\", \"password\": \"Abcd_1234\"}}"),
                P2cCode.SERVER_MISSING);
        refused(
                foreign.call("POST", "/users/" + id + "/reset-password", "{\"new_password\": \"Abcd_12345\"}"),
                P2cCode.SERVER_MISSING);
        refused(LAB.server(10).call("GET", "/users/" + id, ""), P2cCode.USER_MISSING);
    }

    @Test
    void aRepeatedRequestMakesOneUser() {
        String token = UUID.randomUUID().toString();
        String body = "{\"user\": {\"name\": \"alice\", \"password\": \"Abcd_1234\"}}";
        String first = LAB.done(201, LAB.once(server, token, "/users", body))
                .at("/user/id")
                .stringValue();
        assertThat(LAB.done(201, LAB.once(server, token, "/users", body))
                        .at("/user/id")
                        .stringValue())
                .isEqualTo(first);
        assertThat(LAB.once(server, token, "/users", body.replace("1234", "1235"))
                        .status())
                .isEqualTo(400);
        assertThat(users()).hasSize(1);
    }

    @Test
    void aPasswordLiesNowhereInClear() {
        server.user("alice");
        String rows = LAB.cloud.database.read(tx -> tx.createQuery(
                        "SELECT string_agg(client_user::text, '') || (SELECT coalesce(string_agg(client_token::text, ''), '') FROM client_token) FROM client_user")
                .mapTo(String.class)
                .one());
        assertThat(rows).contains("$argon2id$").doesNotContain("Abcd_1234");
    }
}
