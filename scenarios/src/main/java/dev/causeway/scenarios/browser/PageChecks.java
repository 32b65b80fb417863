package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.cloud.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What holds on every page, whatever it shows: nobody is shut out, nothing is cut off, nothing goes elsewhere, and no
/// secret lies where a script or a neighbour could take it.
public final class PageChecks {

    private static final String RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

    private static final String COLOURS = "['color-contrast']";

    private static final String AXE = axe();

    private static final String KEPT = """
            return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state])
            """;

    private final Browser browser;
    private final Set<String> origins;
    private final List<String> secrets;

    /// @param origins where pages may ask, such as `https://127.0.0.1:8443`
    /// @param secrets what may lie nowhere
    public PageChecks(Browser browser, Set<String> origins, Collection<String> secrets) {
        this.browser = browser;
        this.origins = Set.copyOf(origins);
        this.secrets = new ArrayList<>(secrets);
    }

    /// From here on this may lie nowhere either.
    public void hide(String secret) {
        secrets.add(secret);
    }

    /// What is wrong with the page as it is now, each in a sentence. A picture is kept of it.
    ///
    /// @param name what the picture is called
    public List<String> faults(Tab tab, String name) {
        tab.shot(name);
        List<String> faults = new ArrayList<>();
        faults.addAll(barriers(tab, RULES));
        if (tab.number("return document.documentElement.scrollWidth - innerWidth") > 0) {
            faults.add("the page is wider than the screen");
        }
        faults.addAll(secretsIn("what is kept", tab.said(KEPT)));
        faults.addAll(secretsIn("the page", tab.said("return document.documentElement.outerHTML")));
        return named(name, faults);
    }

    /// The same of a page that is the same as before but for its colours.
    public List<String> faultsOfColours(Tab tab, String name) {
        tab.shot(name);
        return named(name, barriers(tab, COLOURS));
    }

    private static List<String> named(String name, List<String> faults) {
        return faults.stream().map(fault -> name + ": " + fault).toList();
    }

    /// What has been wrong with all pages together so far: what the browser complained of, and where they asked.
    public List<String> faultsSoFar() {
        List<String> requests = browser.log().requests();
        return Stream.of(
                        browser.log().unexpected().stream().map(line -> "in the console: " + line),
                        browser.log().elsewhere(origins).stream().map(address -> "asked elsewhere: " + address),
                        requests.stream().flatMap(address -> secretsIn("an address", address).stream()))
                .flatMap(all -> all)
                .toList();
    }

    private List<String> secretsIn(String where, String text) {
        return secrets.stream()
                .filter(text::contains)
                .map(secret -> "a secret is in " + where + ": the one that begins with " + secret.charAt(0))
                .toList();
    }

    /// What shuts somebody out, by the rules of axe.
    private static List<String> barriers(Tab tab, String rules) {
        if (tab.said("return typeof window.axe").equals("undefined")) {
            var _ = tab.run(AXE);
        }
        String found = tab.said("""
                const found = await axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: %s});
                return JSON.stringify(found.violations.flatMap(rule => rule.nodes.map(node =>
                    rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)));
                """.formatted(rules));
        return JsonText.parse(found)
                .valueStream()
                .map(fault -> fault.asString())
                .toList();
    }

    private static String axe() {
        try (InputStream script = PageChecks.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
