package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Forbidden;
import dev.causeway.model.ProjectId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What may be called is decided by whom the listener is given for that.
class AuthorizerTest {

    private static final ProjectId PROJECT = ProjectId.random();

    private static final TestApi API = TestApi.serve(
            List.of(
                    Route.open(Method.GET, "/healthz", "health", _ -> Reply.ok(Map.of())),
                    Route.tenant(Method.GET, "/v5/{project_id}/things", "things:list", _ -> Reply.ok(Map.of())),
                    Route.tenant(Method.POST, "/v5/{project_id}/things", "things:create", call -> {
                        throw new AssertionError("is not called");
                    })),
            _ -> Admission.sure(new Caller.User("user", "user", "domain", Set.of(PROJECT), Optional.of(PROJECT))),
            (route, call, caller) -> {
                boolean reads = route.action().endsWith(":list");
                if (!reads || !call.project().equals(PROJECT) || !(caller instanceof Caller.User)) {
                    throw new Forbidden("no policy allows %s", route.action());
                }
            },
            8);

    @AfterAll
    static void close() {
        API.close();
    }

    @Test
    void seesOperationAndProjectAndRefusesBeforeTheBodyIsRead() {
        assertThat(API.call(PROJECT, "GET", "/v5/" + PROJECT + "/things", "").status())
                .isEqualTo(200);
        var refused = API.call(PROJECT, "POST", "/v5/" + PROJECT + "/things", "x".repeat(13 << 20));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().get("error_msg").stringValue()).isEqualTo("no policy allows things:create");
        assertThat(API.call(PROJECT, "GET", "/v5/" + ProjectId.random() + "/things", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isNotAskedOfWhatIsOpenToAnybody() {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + API.port() + "/healthz"))
                .build();
        assertThat(API.send(request).status()).isEqualTo(200);
    }
}
