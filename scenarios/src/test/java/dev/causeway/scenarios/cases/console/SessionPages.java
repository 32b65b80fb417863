package dev.causeway.scenarios.cases.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.CredentialsFile;
import java.time.Duration;
import org.openqa.selenium.Keys;

/// What pages show when the session that they are in is none any more: the tabs of a browser have it in common.
record SessionPages(Visitor visitor) {

    private static final String LIST = "/customer-gateways";
    private static final String CREATE = LIST + "/new";
    private static final String NAME = "in-whose-name";
    private static final Duration IDLE = Duration.ofMinutes(61);

    /// As the form of another window does.
    private static final String LOGIN = """
            const [domain, name, password] = arguments;
            const user = {name, password, domain: {name: domain}};
            const answer = await fetch('/console/session', {
                method: 'POST',
                headers: {'X-Causeway-Console': '1', 'Content-Type': 'application/json'},
                body: JSON.stringify({auth: {identity: {methods: ['password'], password: {user}}}}),
            });
            return answer.status;
            """;

    /// It is ended in another tab. Whoever logs in again is where they were, with what was open there.
    void endElsewhere() {
        Tab tab = visitor.opens(LIST + "?q=lab");
        tab.has("tbody tr");
        tab.press("?");
        tab.shows("Show these keys");
        try (Tab second = visitor.browser().openTab()) {
            visitor.logsOut(second.go(visitor.address("/")));
        }
        visitor.expects("Failed to load resource: .* 401 ");
        tab.shows("Your session has ended");
        tab.press(Keys.ESCAPE);
        tab.press(Keys.ESCAPE);
        visitor.looks(tab, "session-ended");
        visitor.logsIn(tab);
        assertThat(tab.address()).hasPath("/console" + LIST).hasParameter("q", "lab");
        tab.has("tbody tr");
        tab.shows("Show these keys");
        tab.press(Keys.ESCAPE);
        tab.loses("Show these keys");
    }

    /// Nobody uses it, so the page ends it, for all tabs.
    void endForWantOfUse() {
        Tab tab = visitor.opens(LIST);
        visitor.expects("Failed to load resource: .* 401 ");
        try (Tab idle = HastyClock.openTab(visitor.browser())) {
            idle.go(visitor.address(LIST)).has("tbody tr");
            HastyClock.passes(idle, IDLE);
            idle.shows("Your session has ended");
            idle.awaits("the cookie to go", () -> visitor.browser().cookies().isEmpty());
        }
        tab.shows("Your session has ended");
        visitor.logsIn(tab);
    }

    /// Somebody else logs in in another tab: this one shows who it is when it is seen again, and what was typed before
    /// is not theirs to see.
    void areOfAnother(Visitor other, String name) {
        Tab tab = visitor.opens(CREATE);
        typeGateway(tab);
        try (Tab second = visitor.browser().openTab()) {
            visitor.logsOut(second.go(visitor.address("/")));
            other.logsIn(second);
        }
        tab.awaits("the other user", () -> tab.text("details.person > summary").equals(name));
        assertThat(tab.address()).hasPath("/console" + CREATE);
        assertThat(tab.value("#name")).isEmpty();
    }

    /// The same while this one is in sight, which nobody tells of it: what is sent from it is done in nobody's name.
    ///
    /// @param standIn somebody who stands in for the service, and has no stream that would tell
    /// @param origin where that is
    /// @param next who logs in
    void actForNobodyElse(StandIn standIn, String origin, CredentialsFile next) {
        visitor.expects("Failed to load resource: .* (403|503) ");
        standIn.answers("GET /console/events.*", 503, "VPN.0030", "too many streams of events");
        Tab tab = visitor.opensAt(origin, CREATE);
        typeGateway(tab);
        assertThat(tab.number(LOGIN, next.domain(), next.user(), next.password()))
                .isEqualTo(201);
        tab.click("Create customer gateway");
        tab.shows("The customer gateway was not created.");
        assertThat(tab.value("#name")).isEqualTo(NAME);
        visitor.looks(tab, "anothers-session");
        standIn.passesAllOn();
    }

    private static void typeGateway(Tab tab) {
        tab.type("Name", NAME);
        tab.type("Address of the device", "192.0.2.97");
    }

    /// Whether nothing of what was typed in these pages is there.
    static boolean didNothing(Api tenant) {
        return !tenant.get("/v5/{project_id}/customer-gateways")
                .expect(200)
                .body()
                .toString()
                .contains(NAME);
    }
}
