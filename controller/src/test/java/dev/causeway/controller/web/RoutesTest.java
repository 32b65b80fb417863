package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final Route LIST = route(Method.GET, "/v5/{project_id}/things");
    private static final Route GET = route(Method.GET, "/v5/{project_id}/things/{id}");
    private static final Route TAGS = route(Method.GET, "/v5/{project_id}/things/tags");
    private static final Route LOG = route(Method.GET, "/v5/{project_id}/things/{thing_id}/log");
    private static final Route FILES = route(Method.GET, "/files/{name*}");
    private static final Route SESSION = route(Method.GET, "/files/session");
    private static final Routes ROUTES = new Routes(List.of(LIST, GET, TAGS, LOG, FILES, SESSION));

    @Test
    void readsTheParametersByTheNamesOfTheRoute() {
        assertThat(find("GET", "/v5/p/things/7"))
                .isEqualTo(new Routes.Match.Found(GET, Map.of("project_id", "p", "id", "7")));
        assertThat(find("GET", "/v5/p/things/7/log"))
                .isEqualTo(new Routes.Match.Found(LOG, Map.of("project_id", "p", "thing_id", "7")));
    }

    @Test
    void prefersLiteralSegmentsAndGoesBackWhenTheyLeadNowhere() {
        assertThat(find("GET", "/v5/p/things/tags")).isEqualTo(new Routes.Match.Found(TAGS, Map.of("project_id", "p")));
        assertThat(find("GET", "/v5/p/things/tags/log"))
                .isEqualTo(new Routes.Match.Found(LOG, Map.of("project_id", "p", "thing_id", "tags")));
    }

    @Test
    void takesAnEmptyIdentifierForNone() {
        for (String path :
                List.of("/v5/p/things/", "/v5//things", "/v5//things/7", "/v5/p/things//log", "//", "/v5/p/")) {
            assertThat(find("GET", path)).as(path).isEqualTo(new Routes.Match.Nothing());
        }
    }

    @Test
    void takesWhatIsLeftOfAPathWhereNothingElseIs() {
        Map.of(
                        "/files/",
                        "",
                        "/files/a",
                        "a",
                        "/files/a/b.js",
                        "a/b.js",
                        "/files//",
                        "/",
                        "/files/session/x",
                        "session/x")
                .forEach((path, name) -> assertThat(find("GET", path))
                        .as(path)
                        .isEqualTo(new Routes.Match.Found(FILES, Map.of("name", name))));
        assertThat(find("GET", "/files/session")).isEqualTo(new Routes.Match.Found(SESSION, Map.of()));
        assertThat(find("GET", "/files")).isEqualTo(new Routes.Match.Nothing());
        assertThat(find("PUT", "/files/a")).isEqualTo(new Routes.Match.OtherMethods(Set.of(Method.GET)));
        assertThatThrownBy(() -> new Routes(List.of(FILES, route(Method.GET, "/files/{other*}"))))
                .hasMessageContaining("two routes");
    }

    @Test
    void tellsAWrongMethodFromAWrongPath() {
        assertThat(find("PUT", "/v5/p/things")).isEqualTo(new Routes.Match.OtherMethods(Set.of(Method.GET)));
        assertThat(find("GET", "/v5/p")).isEqualTo(new Routes.Match.Nothing());
        assertThat(find("GET", "/")).isEqualTo(new Routes.Match.Nothing());
    }

    @Test
    void refusesTwoRoutesForTheSameRequests() {
        assertThatThrownBy(() -> new Routes(List.of(GET, route(Method.GET, "/v5/{p}/things/{other}"))))
                .hasMessageContaining("two routes");
    }

    private static Routes.Match find(String method, String path) {
        return ROUTES.find(method, Routes.segments(path));
    }

    private static Route route(Method method, String template) {
        return Route.tenant(method, template, "test", _ -> Reply.noContent());
    }
}
