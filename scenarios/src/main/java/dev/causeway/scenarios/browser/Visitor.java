package dev.causeway.scenarios.browser;

import dev.causeway.scenarios.cloud.CredentialsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody before the console of a service, who knows a name and a password there.
public final class Visitor implements AutoCloseable {

    private static final String PAGE = "main:not(.login) h1";
    private static final String LOGIN = "main.login form";

    /// What the browser says when the page asks who is logged in, and nobody is; and when a dialog, which chooses by
    /// itself where the focus begins, is put into a page that has it elsewhere.
    private static final String USUAL =
            "/(console|admin/v1)/session - Failed to load resource: .* 401 |Autofocus processing was blocked";

    private final String service;
    private final Person person;
    private final Browser browser;
    private final PageChecks checks;
    private final List<String> faults;

    private Visitor(String service, Person person, Browser browser, PageChecks checks, List<String> faults) {
        this.service = service;
        this.person = person;
        this.browser = browser;
        this.checks = checks;
        this.faults = faults;
        expects(USUAL);
    }

    /// What the browser meets beside the service.
    ///
    /// @param trusted files of certificates that it trusts
    /// @param origins where pages may ask
    /// @param secrets what may lie nowhere, beside what the credentials hold
    public record Surroundings(List<Path> trusted, Set<String> origins, List<String> secrets) {

        /// Nothing.
        public static Surroundings none() {
            return new Surroundings(List.of(), Set.of(), List.of());
        }
    }

    /// Starts a browser.
    ///
    /// @param shots a folder for pictures
    public static Visitor start(CredentialsFile own, Surroundings around, Path shots) {
        List<Path> trusted = Stream.concat(Stream.of(own.caFile()), around.trusted().stream())
                .toList();
        Set<String> origins = new HashSet<>(around.origins());
        origins.add(own.endpoint());
        List<String> secrets = Stream.concat(Stream.of(own.password(), own.secretKey()), around.secrets().stream())
                .toList();
        Browser browser = Browser.start(trusted, shots);
        PageChecks checks = new PageChecks(browser, origins, secrets);
        return new Visitor(own.endpoint(), Person.tenant(own), browser, checks, new ArrayList<>());
    }

    /// Another person before the same browser.
    public Visitor as(Person other) {
        hides(other.password());
        return new Visitor(service, other, browser, checks, faults);
    }

    public Browser browser() {
        return browser;
    }

    /// The address of a page of the service's console.
    ///
    /// @param path below `/console`
    public String address(String path) {
        return service + "/console" + path;
    }

    /// Opens a page of the service's console, logging in if need be.
    public Tab opens(String path) {
        return opensAt(service, path);
    }

    /// The same where somebody stands in for the service.
    public Tab opensAt(String origin, String path) {
        Tab tab = browser.tab().go(origin + "/console" + path);
        tab.has(PAGE + ", " + LOGIN);
        if (tab.count(LOGIN) > 0) {
            logsIn(tab);
        }
        return tab;
    }

    /// Opens a page without being logged in.
    public Tab opensAsNobody(String path) {
        logsOut(opens(person.start()));
        Tab tab = browser.tab().go(address(path));
        tab.has(LOGIN);
        return tab;
    }

    public void logsIn(Tab tab) {
        tries(tab, person.password());
        tab.has(0, LOGIN);
        tab.has(PAGE);
    }

    public void logsOut(Tab tab) {
        tab.clickAt("details.person > summary");
        tab.click("Log out");
        tab.has(LOGIN);
    }

    /// Tries a password where somebody is to log in.
    public void tries(Tab tab, String password) {
        person.says().forEach(tab::type);
        tab.type("Password", password);
        tab.click("Log in");
    }

    /// Looks at the page as it is now, and remembers what is wrong with it.
    ///
    /// @param name what the picture of it is called
    public void looks(Tab tab, String name) {
        faults.addAll(checks.faults(tab, name));
    }

    /// Looks at a page in both themes, on a laptop and on a phone. What it says is no other in the other theme.
    ///
    /// @param name what the pictures begin with
    public void looksAround(Tab tab, String name) {
        looks(tab, name + "-light");
        tab.prefers("dark");
        looksAtColours(tab, name + "-dark");
        tab.narrow();
        looks(tab, name + "-dark-narrow");
        tab.prefers("light");
        looksAtColours(tab, name + "-light-narrow");
        tab.wide();
    }

    /// Looks at the colours alone of a page that was looked at in others.
    public void looksAtColours(Tab tab, String name) {
        faults.addAll(checks.faultsOfColours(tab, name));
    }

    /// From here on this may lie nowhere.
    public void hides(String secret) {
        checks.hide(secret);
    }

    /// From here on such a line in the browser's console is nothing to wonder at.
    public void expects(String line) {
        browser.log().expect(line);
    }

    /// What was wrong since the last time with all that was looked at, and what was said or asked for meanwhile that
    /// nobody expected.
    public List<String> faults() {
        faults.addAll(checks.faultsSoFar());
        List<String> found = List.copyOf(faults);
        faults.clear();
        browser.log().forget();
        expects(USUAL);
        return found;
    }

    @Override
    public void close() {
        browser.close();
    }
}
