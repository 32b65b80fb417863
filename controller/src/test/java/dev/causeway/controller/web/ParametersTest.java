package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final Parameter<Integer> LIMIT = Parameter.number("limit", "how many", 1, 20);
    private static final Parameter<Boolean> ALL = Parameter.flag("all", "whether all");
    private static final Parameter<String> NAME =
            Parameter.text("name", "whose").repeated();
    private static final Parameter<String> PROJECT =
            Parameter.text("project", "of which").required();
    private static final Parameter<String> TOKEN =
            Parameter.text("X-Token", "once").header();

    private static final Route ROUTE = Route.tenant(
                    Method.GET, "/v5/{project_id}/things", "things:list", _ -> Reply.noContent())
            .taking(Parameters.of(LIMIT, NAME), PROJECT, TOKEN);

    @Test
    void areReadInTheirForm() {
        Call call = call("limit=7&name=a&name=b&more=1&project=p");
        assertThat(call.query(LIMIT)).contains(7);
        assertThat(call.queryAll(NAME)).containsExactly("a", "b");
        assertThat(call.required(PROJECT)).isEqualTo("p");
        assertThat(call.headerAll(TOKEN)).containsExactly("t");
        assertThatThrownBy(() -> call("limit=21").query(LIMIT))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("limit: must be a number from 1 to 20, not '21'");
        assertThatThrownBy(() -> call("").required(PROJECT)).hasMessage("project: is missing");
    }

    @Test
    void areNotReadWhereTheRouteDoesNotDeclareThem() {
        assertThatThrownBy(() -> call("").query(ALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the route GET /v5/{project_id}/things does not declare the QUERY parameter all");
        assertThatThrownBy(() -> call("").query(Parameter.number("limit", "how many", 1, 21)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call("").query(TOKEN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void areReadAsOftenAsTheyAreDeclared() {
        assertThatThrownBy(() -> call("name=a").query(NAME)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call("").query(PROJECT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call("").queryAll(LIMIT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void areDeclaredOnce() {
        assertThatThrownBy(() -> ROUTE.taking(LIMIT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areRefusedThatAreNotBuilt() {
        Parameter<String> unbuilt = Parameter.unbuilt("sorted");
        Call call = call("sorted=", ROUTE.taking(unbuilt));
        assertThatThrownBy(() -> call.query(unbuilt)).isInstanceOf(Unsupported.class);
        assertThat(call("", ROUTE.taking(unbuilt)).query(unbuilt)).isEmpty();
    }

    @Test
    void areDescribed() {
        var of = Json.read(Json.write(OpenApi.of(List.of(ROUTE))))
                .get("paths")
                .get("/v5/{project_id}/things")
                .get("get")
                .get("parameters");
        assertThat(of.valueStream().map(each -> each.get("name").stringValue()))
                .containsExactly("project_id", "limit", "name", "project", "X-Token", "If-None-Match");
        assertThat(of.get(1).toString())
                .isEqualTo("{\"name\":\"limit\",\"in\":\"query\",\"description\":\"how many\",\"required\":false,"
                        + "\"schema\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":20}}");
        assertThat(of.get(2).get("schema").toString())
                .isEqualTo("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");
        assertThat(of.get(3).get("required").booleanValue()).isTrue();
        assertThat(of.get(4).get("in").stringValue()).isEqualTo("header");
    }

    private static Call call(String query) {
        return call(query, ROUTE);
    }

    private static Call call(String query, Route route) {
        return new Call(
                "GET",
                "/",
                query,
                Map.of("x-token", List.of("t")),
                Map.of(),
                Optional.of(route),
                Content.NONE,
                new Caller.Nobody(),
                Optional.empty(),
                "request");
    }
}
