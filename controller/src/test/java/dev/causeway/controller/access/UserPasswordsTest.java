package dev.causeway.controller.access;

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

/// Changes of users' passwords.
class UserPasswordsTest {

    private static final TestAccess LAB = new TestAccess();

    private final TestAccess.Server server = LAB.server(10);
    private final String alice = server.user("alice-01");

    @AfterAll
    static void close() {
        LAB.close();
    }

    private TestApi.Answer change(String old, String wanted) {
        return server.call("PUT", "/users/" + alice + "/password", """
                {"old_password": "%s", "new_password": "%s"}""".formatted(old, wanted));
    }

    private TestApi.Answer reset(String wanted) {
        return server.call("POST", "/users/" + alice + "/reset-password", """
                {"new_password": "%s"}""".formatted(wanted));
    }

    private Access.User onHost() {
        return ((Access.ByPassword) server.document().access()).users().getFirst();
    }

    @Test
    void whoKnowsThePasswordChangesIt() {
        assertThat(change("Abcd_1234", "Abcd_1235").status()).isEqualTo(200);
        assertThat(LAB.passwords.matches("Abcd_1235", onHost().password())).isTrue();
        assertThat(onHost().passwordVersion()).isEqualTo(2);
        refused(change("Abcd_1234", "Abcd_1236"), P2cCode.OLD_PASSWORD_WRONG);
        assertThat(onHost().passwordVersion()).isEqualTo(2);
    }

    @Test
    void anAdministratorNeedNotKnowIt() {
        long before = server.generation();
        assertThat(reset("Abcd_1235").status()).isEqualTo(200);
        assertThat(server.generation()).isEqualTo(before + 1);
        assertThat(LAB.passwords.matches("Abcd_1235", onHost().password())).isTrue();
        assertThat(onHost().passwordVersion()).isEqualTo(2);
    }

    @Test
    void theLastFiveAreNotTakenAgain() {
        refused(reset("Abcd_1234"), P2cCode.PASSWORD_AS_BEFORE);
        for (int i = 0; i < 4; i++) {
            assertThat(reset("Other_123" + i).status()).isEqualTo(200);
        }
        refused(reset("Abcd_1234"), P2cCode.PASSWORD_AS_BEFORE);
        refused(change("Other_1233", "Other_1230"), P2cCode.PASSWORD_AS_BEFORE);
        assertThat(reset("Other_1234").status()).isEqualTo(200);
        assertThat(reset("Abcd_1234").status()).isEqualTo(200);
    }

    @Test
    void theRulesAreThoseOfNewUsers() {
        refused(reset("short_1"), P2cCode.PASSWORD_TOO_SIMPLE);
        refused(reset("abcdefgh"), P2cCode.PASSWORD_TOO_SIMPLE);
        refused(reset("Abcd_123ä"), P2cCode.PASSWORD_CHARACTERS);
        refused(reset("alice-01"), P2cCode.PASSWORD_IS_NAME);
        refused(change("Abcd_1234", "10-ecila"), P2cCode.PASSWORD_IS_NAME);
        refused(
                server.call("PUT", "/users/" + alice + "/password", "{\"new_password\": \"Abcd_1235\"}"),
                "old_password");
        refused(server.call("POST", "/users/" + alice + "/reset-password", "{}"), "new_password");
        assertThat(onHost().passwordVersion()).isEqualTo(1);
    }

    @Test
    void anUnknownUserHasNone() {
        refused(
                server.call(
                        "POST", "/users/" + UUID.randomUUID() + "/reset-password", "{\"new_password\": \"Abcd_1235\"}"),
                P2cCode.USER_MISSING);
    }

    @Test
    void ofTwoChangesByTheSamePasswordOneHolds() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(
                            () -> change("Abcd_1234", "Other_123" + i).status()))
                    .toList();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).isSubsetOf(200, 400, 503);
        assertThat(onHost().passwordVersion()).isEqualTo(2);
    }

    @Test
    void noAnswerAndNoPrintShowsAPassword() {
        assertThat(reset("Abcd_123ä").response().body()).doesNotContain("Abcd");
        assertThat(change("Wrong_pass", "Abcd_1239").response().body()).doesNotContain("Wrong_pass");
        assertThat(new NewPassword("Abcd_1234")).hasToString("********");
        assertThat(new UserRequest(
                                new ClientUserName("alice"),
                                new NewPassword("Abcd_1234"),
                                "",
                                java.util.Optional.empty(),
                                StaticAddress.NONE)
                        .toString())
                .doesNotContain("Abcd_1234");
    }
}
