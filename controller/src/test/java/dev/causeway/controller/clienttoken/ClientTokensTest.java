package dev.causeway.controller.clienttoken;

import static dev.causeway.controller.clienttoken.TokenCalls.SECRET;
import static dev.causeway.controller.clienttoken.TokenCalls.body;
import static dev.causeway.controller.clienttoken.TokenCalls.call;
import static dev.causeway.controller.clienttoken.TokenCalls.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that are repeated to the same controller and to another one.
class ClientTokensTest {

    private static final ProjectId PROJECT = ProjectId.random();
    private static final String THINGS = "/things";

    private final String token = UUID.randomUUID().toString();
    private ServedThings things;
    private TestApi one;
    private TestApi other;

    @BeforeEach
    void serve(@TempDir Path folder) {
        things = new ServedThings(folder);
        one = things.one;
        other = things.other;
    }

    @AfterEach
    void close() {
        things.close();
    }

    @Test
    void aRepeatedCallIsAnsweredAsTheFirstAndDoesNothing() {
        var first = call(one, PROJECT, THINGS, token, body("a"));
        assertThat(first.status()).isEqualTo(201);
        var again = call(other, PROJECT, THINGS, token, body("a"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.response().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(again.response().headers().firstValue("X-Request-Id"))
                .isNotEqualTo(first.response().headers().firstValue("X-Request-Id"));
        assertThat(things.made()).isOne();
    }

    @Test
    void anAnswerOfNothingIsRepeatedToo() {
        assertThat(call(one, PROJECT, "/silent", token, "").status()).isEqualTo(204);
        assertThat(call(one, PROJECT, "/silent", token, "").status()).isEqualTo(204);
        assertThat(things.made()).isOne();
    }

    @Test
    void callsWithoutATokenAreDoneEachTime() {
        assertThat(call(one, PROJECT, THINGS, "", body("a")).status()).isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, "", body("a")).status()).isEqualTo(201);
        assertThat(things.made()).isEqualTo(2);
        assertThat(things.kept()).isZero();
    }

    @Test
    void anotherBodyIsRefusedByTheNameOfTheHeader() {
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        var answer = call(one, PROJECT, THINGS, token, body("b"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_code").asString()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").asString()).contains("X-Client-Token: was sent with another body");
        assertThat(things.made()).isOne();
    }

    @Test
    void aTokenCountsForItsProjectAndPathAlone() {
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(call(one, PROJECT, "/others", token, body("b")).status()).isEqualTo(201);
        assertThat(call(one, ProjectId.random(), THINGS, token, body("c")).status())
                .isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, UUID.randomUUID().toString(), body("d"))
                        .status())
                .isEqualTo(201);
        assertThat(things.made()).isEqualTo(4);
    }

    @Test
    void ofTwoAtOnceOneIsDoneAndTheOtherGetsItsAnswer() {
        things.meanwhile = tx -> TestDatabase.awaitAnotherThatWaits(tx, () -> false);
        var first = CompletableFuture.supplyAsync(() -> call(one, PROJECT, THINGS, token, body("a")));
        var later = CompletableFuture.supplyAsync(() -> call(other, PROJECT, THINGS, token, body("a")));
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(later.join().response().body())
                .isEqualTo(first.join().response().body());
        assertThat(things.made()).isOne();
    }

    @Test
    void ofTwoAtOnceWithOtherBodiesOneIsRefusedByTheNameOfTheHeader() {
        things.meanwhile = tx -> TestDatabase.awaitAnotherThatWaits(tx, () -> false);
        List<TestApi.Answer> answers = Stream.of("a", "b")
                .map(name -> CompletableFuture.supplyAsync(() -> call(one, PROJECT, THINGS, token, body(name))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted(Comparator.comparingInt(TestApi.Answer::status))
                .toList();
        assertThat(answers).extracting(TestApi.Answer::status).containsExactly(201, 400);
        assertThat(answers.getLast().body().at("/violations/0/path").asString()).isEqualTo("X-Client-Token");
        assertThat(things.made()).isOne();
    }

    @Test
    void whoWaitsForTooLongIsToldThatTheFirstIsStillAtWork() {
        var later = new CompletableFuture<TestApi.Answer>();
        things.meanwhile = _ -> later.complete(call(other, PROJECT, THINGS, token, body("a")));
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(later.join().status()).isEqualTo(400);
        assertThat(later.join().body().get("error_code").asString()).isEqualTo("VPN.0031");
        assertThat(later.join().body().get("error_msg").asString())
                .isEqualTo("Repeated operation.: the first call is still being worked on");
        assertThat(things.made()).isOne();
    }

    @Test
    void whatFailsIsNotKept() {
        assertThat(call(one, PROJECT, THINGS, token, body("refused")).status()).isEqualTo(400);
        assertThat(things.kept()).isZero();
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
    }

    @Test
    void whatMakesNothingIsNotKept() {
        things.unfit.set(true);
        var nothing = call(one, PROJECT, THINGS, token, body("a"));
        assertThat(nothing.status()).isEqualTo(201);
        assertThat(nothing.body().at("/thing/remark").asString()).isEqualTo("unfit");
        assertThat(things.kept()).isZero();
        var first = call(other, PROJECT, THINGS, token, body("a"));
        assertThat(call(one, PROJECT, THINGS, token, body("a")).response().body())
                .isEqualTo(first.response().body());
        assertThat(things.made()).isOne();
    }

    @Test
    void whoWaitsForACallThatMakesNothingIsDone() {
        things.unfit.set(true);
        things.meanwhile = tx -> {
            things.meanwhile = _ -> {};
            TestDatabase.awaitAnotherThatWaits(tx, () -> false);
        };
        List<String> remarks = Stream.of(one, other)
                .map(api -> CompletableFuture.supplyAsync(() -> call(api, PROJECT, THINGS, token, body("a"))))
                .toList()
                .stream()
                .map(call -> call.join().body().at("/thing/remark").asString())
                .toList();
        assertThat(remarks).containsExactlyInAnyOrder("unfit", "");
        assertThat(things.made()).isOne();
        assertThat(things.kept()).isOne();
    }

    @Test
    void aTokenCountsForADay() {
        String first = call(one, PROJECT, THINGS, token, body("a")).response().body();
        things.clock.pass(Duration.ofHours(24).minusMinutes(1));
        assertThat(call(one, PROJECT, THINGS, token, body("a")).response().body())
                .isEqualTo(first);
        things.clock.pass(Duration.ofMinutes(2));
        var anew = call(one, PROJECT, THINGS, token, body("b"));
        assertThat(anew.status()).isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, token, body("b")).response().body())
                .isEqualTo(anew.response().body());
        assertThat(things.made()).isEqualTo(2);
    }

    @Test
    void oldOnesAreSwept() {
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        things.clock.pass(Duration.ofHours(23));
        assertThat(call(one, PROJECT, "/others", token, body("a")).status()).isEqualTo(201);
        things.tokens.sweep();
        assertThat(things.kept()).isEqualTo(2);
        things.clock.pass(Duration.ofHours(2));
        things.tokens.sweep();
        assertThat(things.kept()).isOne();
    }

    @Test
    void neitherBodiesNorAnswersNorTokensCanBeReadInTheDatabase() {
        things.remark = SECRET;
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        String row = things.database.read(
                tx -> tx.createQuery("""
                        SELECT concat_ws(' ', project_id, encode(request, 'escape'), encode(body, 'escape'))
                          FROM client_token""").mapTo(String.class).one());
        assertThat(row).doesNotContain(SECRET).doesNotContain(token).doesNotContain("things");
        byte[] answer = things.database.read(tx -> tx.createQuery("SELECT answer FROM client_token")
                .mapTo(byte[].class)
                .one());
        assertThatThrownBy(() -> Packed.unpack(answer)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRepeatedButItsCallNotDoneAgain() {
        byte[] random = new byte[Packed.LARGEST];
        new SecureRandom().nextBytes(random);
        things.remark = HexFormat.of().formatHex(random) + "more";
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        var again = call(one, PROJECT, THINGS, token, body("a"));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body().get("error_code").asString()).isEqualTo("VPN.0031");
        assertThat(again.body().get("error_msg").asString()).contains("it was done");
        assertThat(things.made()).isOne();
    }

    @Test
    void aProjectsOldestGoWhenItHasTooMany() {
        things.fill(PROJECT, TokenClaimTable.MOST);
        things.fill(ProjectId.random(), 3);
        int calls = 0;
        do {
            assertThat(call(one, PROJECT, THINGS, UUID.randomUUID().toString(), body("a"))
                            .status())
                    .isEqualTo(201);
            calls++;
        } while (things.kept() > TokenClaimTable.MOST + 3 && calls < 500);
        assertThat(things.kept()).isEqualTo(TokenClaimTable.MOST + 3);
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(things.made()).isEqualTo(calls + 1);
    }

    @Test
    void whatTakesLongIsNotPreparedInVain() {
        String first = call(one, PROJECT, THINGS, token, body("a")).response().body();
        assertThat(call(one, PROJECT, THINGS, token, body("a")).response().body())
                .isEqualTo(first);
        assertThat(call(one, PROJECT, THINGS, token, body("b")).status()).isEqualTo(400);
        assertThat(things.preparations).hasValue(1);
        assertThat(call(one, PROJECT, THINGS, "", body("b")).status()).isEqualTo(201);
        assertThat(things.preparations).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0b7d3a3a-7c3e-4a57-9a39-2f7b4f0a3c3",
                "0b7d3a3a-7c3e-4a57-9a39-2f7b4f0a3c3bb",
                "0b7d3a3a_7c3e_4a57_9a39_2f7b4f0a3c3b",
                "0b7d3a3a-7c3e-4a57-9a39-2f7b4f0a3c3;"
            })
    void whatIsNoTokenIsRefused(String text) {
        var answer = call(one, PROJECT, THINGS, text, body("a"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("violations").get(0).get("path").asString())
                .isEqualTo("X-Client-Token");
        assertThat(things.made()).isZero();
    }

    @Test
    void twoTokensAreRefused() {
        HttpRequest request = request(one, PROJECT, THINGS, token, body("a"))
                .header("X-Client-Token", token)
                .build();
        assertThat(one.send(request).status()).isEqualTo(400);
        assertThat(things.made()).isZero();
    }

    @Test
    void aTokenNeedNotBeHexadecimal() {
        assertThat(call(one, PROJECT, THINGS, "yWYnJtOR-Q0a7-R4QW-tFXX-QfundEqrR27W", body("a"))
                        .status())
                .isEqualTo(201);
    }
}
