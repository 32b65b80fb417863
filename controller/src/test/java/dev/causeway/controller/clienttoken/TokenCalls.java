package dev.causeway.controller.clienttoken;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/// Calls that make things, with tokens of their clients.
final class TokenCalls {

    static final String SECRET = "correct-horse-battery";

    private TokenCalls() {}

    static String body(String name) {
        return "{\"thing\":{\"name\":\"%s\",\"password\":\"%s\"}}".formatted(name, SECRET);
    }

    /// @param token none if it is empty
    static TestApi.Answer call(TestApi api, ProjectId project, String path, String token, String json) {
        return api.send(request(api, project, path, token, json).build());
    }

    static HttpRequest.Builder request(TestApi api, ProjectId project, String path, String token, String json) {
        var request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + api.port() + "/v5/" + project.value() + path))
                .header("X-Auth-Token", project.value())
                .header("Content-Type", "application/json")
                .method("POST", HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        return token.isEmpty() ? request : request.header("X-Client-Token", token);
    }
}
