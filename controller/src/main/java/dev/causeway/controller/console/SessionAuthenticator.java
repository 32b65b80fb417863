package dev.causeway.controller.console;

import dev.causeway.controller.identity.ConsoleSession;
import dev.causeway.controller.identity.ConsoleSessions;
import dev.causeway.controller.web.Admission;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Call;
import dev.causeway.model.Forbidden;
import dev.causeway.model.Unauthenticated;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Knows callers by the cookie of a session, if the call comes from the console's pages. Whoever shows other
/// credentials is known by those, and the cookie is not looked at.
final class SessionAuthenticator implements Authenticator {

    /// Asked for all the time that a page is open: that is no use of a session.
    static final String STREAM = "/console/events";

    /// Operations are found by decoded paths, but what a session counts for is told by how a path begins: pages have no
    /// reason to spell that in another way.
    private static final Pattern OTHER_SPELLING = Pattern.compile("/?[^/]*(?:/[^/]*)?%");

    private final Authenticator others;
    private final ConsoleSessions sessions;
    private final OwnPages ownPages;
    private final List<SessionCookie> cookies;

    SessionAuthenticator(
            Authenticator others, ConsoleSessions sessions, OwnPages ownPages, List<SessionCookie> cookies) {
        this.others = others;
        this.sessions = sessions;
        this.ownPages = ownPages;
        this.cookies = List.copyOf(cookies);
    }

    @Override
    public boolean shows(Call head) {
        return others.shows(head) || cookie(head).isPresent();
    }

    @Override
    public Admission admit(Call head) {
        Optional<SessionCookie> cookie = cookie(head);
        return others.shows(head) || cookie.isEmpty() ? others.admit(head) : bySession(head, cookie.get());
    }

    @Override
    public Optional<String> login(Call head) {
        return others.shows(head) ? others.login(head) : cookie(head).flatMap(cookie -> cookie.secret(head));
    }

    private Optional<SessionCookie> cookie(Call head) {
        return cookies.stream()
                .filter(cookie -> cookie.countsFor(head) && cookie.secret(head).isPresent())
                .findFirst();
    }

    private Admission bySession(Call head, SessionCookie cookie) {
        if (OTHER_SPELLING.matcher(head.rawPath()).lookingAt()) {
            throw new Forbidden("a session counts only where the beginning of the path is not percent-encoded");
        }
        String secret = cookie.secret(head).orElseThrow();
        Optional<ConsoleSession> session;
        if (head.rawPath().equals(STREAM)) {
            ownPages.requireForStream(head);
            session = sessions.find(secret, cookie.kind());
        } else {
            ownPages.require(head);
            session = sessions.use(secret, cookie.kind());
        }
        return Admission.sure(sessions.caller(session.orElseThrow(SessionAuthenticator::over), head));
    }

    static Unauthenticated over() {
        return new Unauthenticated("there is no session, or it has ended: log in again");
    }
}
