package dev.causeway.scenarios.cases.console;

import dev.causeway.scenarios.browser.Browser;
import dev.causeway.scenarios.browser.Tab;
import java.time.Duration;

/// Time as pages in a tab know it: it goes twenty times as fast, and what people are waited for passes in a moment.
final class HastyClock {

    private static final String SCRIPT = """
            {
                const [now, later, every, begun] = [Date.now, setTimeout, setInterval, Date.now()];
                window.ahead = 0;
                Date.now = () => Math.round(begun + (now() - begun) * 20 + window.ahead);
                window.setTimeout = (deed, time, ...more) => later(deed, time / 20, ...more);
                window.setInterval = (deed, time, ...more) => every(deed, time / 20, ...more);
            }
            """;

    private HastyClock() {}

    /// Opens a tab with such a clock.
    static Tab openTab(Browser browser) {
        Tab tab = browser.openTab();
        tab.beforeEachPage(SCRIPT);
        return tab;
    }

    /// Nothing happens meanwhile in a tab with such a clock.
    static void passes(Tab tab, Duration time) {
        var _ = tab.run("window.ahead += arguments[0]", time.toMillis());
    }
}
