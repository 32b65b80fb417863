package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViolationsTest {

    private static final ProjectId PROJECT = ProjectId.random();

    private static final Parameter<Prefix> CIDR = Parameter.text("cidr", "a network", Prefix::parse);

    private static final TestApi API = TestApi.serve(List.of(
            Route.tenant(
                    Method.POST,
                    "/things",
                    "things:create",
                    call -> Reply.ok(call.with("thing", ViolationsTest::read, ViolationsTest::plan))),
            Route.open(
                    Method.POST,
                    "/v3/auth/things",
                    "iam:things:create",
                    call -> Reply.ok(call.with("thing", ViolationsTest::read, ViolationsTest::plan))),
            Route.tenant(
                    Method.GET,
                    "/things/{thing_id}",
                    "things:get",
                    call -> Reply.ok(call.path("thing_id", Prefix::parse).toString())),
            Route.tenant(
                            Method.GET,
                            "/things",
                            "things:list",
                            call -> Reply.ok(call.query(CIDR).orElseThrow(() -> new NotFound("there are no things"))))
                    .taking(CIDR)));

    private record Thing(String name, List<Prefix> networks) {}

    private static Thing read(JsonReader in) {
        return new Thing(
                in.required("name", text -> {
                    if (text.contains(";")) {
                        throw new InvalidInput("'%s' is not a name", text);
                    }
                    return text;
                }),
                in.requiredList("networks", Prefix::parse));
    }

    /// Finds wrong what each network is by itself, by paths that know nothing of the body.
    private static List<String> plan(Thing thing) {
        List<Prefix> networks = thing.networks();
        return IntStream.range(0, networks.size())
                .mapToObj(i -> InvalidInput.within("networks[%d]".formatted(i), () -> plan(networks.get(i))))
                .toList();
    }

    private static String plan(Prefix network) {
        if (network.length() > 24) {
            throw InvalidInput.at("length", "must be at most 24");
        }
        return network.toString();
    }

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void eachStandsBesideTheTextWithItsPathWhateverItSays() {
        var answer = API.call(PROJECT, "POST", "/things", """
                {"thing":{"name":"a; thing.networks: is missing","networks":["10.0.0.0/8","x"]}}""");
        assertThat(answer.status()).isEqualTo(400);
        JsonNode violations = answer.body().get("violations");
        assertThat(violations.size()).isEqualTo(2);
        assertThat(violations.get(0).toString())
                .isEqualTo("{\"path\":\"thing.name\",\"message\":\"'a; thing.networks: is missing' is not a name\"}");
        assertThat(violations.get(1).get("path").stringValue()).isEqualTo("thing.networks[1]");
        assertThat(answer.body().get("error_msg").stringValue())
                .startsWith("invalid request: thing.name: 'a; thing.networks: is missing' is not a name; thing.net");
    }

    @Test
    void whatIsFoundLaterThanAtReadingHasItsPathToo() {
        var answer = API.call(PROJECT, "POST", "/things", """
                {"thing":{"name":"a","networks":["10.0.0.0/8","10.0.0.0/25"]}}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("violations").toString())
                .isEqualTo("[{\"path\":\"thing.networks[1].length\",\"message\":\"must be at most 24\"}]");
        assertThat(answer.body().get("error_msg").stringValue())
                .isEqualTo("invalid request: thing.networks[1].length: must be at most 24");
    }

    @Test
    void aParameterOfTheQueryIsAPath() {
        var answer = API.call(PROJECT, "GET", "/things?cidr=x", "");
        assertThat(answer.body().get("violations").get(0).get("path").stringValue())
                .isEqualTo("cidr");
    }

    @Test
    void aParameterOfThePathIsAPath() {
        var answer = API.call(PROJECT, "GET", "/things/x", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/violations/0/path").stringValue()).isEqualTo("thing_id");
    }

    @Test
    void theFormOfTheIdentitysErrorsHasThemToo() {
        var answer = API.call(PROJECT, "POST", "/v3/auth/things", "{\"thing\":{\"networks\":[\"x\"]}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/message")).isEqualTo(answer.body().get("error_msg"));
        assertThat(answer.body().get("violations").valueStream())
                .extracting(one -> one.get("path").stringValue())
                .containsExactly("thing.name", "thing.networks[0]");
    }

    @Test
    void theBodyAsAWholeHasAnEmptyPath() {
        var answer = API.call(PROJECT, "POST", "/things", "[]");
        assertThat(answer.body().get("violations").toString())
                .isEqualTo("[{\"path\":\"\",\"message\":\"the body is not a JSON object\"}]");
    }

    @Test
    void whatIsNoFaultOfTheRequestHasNone() {
        var answer = API.call(PROJECT, "GET", "/things", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().has("violations")).isFalse();
    }

    @Test
    void moreThanAnybodyReadsIsCutShort() {
        String networks = String.join(",", Collections.nCopies(60, "\"x\""));
        var answer =
                API.call(PROJECT, "POST", "/things", "{\"thing\":{\"name\":\"a\",\"networks\":[" + networks + "]}}");
        JsonNode violations = answer.body().get("violations");
        assertThat(violations.size()).isEqualTo(51);
        assertThat(violations.get(50).toString()).isEqualTo("{\"path\":\"\",\"message\":\"and more\"}");
    }
}
