package dev.causeway.controller.web;

import dev.causeway.model.Busy;
import dev.causeway.model.Coded;
import dev.causeway.model.Fault;
import dev.causeway.model.Forbidden;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ServiceException;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.Unavailable;
import dev.causeway.model.Unsupported;
import dev.causeway.model.Violation;
import java.util.List;
import java.util.Optional;

/// The one place where a failure becomes an answer over HTTP. A kind of failure without an answer does not compile.
///
/// @param violations what the message says of each part of the request, if that is what it says
public record Problem(int status, String code, String message, List<Violation> violations) {

    /// Overload is 503 and never 429, on which Terraform sleeps for minutes; nor 400, which it takes on the deletion of
    /// a subnet for "gone".
    private static final String RETRY_AFTER_SECONDS = "1";

    static final Problem INTERNAL = new Problem(500, "VPN.0002", "internal error");
    static final Problem NO_SUCH_PATH = new Problem(404, "VPN.0004", "there is no operation at this path");
    static final Problem TOO_LARGE = new Problem(413, "VPN.0001", "the request is too large");
    static final Problem TOO_SLOW = new Problem(408, "VPN.0001", "the body did not come within a minute");
    static final Problem NOT_JSON = new Problem(415, "VPN.0001", "the body must be application/json");
    static final Problem NOT_HTTP = new Problem(400, "VPN.0001", "the request is not well-formed HTTP/1.1");

    /// A message may quote what a caller sent.
    public Problem {
        message = Text.writable(message);
        violations = violations.stream().map(one -> one.map(Text::writable)).toList();
    }

    Problem(int status, String code, String message) {
        this(status, code, message, List.of());
    }

    public static Problem of(ServiceException failure) {
        return switch (failure) {
            case InvalidInput e -> of(e);
            case Coded e -> of(e.fault(), e.getMessage(), List.of());
            case Unauthenticated e -> new Problem(401, "APIGW.0301", e.getMessage());
            case Forbidden e -> new Problem(403, "VPN.0003", e.getMessage());
            case NotFound e -> new Problem(404, "VPN.0004", e.getMessage());
            case NotReady e -> new Problem(409, "VPN.0003", e.getMessage());
            case Unsupported e -> new Problem(501, "VPN.0001", e.getMessage());
            case Busy e -> new Problem(503, "VPN.0030", e.getMessage());
            case Unavailable e -> new Problem(503, "VPN.0002", e.getMessage());
        };
    }

    /// The first part with a code of its own answers for all.
    private static Problem of(InvalidInput failure) {
        List<Violation> all = failure.violations();
        return all.stream()
                .flatMap(one -> one.fault().map(fault -> of(fault, one, all)).stream())
                .findFirst()
                .orElseGet(() -> new Problem(400, "VPN.0001", "invalid request: " + failure.getMessage(), all));
    }

    /// Before a reason stands the path of the part that it is about.
    private static Problem of(Fault fault, Violation part, List<Violation> all) {
        return of(fault, fault.reason().map(_ -> fault.text() + ": " + part).orElse(fault.text()), all);
    }

    private static Problem of(Fault fault, String message, List<Violation> violations) {
        return new Problem(fault.code().status(), fault.code().code(), message, violations);
    }

    /// One part of what is wrong.
    ///
    /// @param code if it has one of its own
    record Part(String path, String message, Optional<String> code) {

        static Part of(Violation violation) {
            return new Part(
                    violation.path(),
                    violation.message(),
                    violation.fault().map(fault -> fault.code().code()));
        }
    }

    /// The answer's form.
    ///
    /// @param requestId also sent as header `X-Request-Id`
    /// @param violations what `error_msg` says of each part of the request: the text cannot be split safely
    /// @param error the same in another form, where clients of comparable clouds read it
    record Body(
            String errorCode,
            String errorMsg,
            String requestId,
            Optional<List<Part>> violations,
            Optional<IdentityErrors.Detail> error) {}

    Reply reply(String requestId) {
        Reply reply = Reply.of(status, body(requestId));
        return status == 503 ? reply.with("Retry-After", RETRY_AFTER_SECONDS) : reply;
    }

    private Body body(String requestId) {
        List<Part> parts = violations.stream().map(Part::of).toList();
        return new Body(code, message, requestId, Optional.of(parts).filter(all -> !all.isEmpty()), Optional.empty());
    }
}
