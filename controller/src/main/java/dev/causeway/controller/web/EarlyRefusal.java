package dev.causeway.controller.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

/// Answers in the API's form what the HTTP library refuses before any of the project's code sees it.
final class EarlyRefusal implements DirectHandler {

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        String requestId = Exchange.newRequestId();
        Problem problem = problem(status);
        return TransportResponse.builder()
                .status(Status.create(problem.status()))
                .headers(headers)
                .header(HeaderNames.create("X-Request-Id"), requestId)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .keepAlive(false)
                .entity(Json.write(IdentityErrors.body(
                        request.path(),
                        problem.status(),
                        new Problem.Body(problem.code(), problem.message(), requestId))))
                .build();
    }

    private static Problem problem(Status status) {
        return switch (status.code()) {
            case 413 -> Problem.TOO_LARGE;
            case 404 -> Problem.NO_SUCH_PATH;
            case 500, 501, 502, 503 -> Problem.INTERNAL;
            default -> Problem.NOT_HTTP;
        };
    }
}
