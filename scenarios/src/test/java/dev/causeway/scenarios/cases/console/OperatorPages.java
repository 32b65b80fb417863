package dev.causeway.scenarios.cases.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.browser.Person;
import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.cloud.Cloud;
import java.util.List;
import java.util.Map;

/// The pages of whoever runs the service, who has chosen a password for them.
final class OperatorPages {

    private static final String PASSWORD = "Chosen_by_operator-1";
    private static final String HOSTS = "/operator";
    private static final String PROJECTS = "/operator/projects";
    private static final String NAME = "by-operator";

    private final Visitor tenant;
    private final Visitor operator;
    private final Cloud cloud;

    /// @param tenant before the same browser
    OperatorPages(Visitor tenant, Cloud cloud) {
        this.tenant = tenant;
        this.operator = tenant.as(Person.operator(PASSWORD));
        this.cloud = cloud;
        // As the command line does.
        var _ = cloud.operator()
                .put("/admin/v1/operator/password", Map.of("password", PASSWORD))
                .expect(204);
    }

    /// A tenant's session is none of the operator's, who logs in for these pages.
    void areOpenedByTheirOwnPassword() {
        Tab tab = tenant.opens("/");
        tenant.expects("Failed to load resource: .* 401 ");
        assertThat(answered(tab, "/admin/v1/hosts")).isEqualTo(401);
        tab.go(tenant.address(HOSTS));
        tab.shows("Log in as operator");
        operator.looksAround(tab, "operator-login");
        operator.tries(tab, "Wrong_password-1");
        tab.has("main.login .problem");
        operator.looks(tab, "operator-login-refused");
        operator.logsIn(tab);
        assertThat(tab.address()).hasPath("/console" + HOSTS);
    }

    /// Nor is the operator's one of a tenant.
    void openNothingOfTenants() {
        Tab tab = tenant.opensAsNobody("/vpn-gateways");
        tenant.expects("Failed to load resource: .* 401 ");
        assertThat(answered(tab, "/v5/" + cloud.tenant().credentials().project() + "/vpn-gateways"))
                .isEqualTo(401);
        tab.go(tenant.address(HOSTS)).has("main:not(.login) tbody tr");
        assertThat(answered(tab, "/admin/v1/hosts")).isEqualTo(200);
    }

    private static int answered(Tab tab, String path) {
        return tab.number("return (await fetch(arguments[0], {headers: {'X-Causeway-Console': '1'}})).status", path);
    }

    /// A host is added, and gets a token for its agent, which is shown this once.
    void addAHost() {
        Tab tab = operator.opens(HOSTS);
        tab.click("Add a host");
        tab.type("Name", "Not a name");
        operator.expects("Failed to load resource: .* 400 ");
        tab.click("Add host");
        tab.has("#name-error");
        operator.looks(tab, "host-refused");
        tab.type("Name", NAME);
        tab.type("Availability zones", "az4");
        tab.click("Add host");
        tab.click("Enrol " + NAME);
        tab.shows("The token is shown once.");
        operator.looks(tab, "enrol");
        tab.click("Issue a token");
        tab.shows("It is shown this once.");
        operator.looksAround(tab, "enrolment");
        isNowhereKept(tab, tab.text("section.card .copied code"));
    }

    private void isNowhereKept(Tab tab, String token) {
        assertThat(token).hasSizeGreaterThan(20);
        operator.hides(token);
        tab.click("Projects");
        tab.has("tbody tr");
        tab.back();
        tab.shows(NAME);
        operator.looks(tab, "enrolment-gone");
        assertThat(cloud.operator().get("/admin/v1/hosts").expect(200).body().toString())
                .contains(NAME)
                .doesNotContain(token);
    }

    /// A project is made, whose user is shown what they log in with this once, and may have more than usual.
    void makeAProject() {
        Tab tab = operator.opens(PROJECTS + "/new");
        operator.expects("Failed to load resource: .* 400 ");
        tab.click("Create project");
        tab.has("#name-error");
        operator.looks(tab, "project-refused");
        tab.type("Name", NAME);
        tab.click("Create project");
        tab.shows("Hand these over now");
        operator.looksAround(tab, "project-made");
        List<String> shown = List.of(tab.said(
                        "return [...document.querySelectorAll('.copied code')].map(code => code.innerText).join('\\n')")
                .split("\n", -1));
        operator.hides(shown.get(2));
        operator.hides(shown.get(4));
        changeQuotas(tab, shown.get(5));
    }

    private void changeQuotas(Tab tab, String project) {
        tab.click("Projects");
        tab.click(project);
        tab.typeAt("form.card input", "many");
        tab.click("Change quotas");
        tab.shows("The quotas were not changed.");
        operator.looks(tab, "quotas-refused");
        tab.typeAt("form.card input", "77");
        tab.click("Change quotas");
        tab.shows("The quotas are changed");
        String quotas = "/admin/v1/projects/" + project + "/quotas";
        assertThat(cloud.operator().get(quotas).expect(200).body().toString()).contains("\"quota\":77");
    }

    /// Each of them, on a laptop and a phone.
    void areWhole() {
        assertThat(new Tour(operator).walk(List.of(HOSTS)))
                .containsExactlyInAnyOrder(
                        "/console/operator",
                        "/console/operator/hosts/new",
                        "/console/operator/hosts/ID",
                        "/console/operator/projects",
                        "/console/operator/projects/new",
                        "/console/operator/projects/ID");
    }

    /// The session that is ended in another tab is begun anew at the same address.
    void areOpenedAgain() {
        Tab tab = operator.opens(PROJECTS + "?q=default");
        tab.has("main:not(.login) .tools");
        operator.expects("Failed to load resource: .* 401 ");
        try (Tab second = operator.browser().openTab()) {
            operator.logsOut(second.go(operator.address(HOSTS)));
        }
        tab.shows("The operator's session has ended");
        operator.looks(tab, "operator-session-ended");
        operator.logsIn(tab);
        assertThat(tab.address()).hasPath("/console" + PROJECTS).hasParameter("q", "default");
        operator.logsOut(tab);
    }
}
