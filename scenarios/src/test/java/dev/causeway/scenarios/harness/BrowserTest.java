package dev.causeway.scenarios.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.causeway.scenarios.browser.Browser;
import dev.causeway.scenarios.browser.PageChecks;
import dev.causeway.scenarios.browser.Tab;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The checks find what they are there for, and a browser leaves nothing behind.
@Tag("dataplane")
@EnabledIf(value = "installed", disabledReason = "needs chromium and chromium-driver: run ./causeway test as root")
class BrowserTest {

    private static final String SECRET = "Secret_of_a_page_1";

    private static final String GOOD = """
            <!doctype html><html lang="en"><title>Good</title><main><h1>Good</h1>
            <label for="word">Word</label> <input id="word"> <button>Say</button></main><script src="/say.js"></script>
            """;

    private static final String BAD = """
            <!doctype html><html><title>Bad</title><main><h1>Bad</h1><input>
            <hr width="3000"><img src="http://localhost:9/elsewhere.png" alt=""></main>
            <script>document.title = 'broken policy'</script><script src="/bad.js"></script>
            """;

    private static final Map<String, String> FILES = Map.of(
            "/good",
            GOOD,
            "/bad",
            BAD,
            "/say.js",
            "document.querySelector('button').onclick = () => document.querySelector('h1').append(' ', word.value)",
            "/bad.js",
            "localStorage.setItem('kept', '" + SECRET + "'); console.error('no good')",
            "/favicon.ico",
            "");

    @TempDir
    private Path folder;

    private HttpServer server;

    static boolean installed() {
        return Files.exists(Path.of("/usr/bin/chromedriver")) && Files.exists(Path.of("/usr/bin/chromium"));
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var _ = server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'self'; require-trusted-types-for 'script'");
            byte[] file = FILES.get(path).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(file);
            }
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void whatIsWrongWithAPageIsFoundAndNothingElse() {
        Path home;
        try (Browser browser = Browser.start(List.of(), folder)) {
            home = browser.home();
            String origin = "http://127.0.0.1:" + server.getAddress().getPort();
            PageChecks checks = new PageChecks(browser, Set.of(origin), List.of(SECRET));
            Tab tab = browser.tab().go(origin + "/good");
            tab.type("Word", "day");
            tab.click("Say");
            tab.shows("Good day");
            assertThat(checks.faults(tab, "good")).isEmpty();
            assertThat(checks.faultsSoFar()).isEmpty();
            assertThat(folder.resolve("good.png")).isNotEmptyFile();
            isFoundOut(checks, tab.go(origin + "/bad"));
        }
        assertThat(home).doesNotExist();
        assertThat(ProcessHandle.allProcesses().flatMap(BrowserTest::words))
                .noneMatch(words -> words.contains(home.toString()));
    }

    private static void isFoundOut(PageChecks checks, Tab tab) {
        assertThat(String.join("\n", checks.faults(tab, "bad")))
                .contains("html-has-lang", "label at input", "wider than the screen", "a secret is in what is kept")
                .doesNotContain(SECRET);
        assertThat(String.join("\n", checks.faultsSoFar()))
                .contains("no good", "Content Security Policy", "asked elsewhere: http://localhost:9/elsewhere.png");
    }

    private static Stream<String> words(ProcessHandle process) {
        return process.info().commandLine().stream();
    }
}
