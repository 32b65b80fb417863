package dev.causeway.controller.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets errors on the identity's paths be read by the clients of comparable clouds, too, which know one form there. The
/// members of the API's own form stay.
final class IdentityErrors {

    private static final Pattern PATHS = Pattern.compile("/?|/v3/?|/v3/(auth|projects|users)(/.*)?");

    private IdentityErrors() {}

    /// An error in that form.
    ///
    /// @param code the status of the answer
    record Detail(int code, String message, String title) {}

    /// The body of an answer, with the other form beside if it is an error on one of those paths.
    static Object body(String rawPath, int status, Object body) {
        return body instanceof Problem.Body problem && PATHS.matcher(rawPath).matches()
                ? new Problem.Body(
                        problem.errorCode(),
                        problem.errorMsg(),
                        problem.requestId(),
                        problem.violations(),
                        Optional.of(new Detail(
                                status,
                                problem.errorMsg(),
                                HttpResponseStatus.valueOf(status).reasonPhrase())))
                : body;
    }
}
