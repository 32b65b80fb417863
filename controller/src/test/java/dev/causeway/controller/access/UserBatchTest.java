package dev.causeway.controller.access;

import static dev.causeway.controller.access.TestAccess.refused;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.P2cCode;
import dev.causeway.model.document.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Several users at once: all of them or none.
class UserBatchTest {

    private static final TestAccess LAB = new TestAccess();
    private static final String PATH = "/users/batch-create";

    private final TestAccess.Server server = LAB.server(10);

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static String user(String name, String more) {
        return "{\"name\": \"%s\", \"password\": \"Abcd_1234\"%s}".formatted(name, more);
    }

    private static String body(String... users) {
        return "{\"users\": [" + String.join(", ", users) + "]}";
    }

    private List<Access.User> users() {
        return ((Access.ByPassword) server.document().access()).users();
    }

    @Test
    void allAreMade() {
        String group = server.group("staff");
        JsonNode answer = server.done(
                201,
                "POST",
                PATH,
                body(
                        user("alice", ", \"user_group_name\": \"staff\", \"static_ip\": \"172.16.0.5\""),
                        user("bobby", ", \"user_group_name\": \"default\", \"description\": \"d\""),
                        user("carol", "")));
        assertThat(answer.get("invalid_users")).isEmpty();
        assertThat(users()).extracting(Access.User::name).containsExactly("alice", "bobby", "carol");
        assertThat(users().getFirst().group()).hasToString(group);
        assertThat(users().getFirst().address()).hasToString("Optional[172.16.0.5]");
        assertThat(users())
                .allSatisfy(user -> assertThat(LAB.passwords.matches("Abcd_1234", user.password()))
                        .isTrue());
        JsonNode shown = server.done(200, "GET", "/users", "").get("users");
        assertThat(shown).extracting(user -> user.get("name").stringValue()).containsExactly("carol", "bobby", "alice");
    }

    @Test
    void ofEachThatIsWrongItIsSaidWhyAndNoneIsMade() {
        server.user("taken", ", \"static_ip\": \"172.16.0.5\"");
        JsonNode invalid = server.done(
                        201,
                        "POST",
                        PATH,
                        body(
                                user("good", ""),
                                user("taken", ", \"description\": \"d\", \"user_group_name\": \"default\""),
                                user("good", ""),
                                "{\"name\": \"short\", \"password\": \"Ab_1\", \"static_ip\": \"disable\"}",
                                "{\"name\": \"simple\", \"password\": \"abcdefgh\"}",
                                "{\"name\": \"foreign\", \"password\": \"Abcd_12ä\"}",
                                "{\"name\": \"alice-01\", \"password\": \"alice-01\"}",
                                "{\"name\": \"nothing\"}",
                                "{\"password\": \"Abcd_1234\"}",
                                user("administrator", ""),
                                user("x", ""),
                                user("nowhere", ", \"user_group_name\": \"none\""),
                                user("wordy", ", \"description\": \"" + "x".repeat(65) + "\""),
                                user("odd-address", ", \"static_ip\": \"172.16.0.6\""),
                                user("same-address", ", \"static_ip\": \"172.16.0.5\"")))
                .get("invalid_users");
        assertThat(invalid)
                .extracting(user -> (user.has("name") ? user.get("name").stringValue() : "") + ": "
                        + user.get("cause").stringValue())
                .containsExactly(
                        "taken: Duplicate user name.",
                        "good: Duplicate user name.",
                        "short: Password length invalid.",
                        "simple: The password complexity does not meet requirements.",
                        "foreign: The password contains invalid characters.",
                        "alice-01: The password cannot be the username or the reverse of the username.",
                        "nothing: Password length invalid.",
                        ": User name invalid.",
                        "administrator: The username is unavailable.",
                        "x: User name invalid.",
                        "nowhere: User group does not exist.",
                        "wordy: Description length invalid.",
                        "odd-address: Static IP address invalid.",
                        "same-address: Duplicate static IP address.");
        assertThat(invalid.get(0).get("description").stringValue()).isEqualTo("d");
        assertThat(invalid.get(0).get("user_group_name").stringValue()).isEqualTo("default");
        assertThat(invalid.get(2).get("static_ip").stringValue()).isEqualTo("disable");
        assertThat(invalid).noneMatch(user -> user.has("password"));
        assertThat(users()).extracting(Access.User::name).containsExactly("taken");
    }

    @Test
    void theListHasUsersButNotTooMany() {
        refused(server.call("POST", PATH, "{\"users\": []}"), P2cCode.NO_USERS_GIVEN);
        refused(server.call("POST", PATH, "{}"), P2cCode.NO_USERS_GIVEN);
        refused(server.call("POST", PATH, many(11)), P2cCode.TOO_MANY_USERS);
        refused(server.call("POST", PATH, many(501)), P2cCode.TOO_MANY_USERS);
        refused(server.call("POST", PATH, "{\"users\": [{\"name\": 1}]}"), "users[0].name");
        assertThat(users()).isEmpty();
        server.done(201, "POST", PATH, many(10));
        assertThat(users()).hasSize(10);
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> user("user-%03d".formatted(i), ""))
                .collect(joining(", ", "{\"users\": [", "]}"));
    }

    @Test
    void ofTheSameBatchAtOnceOneIsMade() throws Exception {
        List<String> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(
                            () -> server.call("POST", PATH, many(4)).body()))
                    .toList();
            for (var call : calls) {
                JsonNode invalid = call.get().get("invalid_users");
                answers.add(invalid == null ? "refused" : invalid.isEmpty() ? "made" : "invalid");
            }
        }
        assertThat(answers).filteredOn("made"::equals).hasSize(1);
        assertThat(users()).hasSize(4);
    }

    @Test
    void aRepeatedBatchIsAnsweredAsBefore() {
        String token = UUID.randomUUID().toString();
        LAB.done(201, LAB.once(server, token, PATH, many(3)));
        JsonNode again = LAB.done(201, LAB.once(server, token, PATH, many(3)));
        assertThat(again.get("invalid_users")).isEmpty();
        assertThat(users()).hasSize(3);
    }

    @Test
    void aRepeatedBatchIsMadeOnceWhatWasUnfitIsNoMore() {
        String token = UUID.randomUUID().toString();
        String body = body(user("alice", ""), user("bobby", ""));
        String taken = server.user("alice");
        assertThat(LAB.done(201, LAB.once(server, token, PATH, body)).get("invalid_users"))
                .hasSize(1);
        server.call("DELETE", "/users/" + taken, "");
        for (int i = 0; i < 2; i++) {
            assertThat(LAB.done(201, LAB.once(server, token, PATH, body)).get("invalid_users"))
                    .isEmpty();
        }
        assertThat(users()).extracting(Access.User::name).containsExactly("alice", "bobby");
    }
}
