package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.cloud.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.JsonNode;

/// What a browser has said in its console, reports of broken policies among it, and every request that its pages made.
public final class BrowserLog {

    /// What never leaves the browser.
    private static final Set<String> INNER = Set.of("data", "blob", "about", "chrome", "devtools");

    private final WebDriver driver;
    private final List<String> lines = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    BrowserLog(WebDriver driver) {
        this.driver = driver;
    }

    /// From here on a line like that is nothing to wonder at: the browser writes one for each call that is refused.
    public void expect(String pattern) {
        expected.add(Pattern.compile(pattern, Pattern.DOTALL));
    }

    /// Begins anew: of what was so far nothing is told any more, and nothing is expected.
    public void forget() {
        var _ = unexpected();
        var _ = requests();
        lines.clear();
        requests.clear();
        expected.clear();
    }

    /// All lines of the console so far that nobody expected.
    public List<String> unexpected() {
        entries(LogType.BROWSER).stream()
                // What a browser shows only to those who ask for more is advice.
                .filter(entry -> entry.getLevel().intValue() >= Level.INFO.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .filter(line -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(line).find()))
                .forEach(lines::add);
        return List.copyOf(lines);
    }

    /// The addresses of all requests so far.
    public List<String> requests() {
        entries(LogType.PERFORMANCE).stream()
                .map(entry -> JsonText.parse(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(message -> message.at("/params/request/url"))
                .map(JsonNode::asString)
                .forEach(requests::add);
        return List.copyOf(requests);
    }

    /// The requests so far that went to none of these origins, such as `https://127.0.0.1:8443`.
    public List<String> elsewhere(Set<String> origins) {
        return requests().stream()
                .filter(address -> !INNER.contains(scheme(address)))
                .filter(address -> origins.stream().noneMatch(origin -> address.startsWith(origin + "/")))
                .toList();
    }

    private static String scheme(String address) {
        return address.substring(0, address.indexOf(':'));
    }

    private List<LogEntry> entries(String type) {
        return StreamSupport.stream(driver.manage().logs().get(type).spliterator(), false)
                .toList();
    }
}
