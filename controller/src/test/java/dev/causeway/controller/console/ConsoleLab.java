package dev.causeway.controller.console;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.Signature;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import dev.causeway.model.password.Passwords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The console behind a listener, with some files, two operations of others, and a clock that a test moves.
abstract class ConsoleLab {

    static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
    static final Clock CLOCK = ((InstantSource) () -> Instant.now().plus(AHEAD.get())).withZone(ZoneOffset.UTC);
    static final String PAGE = "<!doctype html><title>Causeway</title>" + "<p>the page</p>".repeat(40);
    static final String SCRIPT = "console.log('the script');\n".repeat(40);

    /// What the build makes of the page; here it only has to be something else.
    static final String BROTLI = "the page by brotli";

    private static final Map<String, String> FILES = Map.of(
            "index.html", PAGE,
            "index.html.br", BROTLI,
            "app.js", SCRIPT,
            "app.css", "p{}",
            "app.css.br", "longer than p{}",
            "left.js.br", "of a file that is gone",
            "icons/mark.svg", "<svg/>",
            "odd.bin", "?");

    static Database database;
    static Identity identity;
    static TenantCredentials tenant;
    static TenantCredentials operator;
    static TestApi api;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        database = TestDatabase.fresh();
        identity = new Identity(
                database,
                Vault.open(folder.resolve("master.key")),
                new Passwords(2),
                new Identity.Settings("region-1", "https://vpn.example.com", Optional.empty()),
                CLOCK);
        identity.bootstrap("main", (first, second) -> {
            tenant = first;
            operator = second;
        });
        api = serve(identity, files(folder.resolve("files")));
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    @AfterEach
    void presentAgain() {
        AHEAD.set(Duration.ZERO);
    }

    static TestApi serve(Identity identity, ConsoleFiles files) {
        var console = Console.open(identity, new Console.Settings("region-1", "https://vpn.example.com"), files);
        List<Route> routes = new ArrayList<>(identity.routes());
        routes.add(Route.tenant(Method.GET, "/v5/{project_id}/whoami", "test:whoami:get", ConsoleLab::whoami));
        routes.add(Route.tenant(Method.POST, "/v5/{project_id}/whoami", "test:whoami:create", ConsoleLab::whoami));
        routes.add(Route.tenant(Method.GET, "/v5/whoami", "test:whoami:get", ConsoleLab::whoami));
        routes.add(Route.tenant(Method.GET, SessionAuthenticator.STREAM, "test:events:get", ConsoleLab::whoami));
        routes.addAll(console.routes(routes));
        routes.replaceAll(route -> route.template().equals("/") ? console.leadingBrowsers(route) : route);
        return TestApi.serve(routes, console.authenticator(), 64);
    }

    static ConsoleFiles files(Path folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return ConsoleFiles.below(folder);
    }

    private static Reply whoami(Call call) {
        return Reply.ok(Map.of("user", ((Caller.User) call.caller()).name(), "project", call.project()));
    }

    /// What a browser holds of a session: `name=value`.
    static String login(TenantCredentials who) {
        return cookie(login(who, who.password()));
    }

    static TestApi.Answer login(TenantCredentials who, String password) {
        return api.send(ours("/console/session")
                .POST(BodyPublishers.ofString(body(who, password)))
                .build());
    }

    static String body(TenantCredentials who, String password) {
        return """
                {"auth":{"identity":{"methods":["password"],"password":{"user":
                  {"name":"%s","password":"%s","domain":{"name":"%s"}}}}}}
                """.formatted(who.user(), password, who.domain().orElse("main"));
    }

    static String cookie(TestApi.Answer login) {
        String set = login.response().headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    /// A call as the console's pages make it.
    static HttpRequest.Builder ours(String path) {
        return plain(path).header("X-Causeway-Console", "1").header("Sec-Fetch-Site", "same-origin");
    }

    static HttpRequest.Builder ours(String path, String cookie) {
        return ours(path).header("Cookie", cookie);
    }

    static HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + path));
    }

    static int status(HttpRequest.Builder request) {
        return api.send(request.build()).status();
    }

    static String whoami() {
        return whoami(tenant);
    }

    static String whoami(TenantCredentials who) {
        return "/v5/" + who.projectId().orElseThrow() + "/whoami";
    }

    /// Another tenant.
    static TenantCredentials make(String name) {
        URI uri = plain("/admin/v1/projects").build().uri();
        byte[] body = "{\"name\":\"%s\"}".formatted(name).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body));
        Signature.sign("POST", uri, Map.of(), body, operator.accessKey(), operator.secretKey(), Instant.now())
                .forEach(request::header);
        JsonNode made = api.send(request.build()).body();
        return new TenantCredentials(
                "",
                "region-1",
                Optional.of(new ProjectId(made.get("project_id").stringValue())),
                Optional.of(name),
                made.get("user").stringValue(),
                made.get("user_id").stringValue(),
                made.get("password").stringValue(),
                made.get("access_key").stringValue(),
                made.get("secret_key").stringValue(),
                Optional.empty());
    }
}
