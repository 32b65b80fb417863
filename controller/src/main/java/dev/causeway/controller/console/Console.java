package dev.causeway.controller.console;

import dev.causeway.controller.identity.ConsoleSessions;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.web.Accepted;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The console: its files, and sessions that count as credentials in calls of its pages. It gives nobody a right that
/// the API does not give.
public final class Console {

    /// Where its files begin.
    static final String ROOT = "/console/";

    /// Files are of any type, and have tags of their own.
    private static final String ANYTHING = "*/*";

    private final Identity identity;
    private final Settings settings;
    private final ConsoleFiles files;
    private final OwnPages ownPages;
    private final SessionCookie usersCookie;
    private final SessionCookie operatorsCookie;

    private Console(Identity identity, Settings settings, ConsoleFiles files) {
        this.identity = identity;
        this.settings = settings;
        this.files = files;
        this.ownPages = new OwnPages(settings.endpoint());
        this.usersCookie = SessionCookie.ofUsers(identity.instance());
        this.operatorsCookie = SessionCookie.ofOperators(identity.instance());
    }

    /// What the console says of the service.
    ///
    /// @param endpoint by which clients call it, such as `https://127.0.0.1:8443`
    public record Settings(String region, String endpoint) {}

    /// Reads the files that the class path has, if any.
    public static Console open(Identity identity, Settings settings) {
        return new Console(identity, settings, ConsoleFiles.of(Console.class.getClassLoader()));
    }

    static Console open(Identity identity, Settings settings, ConsoleFiles files) {
        return new Console(identity, settings, files);
    }

    /// Knows whoever the API knows, and by a session whoever has one.
    public Authenticator authenticator() {
        return new SessionAuthenticator(
                identity.authenticator(), identity.sessions(), ownPages, List.of(usersCookie, operatorsCookie));
    }

    /// Its operations and files.
    ///
    /// @param served what the service has beside; a session's user is told which of it is for users
    public List<Route> routes(List<Route> served) {
        return Stream.of(usersSession(facts(served)), operatorsSession(), fileRoutes())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> usersSession(ConsoleSessionView.Facts facts) {
        ConsoleSessions sessions = identity.sessions();
        var endpoints = new ConsoleSessionEndpoints(
                sessions, ownPages, usersCookie, sessions::open, session -> ConsoleSessionView.of(session, facts));
        return List.of(
                Route.open(Method.POST, "/console/session", "console:session:open", endpoints::open)
                        .login(),
                Route.open(Method.GET, "/console/session", "console:session:get", endpoints::show),
                Route.open(Method.DELETE, "/console/session", "console:session:end", endpoints::end));
    }

    /// It begins where the console is, and is asked for and ended where a browser sends its cookie.
    private List<Route> operatorsSession() {
        ConsoleSessions sessions = identity.sessions();
        var endpoints = new ConsoleSessionEndpoints(
                sessions, ownPages, operatorsCookie, sessions::openOperators, OperatorSessionView::of);
        return List.of(
                Route.open(Method.POST, "/console/operator/session", "console:operatorSession:open", endpoints::open)
                        .login(),
                Route.open(Method.GET, "/admin/v1/session", "console:operatorSession:get", endpoints::show),
                Route.open(Method.DELETE, "/admin/v1/session", "console:operatorSession:end", endpoints::end));
    }

    private List<Route> fileRoutes() {
        return List.of(
                Route.open(Method.GET, "/console", "console:files:get", _ -> Reply.found(ROOT))
                        .answering(ANYTHING)
                        .ready(),
                Route.open(Method.GET, ROOT + "{file*}", "console:files:get", files::answer)
                        .answering(ANYTHING)
                        .ready(),
                Route.open(Method.HEAD, ROOT + "{file*}", "console:files:get", files::answer)
                        .ready());
    }

    private ConsoleSessionView.Facts facts(List<Route> served) {
        List<String> actions = served.stream()
                .filter(route -> route.access() == Route.Access.TENANT)
                .map(Route::action)
                .distinct()
                .sorted()
                .toList();
        var service = new ConsoleSessionView.Service(version(), settings.region());
        return new ConsoleSessionView.Facts(
                actions,
                identity.instance(),
                service,
                ConsoleSessions.Kind.USER.idle().toSeconds());
    }

    private static String version() {
        return Optional.ofNullable(Console.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /// Leads browsers from a route to the console, if there is one here. Everyone else is answered as before.
    public Route leadingBrowsers(Route route) {
        return route.answeredBy(call -> files.isEmpty() || !Accepted.names(call, "Accept", "text/html")
                ? route.endpoint().handle(call)
                : Reply.found(ROOT).with("Vary", "Accept").with("Cache-Control", "no-store"));
    }
}
