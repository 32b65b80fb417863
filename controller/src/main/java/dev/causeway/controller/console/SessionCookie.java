package dev.causeway.controller.console;

import dev.causeway.controller.identity.ConsoleSessions;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Cookies;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a browser keeps a session's secret: no script reads it, and no other site's page has it sent.
///
/// @param name with the installation's id, as browsers keep the cookies of all ports of a host together
/// @param path below which a browser sends it
record SessionCookie(ConsoleSessions.Kind kind, String name, String path) {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{64}");
    private static final String OPERATORS = "/admin";
    private static final String ATTRIBUTES = "; Secure; HttpOnly; SameSite=Strict";

    /// By its prefix a browser takes it from this host alone, for all of it.
    static SessionCookie ofUsers(String instance) {
        return new SessionCookie(ConsoleSessions.Kind.USER, "__Host-causeway-" + instance, "/");
    }

    /// It comes with no call but those that are the operator's. The other prefix, by which a browser takes a
    /// cookie from one host alone, is for cookies of all paths.
    static SessionCookie ofOperators(String instance) {
        return new SessionCookie(ConsoleSessions.Kind.OPERATOR, "__Secure-causeway-operator-" + instance, OPERATORS);
    }

    /// The secret that a call brings, if it looks like one.
    Optional<String> secret(Call call) {
        return Cookies.value(call, name).filter(value -> SECRET.matcher(value).matches());
    }

    /// Whether the session counts for a call: a user's never for what is the operator's, nor the operator's elsewhere.
    boolean countsFor(Call call) {
        boolean operators = call.rawPath().equals(OPERATORS) || call.rawPath().startsWith(OPERATORS + "/");
        return switch (kind) {
            case USER -> !operators;
            case OPERATOR -> operators;
        };
    }

    /// Has a browser keep a secret until it is closed.
    String with(String secret) {
        return name + "=" + secret + "; Path=" + path + ATTRIBUTES;
    }

    /// Has a browser forget the secret.
    String without() {
        return name + "=; Path=" + path + "; Max-Age=0" + ATTRIBUTES;
    }
}
