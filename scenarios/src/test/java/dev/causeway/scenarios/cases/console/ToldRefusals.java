package dev.causeway.scenarios.cases.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;

/// What is seen when the service refuses, has not built something yet, or does not answer. Somebody stands in for it,
/// as it does so only when it is in trouble itself.
record ToldRefusals(Visitor visitor, StandIn standIn, String origin) {

    private static final String GATEWAYS = "GET /v5/[^/]+/vpn-gateways.*";
    private static final String LIST = "/vpn-gateways";

    /// A page that is opened says why it has nothing to show, in the service's own words.
    void ofPages() {
        isTold(403, "VPN.0403", "you lack vpn:vpnGateways:list", "You may not see VPN gateways");
        isTold(501, "VPN.0501", "lists are not built yet", "Not built yet");
        isTold(503, "VPN.0503", "too many calls at once", "Could not read VPN gateways");
    }

    private void isTold(int status, String code, String message, String sentence) {
        visitor.expects("Failed to load resource: .* " + status + " ");
        standIn.answers(GATEWAYS, status, code, message);
        Tab tab = visitor.opensAt(origin, LIST);
        tab.shows(sentence);
        tab.shows(message);
        visitor.looks(tab, "refused-" + status);
        standIn.passesAllOn();
    }

    /// What was read stays while it cannot be read again.
    void ofWhatIsThere() {
        Tab tab = visitor.opensAt(origin, LIST);
        tab.has("tbody tr");
        visitor.expects("ERR_EMPTY_RESPONSE|ERR_HTTP2|ERR_CONNECTION|Failed to load resource: .* 50[03]");
        standIn.isSilentOn("(GET|POST) /.*");
        tab.shows("What you see may be old");
        assertThat(tab.count("tbody tr")).isPositive();
        visitor.looks(tab, "silent");
        standIn.passesAllOn();
        tab.loses("What you see may be old");
    }

    /// Whoever looks for a while, as the service gets other pages, says when to load them. It is said once, although
    /// another controller still has the older ones.
    void ofOlderPages() {
        Tab tab = visitor.opensAt(origin, "/customer-gateways");
        tab.said("performance.now = () => 3600000");
        standIn.answers("GET /console/build.json", 200, "", "another build");
        for (int i = 0; i < 3; i++) {
            isSeenAgain(tab);
        }
        tab.shows("Causeway was updated.");
        visitor.looks(tab, "updated");
        standIn.passesAllOn();
        isSeenAgain(tab);
        tab.shows("Causeway was updated.");
        tab.click("Reload");
        tab.has("tbody tr");
        tab.loses("Causeway was updated.");
    }

    /// As when somebody turns to a page that was in the background.
    static void isSeenAgain(Tab tab) {
        tab.said("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /// An answer that has begun is waited for no longer than one that has not.
    void ofHalfAnAnswer() {
        visitor.expects("ERR_CONTENT_LENGTH_MISMATCH");
        standIn.stopsWithin(GATEWAYS);
        try (Tab tab = HastyClock.openTab(visitor.browser())) {
            tab.go(origin + "/console" + LIST);
            tab.shows("The service does not answer.");
            visitor.looks(tab, "half-an-answer");
            standIn.passesAllOn();
            tab.has("tbody tr");
        }
    }

    /// What is in use when it shall go is said in the dialog, which stays; and where nobody answers, that nobody knows.
    void ofDeletion(String id, String name) {
        Tab tab = visitor.opensAt(origin, "/customer-gateways");
        visitor.expects("ERR_EMPTY_RESPONSE|ERR_HTTP2|ERR_CONNECTION|Failed to load resource: .* 409 ");
        String deletion = "DELETE /v5/[^/]+/customer-gateways/" + id;
        standIn.isSilentOn(deletion);
        tab.click("Delete " + name);
        tab.shows("Delete " + name + "?");
        assertThat(tab.said("return document.activeElement.innerText")).isEqualTo("Cancel");
        visitor.looks(tab, "delete");
        tab.click("Delete customer gateway");
        tab.shows("It is not known whether this was done");
        standIn.answers(deletion, 409, "VPN.0409", "it is in use after all");
        tab.click("Delete customer gateway");
        tab.shows("it is in use after all");
        visitor.looks(tab, "refused-409");
        tab.click("Cancel");
        standIn.passesAllOn();
    }

    /// What is wrong with a tag is said at its field, and none goes before that is confirmed.
    void ofATag(String gateway) {
        Tab tab = visitor.opensAt(origin, "/customer-gateways/" + gateway);
        visitor.expects("Failed to load resource: .* 400 ");
        tab.click("Set tag");
        tab.has("#tag-key-error");
        visitor.looks(tab, "tag-refused");
        tab.type("Key", "stage");
        tab.type("Value", "trial");
        tab.click("Set tag");
        tab.shows("stage=trial");
        isFound(gateway);
        visitor.opensAt(origin, "/customer-gateways/" + gateway);
        tab.click("Take tag stage away");
        tab.shows("Take tag stage away?");
        tab.click("Take away");
        tab.loses("stage=trial");
    }

    /// Whoever looks at all tags finds what carries it.
    private void isFound(String gateway) {
        Tab tab = visitor.opensAt(origin, "/tags");
        tab.shows("stage");
        visitor.looks(tab, "tags");
        tab.click("1 customer gateway");
        tab.has(1, "tbody tr");
        tab.has("tr[data-id='" + gateway + "']");
        assertThat(tab.address()).hasParameter("q", "\"stage=trial\"");
    }

    /// A session that the service does not know any more is asked for over the page, which is there again afterwards.
    void ofTheSession() {
        Tab tab = visitor.opensAt(origin, LIST);
        tab.has("tbody tr");
        visitor.expects("Failed to load resource: .* 401 ");
        tab.click("Customer gateways");
        standIn.answers(GATEWAYS, 401, "APIGW.0301", "the session has ended");
        tab.click("VPN gateways");
        tab.shows("Your session has ended");
        standIn.passesAllOn();
        visitor.logsIn(tab);
        tab.has("tbody tr");
    }

    /// Whoever leaves is not told that it is done while the service has not heard of it.
    void ofLeaving() {
        Tab tab = visitor.opensAt(origin, "/account");
        visitor.expects("Failed to load resource: .* 503 ");
        standIn.answers("DELETE /console/session", 503, "VPN.0503", "too many calls at once");
        tab.clickAt("details.person > summary");
        tab.click("Log out");
        tab.shows("You may still be logged in here.");
        visitor.looks(tab, "may-stay");
        standIn.passesAllOn();
        tab.click("Try again");
        tab.has("main.login form");
    }

    /// Whoever mistypes the old password is told so and stays logged in; whoever changed it logs in with the new one.
    void ofThePassword() {
        Tab tab = visitor.opensAt(origin, "/account");
        visitor.expects("Failed to load resource: .* 401 ");
        tab.type("Password until now", "Wrong_password-1");
        tab.type("New password", "Another_password-2");
        tab.click("Change password");
        tab.shows("The password was not changed.");
        assertThat(tab.count("main.login")).isZero();
        visitor.looks(tab, "password-refused");
        standIn.answers("POST /v3/users/[^/]+/password", 200, "", "as if it were changed");
        tab.click("Change password");
        tab.shows("Log in with the new password");
        standIn.passesAllOn();
        visitor.logsIn(tab);
    }
}
