package dev.causeway.scenarios.cases.console;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A walk over all pages, one of each kind: from some of them along the links to others.
final class Tour {

    /// Those of projects have no hyphens.
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");

    private static final String LINKS = """
            return [...document.querySelectorAll('a[href^="/console"]')].map(link => link.pathname).join(' ')
            """;

    private final Visitor visitor;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final Set<String> kinds = new HashSet<>();

    Tour(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Looks at every page, light and dark, wide and narrow.
    ///
    /// @param starts addresses below `/console` to begin at
    /// @return the kinds of pages that were seen, such as `/console/vpn-gateways/ID`
    Set<String> walk(List<String> starts) {
        Tab tab = visitor.opens(starts.getFirst());
        starts.forEach(start -> add("/console" + start));
        while (!ahead.isEmpty()) {
            String path = ahead.removeFirst();
            tab.walk(path);
            tab.awaits("all of " + path, () -> tab.count("main h1") == 1 && tab.count(".skeleton") == 0);
            for (String link : tab.said(LINKS).split(" ", -1)) {
                add(link);
            }
            visitor.looksAround(tab, "page-" + title(kind(path)));
        }
        return kinds;
    }

    private void add(String path) {
        if (path.startsWith("/console/") && kinds.add(kind(path))) {
            ahead.addLast(path);
        }
    }

    private static String kind(String path) {
        return ID.matcher(path).replaceAll("ID");
    }

    private static String title(String kind) {
        String words = kind.substring("/console/".length()).replace('/', '-');
        return words.isEmpty() ? "overview" : words;
    }
}
