package dev.causeway.controller.console;

import dev.causeway.controller.identity.ConsoleSession;
import dev.causeway.controller.identity.ConsoleSessions;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Reply;
import java.util.function.Function;

/// Sessions of one kind: begin one, ask for it, end it. All of it only for the console's pages, so that no other
/// page can log somebody in or out either.
final class ConsoleSessionEndpoints {

    private static final String SET = "Set-Cookie";

    private final ConsoleSessions sessions;
    private final OwnPages ownPages;
    private final SessionCookie cookie;
    private final Function<Call, ConsoleSessions.Opened> opening;
    private final Function<ConsoleSession, Object> view;

    /// @param opening begins a session of whoever's name and password a call has
    /// @param view how an answer describes one
    ConsoleSessionEndpoints(
            ConsoleSessions sessions,
            OwnPages ownPages,
            SessionCookie cookie,
            Function<Call, ConsoleSessions.Opened> opening,
            Function<ConsoleSession, Object> view) {
        this.sessions = sessions;
        this.ownPages = ownPages;
        this.cookie = cookie;
        this.opening = opening;
        this.view = view;
    }

    /// It takes the place of the session that the browser had before.
    Reply open(Call call) {
        ownPages.require(call);
        ConsoleSessions.Opened opened = opening.apply(call);
        cookie.secret(call).ifPresent(sessions::end);
        return own(Reply.created(view.apply(opened.session()))).with(SET, cookie.with(opened.secret()));
    }

    Reply show(Call call) {
        ownPages.require(call);
        ConsoleSession session = cookie.secret(call)
                .flatMap(secret -> sessions.use(secret, cookie.kind()))
                .orElseThrow(SessionAuthenticator::over);
        return own(Reply.ok(view.apply(session)));
    }

    /// There is none afterwards, whether there was one or not.
    Reply end(Call call) {
        ownPages.require(call);
        cookie.secret(call).ifPresent(sessions::end);
        return own(Reply.noContent()).with(SET, cookie.without());
    }

    private static Reply own(Reply reply) {
        return reply.with("Cache-Control", "no-store");
    }
}
