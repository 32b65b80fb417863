package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import java.time.Duration;
import java.time.Instant;

/// Tells when something was on the screen of a page of the console: when the frame that shows it had been painted, by
/// the browser's own clock.
final class PageClock {

    /// The rows of a table.
    static final String ROWS = "tbody tr[data-id]";

    /// The connections of a topology.
    static final String EDGES = "svg.topology a.pill";

    /// Notes for each of the selectors which elements it finds and when that changed last, when the first row's
    /// name was seen first, and when what a key or a click has led to at once was painted.
    private static final String WATCH = """
            const clock = window.clock = {found: {}, names: {}, began: 0, painted: 0};
            const frame = (then) => requestAnimationFrame(() => {
              const behind = new MessageChannel();
              behind.port1.onmessage = () => then(performance.now());
              behind.port2.postMessage(0);
            });
            const look = (css) => {
              const all = document.querySelectorAll(css);
              const what = [all.length, all[0]?.dataset.id, all[all.length - 1]?.dataset.id].join();
              if (what === clock.found[css]?.what) return;
              const found = clock.found[css] = {what, count: all.length, at: 0};
              frame((now) => { found.at = now; clock.painted = now; });
            };
            new MutationObserver(() => {
              look("%s");
              look("%s");
              const name = document.querySelector("tr[data-id] th a")?.textContent;
              if (name && !(name in clock.names)) {
                clock.names[name] = 0;
                frame((now) => { clock.names[name] = performance.timeOrigin + now; });
              }
            }).observe(document, {childList: true, subtree: true, characterData: true});
            for (const type of ["input", "click"]) addEventListener(type, (event) => {
              clock.began = event.timeStamp;
              frame((now) => { clock.painted = now; });
            }, true);
            """.formatted(ROWS, EDGES);

    private static final String UNTIL = """
            const until = async (condition) => {
              const end = performance.now() + 25000;
              while (!condition()) {
                if (performance.now() > end) throw new Error("never seen: " + condition);
                await new Promise((next) => setTimeout(next, 5));
              }
            };
            """;

    private static final String PAINT = UNTIL + """
            const first = () => performance.getEntriesByName("first-contentful-paint")[0];
            await until(first);
            return String(first().startTime);
            """;

    private static final String COUNT = UNTIL + """
            const [css, count] = arguments;
            const found = () => clock.found[css];
            await until(() => found()?.count >= count && found().at > 0);
            return String(found().at);
            """;

    private static final String NAME = UNTIL + """
            const [name] = arguments;
            await until(() => clock.names[name] > 0);
            return String(clock.names[name]);
            """;

    private static final String SETTLED = UNTIL + """
            await until(() => clock.painted > clock.began && performance.now() - clock.painted > 200);
            return String(clock.painted - clock.began);
            """;

    private final Visitor visitor;
    private Tab tab;

    /// Opens the console and logs in.
    PageClock(Visitor visitor) {
        this.visitor = visitor;
        this.tab = visitor.opens("/");
        tab.beforeEachPage("(() => {" + WATCH + "})()");
    }

    Tab tab() {
        return tab;
    }

    /// Loads a page of the console.
    Tab load(String path) {
        return tab.go(visitor.address(path));
    }

    /// Goes where nothing of the console is.
    void leave() {
        var _ = tab.go("about:blank");
    }

    /// From the beginning of the load to the first content.
    Duration firstPaint() {
        return millis(tab.said(PAINT));
    }

    /// From the beginning of the load until so many of [#ROWS] or [#EDGES] were there, or more.
    Duration shown(String css, int count) {
        return millis(tab.said(COUNT, css, count));
    }

    /// From a moment until the first row had this name.
    Duration named(String name, Instant since) {
        Duration seen = millis(tab.said(NAME, name));
        return Duration.between(since, Instant.EPOCH.plus(seen));
    }

    /// From the last key or click until nothing changed any more in what is found.
    Duration settled() {
        return millis(tab.said(SETTLED));
    }

    private static Duration millis(String number) {
        return Duration.ofNanos(Math.round(Double.parseDouble(number) * 1e6));
    }
}
