package dev.causeway.controller.clienttoken;

import static dev.causeway.controller.clienttoken.TokenCalls.SECRET;
import static dev.causeway.controller.clienttoken.TokenCalls.body;
import static dev.causeway.controller.clienttoken.TokenCalls.call;
import static dev.causeway.controller.clienttoken.TokenCalls.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.connection.MovableClock;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.P2cCode;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A feature that makes things with names and passwords, served by two controllers on one database.
class ClientTokensTest {

    private static final ProjectId PROJECT = ProjectId.random();
    private static final String THINGS = "/things";

    private final Database database = TestDatabase.fresh();
    private final Database second = database.apart("second", 4);
    private final MovableClock clock = new MovableClock();
    private final String token = UUID.randomUUID().toString();
    private volatile Consumer<Handle> meanwhile = _ -> {};
    private volatile String remark = "";
    private final AtomicBoolean unfit = new AtomicBoolean();
    private final AtomicInteger preparations = new AtomicInteger();
    private ClientTokens tokens;
    private TestApi one;
    private TestApi other;

    private record Thing(String name, String password) {

        static Thing read(JsonReader in) {
            return new Thing(in.required("name", text -> text), in.required("password", text -> text));
        }
    }

    private record Made(String name, String number, String remark) {}

    private record Answer(Made thing, String requestId) {}

    @BeforeEach
    void serve(@TempDir Path folder) {
        database.change(tx -> tx.execute("CREATE TABLE thing (number uuid, name text UNIQUE)"));
        Vault vault = Vault.open(folder.resolve("key"));
        tokens = new ClientTokens(database, vault, clock);
        one = controller(tokens);
        other = controller(new ClientTokens(second, vault, clock));
    }

    private TestApi controller(ClientTokens its) {
        return TestApi.serve(List.of(
                Route.tenant(Method.POST, "/v5/{project_id}/things", "things:create", call -> create(its, call))
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.POST, "/v5/{project_id}/others", "others:create", call -> create(its, call))
                        .taking(ClientTokens.TOKEN),
                Route.tenant(
                                Method.POST,
                                "/v5/{project_id}/silent",
                                "things:silent",
                                call -> its.once(
                                        call,
                                        once -> once.write(tx -> {
                                            make(tx, call, new Thing("silent", ""));
                                            return Reply.noContent();
                                        })))
                        .taking(ClientTokens.TOKEN)));
    }

    private Reply create(ClientTokens its, Call call) {
        return its.once(call, once -> {
            preparations.incrementAndGet();
            return call.with("thing", Thing::read, thing -> once.attempt(tx -> attempt(tx, call, thing)));
        });
    }

    /// What is unfit is answered like everything else, and nothing is made.
    private ClientTokens.Attempted attempt(Handle tx, Call call, Thing thing) {
        if (unfit.getAndSet(false)) {
            meanwhile.accept(tx);
            Made nothing = new Made(thing.name(), "", "unfit");
            return new ClientTokens.Attempted(Reply.created(new Answer(nothing, call.requestId())), false);
        }
        return new ClientTokens.Attempted(make(tx, call, thing), true);
    }

    private Reply make(Handle tx, Call call, Thing thing) {
        meanwhile.accept(tx);
        if (thing.name().equals("refused")) {
            throw P2cCode.USER_NAME_RESERVED.at("name");
        }
        UUID number = UUID.randomUUID();
        tx.execute("INSERT INTO thing (number, name) VALUES (?, ?)", number, thing.name() + number);
        return Reply.created(new Answer(new Made(thing.name(), number.toString(), remark), call.requestId()));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        second.close();
        database.close();
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
        assertThat(made()).isOne();
    }

    @Test
    void anAnswerOfNothingIsRepeatedToo() {
        assertThat(call(one, PROJECT, "/silent", token, "").status()).isEqualTo(204);
        assertThat(call(one, PROJECT, "/silent", token, "").status()).isEqualTo(204);
        assertThat(made()).isOne();
    }

    @Test
    void callsWithoutATokenAreDoneEachTime() {
        assertThat(call(one, PROJECT, THINGS, "", body("a")).status()).isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, "", body("a")).status()).isEqualTo(201);
        assertThat(made()).isEqualTo(2);
        assertThat(kept()).isZero();
    }

    @Test
    void anotherBodyIsRefusedByTheNameOfTheHeader() {
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        var answer = call(one, PROJECT, THINGS, token, body("b"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error_code").asString()).isEqualTo("VPN.0001");
        assertThat(answer.body().get("error_msg").asString()).contains("X-Client-Token: was sent with another body");
        assertThat(made()).isOne();
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
        assertThat(made()).isEqualTo(4);
    }

    @Test
    void ofTwoAtOnceOneIsDoneAndTheOtherGetsItsAnswer() {
        meanwhile = tx -> TestDatabase.awaitAnotherThatWaits(tx, () -> false);
        var first = CompletableFuture.supplyAsync(() -> call(one, PROJECT, THINGS, token, body("a")));
        var later = CompletableFuture.supplyAsync(() -> call(other, PROJECT, THINGS, token, body("a")));
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(later.join().response().body())
                .isEqualTo(first.join().response().body());
        assertThat(made()).isOne();
    }

    @Test
    void ofTwoAtOnceWithOtherBodiesOneIsRefusedByTheNameOfTheHeader() {
        meanwhile = tx -> TestDatabase.awaitAnotherThatWaits(tx, () -> false);
        List<TestApi.Answer> answers = Stream.of("a", "b")
                .map(name -> CompletableFuture.supplyAsync(() -> call(one, PROJECT, THINGS, token, body(name))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted(Comparator.comparingInt(TestApi.Answer::status))
                .toList();
        assertThat(answers).extracting(TestApi.Answer::status).containsExactly(201, 400);
        assertThat(answers.getLast().body().at("/violations/0/path").asString()).isEqualTo("X-Client-Token");
        assertThat(made()).isOne();
    }

    @Test
    void whoWaitsForTooLongIsToldThatTheFirstIsStillAtWork() {
        var later = new CompletableFuture<TestApi.Answer>();
        meanwhile = _ -> later.complete(call(other, PROJECT, THINGS, token, body("a")));
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(later.join().status()).isEqualTo(400);
        assertThat(later.join().body().get("error_code").asString()).isEqualTo("VPN.0031");
        assertThat(later.join().body().get("error_msg").asString())
                .isEqualTo("Repeated operation.: the first call is still being worked on");
        assertThat(made()).isOne();
    }

    @Test
    void whatFailsIsNotKept() {
        assertThat(call(one, PROJECT, THINGS, token, body("refused")).status()).isEqualTo(400);
        assertThat(kept()).isZero();
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
    }

    @Test
    void whatMakesNothingIsNotKept() {
        unfit.set(true);
        var nothing = call(one, PROJECT, THINGS, token, body("a"));
        assertThat(nothing.status()).isEqualTo(201);
        assertThat(nothing.body().at("/thing/remark").asString()).isEqualTo("unfit");
        assertThat(kept()).isZero();
        var first = call(other, PROJECT, THINGS, token, body("a"));
        assertThat(call(one, PROJECT, THINGS, token, body("a")).response().body())
                .isEqualTo(first.response().body());
        assertThat(made()).isOne();
    }

    @Test
    void whoWaitsForACallThatMakesNothingIsDone() {
        unfit.set(true);
        meanwhile = tx -> {
            meanwhile = _ -> {};
            TestDatabase.awaitAnotherThatWaits(tx, () -> false);
        };
        List<String> remarks = Stream.of(one, other)
                .map(api -> CompletableFuture.supplyAsync(() -> call(api, PROJECT, THINGS, token, body("a"))))
                .toList()
                .stream()
                .map(call -> call.join().body().at("/thing/remark").asString())
                .toList();
        assertThat(remarks).containsExactlyInAnyOrder("unfit", "");
        assertThat(made()).isOne();
        assertThat(kept()).isOne();
    }

    @Test
    void aTokenCountsForADay() {
        String first = call(one, PROJECT, THINGS, token, body("a")).response().body();
        clock.pass(Duration.ofHours(24).minusMinutes(1));
        assertThat(call(one, PROJECT, THINGS, token, body("a")).response().body())
                .isEqualTo(first);
        clock.pass(Duration.ofMinutes(2));
        var anew = call(one, PROJECT, THINGS, token, body("b"));
        assertThat(anew.status()).isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, token, body("b")).response().body())
                .isEqualTo(anew.response().body());
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void oldOnesAreSwept() {
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        clock.pass(Duration.ofHours(23));
        assertThat(call(one, PROJECT, "/others", token, body("a")).status()).isEqualTo(201);
        tokens.sweep();
        assertThat(kept()).isEqualTo(2);
        clock.pass(Duration.ofHours(2));
        tokens.sweep();
        assertThat(kept()).isOne();
    }

    @Test
    void neitherBodiesNorAnswersNorTokensCanBeReadInTheDatabase() {
        remark = SECRET;
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        String row = database.read(tx -> tx.createQuery("""
                        SELECT concat_ws(' ', project_id, encode(request, 'escape'), encode(body, 'escape'))
                          FROM client_token""").mapTo(String.class).one());
        assertThat(row).doesNotContain(SECRET).doesNotContain(token).doesNotContain("things");
        byte[] answer = database.read(tx -> tx.createQuery("SELECT answer FROM client_token")
                .mapTo(byte[].class)
                .one());
        assertThatThrownBy(() -> Packed.unpack(answer)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRepeatedButItsCallNotDoneAgain() {
        byte[] random = new byte[Packed.LARGEST];
        new SecureRandom().nextBytes(random);
        remark = HexFormat.of().formatHex(random) + "more";
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        var again = call(one, PROJECT, THINGS, token, body("a"));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body().get("error_code").asString()).isEqualTo("VPN.0031");
        assertThat(again.body().get("error_msg").asString()).contains("it was done");
        assertThat(made()).isOne();
    }

    @Test
    void aProjectsOldestGoWhenItHasTooMany() {
        fill(PROJECT, TokenClaimTable.MOST);
        fill(ProjectId.random(), 3);
        int calls = 0;
        do {
            assertThat(call(one, PROJECT, THINGS, UUID.randomUUID().toString(), body("a"))
                            .status())
                    .isEqualTo(201);
            calls++;
        } while (kept() > TokenClaimTable.MOST + 3 && calls < 500);
        assertThat(kept()).isEqualTo(TokenClaimTable.MOST + 3);
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(call(one, PROJECT, THINGS, token, body("a")).status()).isEqualTo(201);
        assertThat(made()).isEqualTo(calls + 1);
    }

    /// As many earlier ones, one for each second.
    private void fill(ProjectId project, int count) {
        database.change(tx -> tx.createUpdate("""
                        INSERT INTO client_token (project_id, request, body, used_at, status)
                        SELECT :project, convert_to(n::text, 'UTF8'), '',
                               :now::timestamptz - n * interval '1 second', 201
                          FROM generate_series(1, :count) AS n""")
                .bind("project", project.value())
                .bind("now", clock.instant())
                .bind("count", count)
                .execute());
    }

    @Test
    void whatTakesLongIsNotPreparedInVain() {
        String first = call(one, PROJECT, THINGS, token, body("a")).response().body();
        assertThat(call(one, PROJECT, THINGS, token, body("a")).response().body())
                .isEqualTo(first);
        assertThat(call(one, PROJECT, THINGS, token, body("b")).status()).isEqualTo(400);
        assertThat(preparations).hasValue(1);
        assertThat(call(one, PROJECT, THINGS, "", body("b")).status()).isEqualTo(201);
        assertThat(preparations).hasValue(2);
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
        assertThat(made()).isZero();
    }

    @Test
    void twoTokensAreRefused() {
        HttpRequest request = request(one, PROJECT, THINGS, token, body("a"))
                .header("X-Client-Token", token)
                .build();
        assertThat(one.send(request).status()).isEqualTo(400);
        assertThat(made()).isZero();
    }

    @Test
    void aTokenNeedNotBeHexadecimal() {
        assertThat(call(one, PROJECT, THINGS, "yWYnJtOR-Q0a7-R4QW-tFXX-QfundEqrR27W", body("a"))
                        .status())
                .isEqualTo(201);
    }

    private long made() {
        return count("thing");
    }

    private long kept() {
        return count("client_token");
    }

    private long count(String table) {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }
}
