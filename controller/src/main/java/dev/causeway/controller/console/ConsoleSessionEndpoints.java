package dev.causeway.controller.console;

import dev.causeway.controller.identity.ConsoleSession;
import dev.causeway.controller.identity.ConsoleSessions;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Reply;

/// A user's session: begin it, ask for it, end it. All of it only for the console's pages, so that no other page can
/// log somebody in or out either.
final class ConsoleSessionEndpoints {

    private static final String SET = "Set-Cookie";

    private final ConsoleSessions sessions;
    private final OwnPages ownPages;
    private final SessionCookie cookie;
    private final ConsoleSessionView.Facts facts;

    ConsoleSessionEndpoints(
            ConsoleSessions sessions, OwnPages ownPages, SessionCookie cookie, ConsoleSessionView.Facts facts) {
        this.sessions = sessions;
        this.ownPages = ownPages;
        this.cookie = cookie;
        this.facts = facts;
    }

    /// `POST /console/session`. It takes the place of the session that the browser had before.
    Reply open(Call call) {
        ownPages.require(call);
        ConsoleSessions.Opened opened = sessions.open(call);
        cookie.secret(call).ifPresent(sessions::end);
        return own(Reply.created(ConsoleSessionView.of(opened.session(), facts)))
                .with(SET, cookie.with(opened.secret()));
    }

    /// `GET /console/session`.
    Reply show(Call call) {
        ownPages.require(call);
        ConsoleSession session = cookie.secret(call)
                .flatMap(secret -> sessions.use(secret, cookie.kind()))
                .orElseThrow(SessionAuthenticator::over);
        return own(Reply.ok(ConsoleSessionView.of(session, facts)));
    }

    /// `DELETE /console/session`: there is none afterwards, whether there was one or not.
    Reply end(Call call) {
        ownPages.require(call);
        cookie.secret(call).ifPresent(sessions::end);
        return own(Reply.noContent()).with(SET, cookie.without());
    }

    private static Reply own(Reply reply) {
        return reply.with("Cache-Control", "no-store");
    }
}
