package dev.causeway.scenarios.cases.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.OpenSslCa;
import dev.causeway.scenarios.site.StockClient;
import java.util.Locale;
import java.util.Map;

/// Somebody is given a way in from the pages of a client gateway, uses it, and is put out again.
record ClientPages(Visitor visitor, ClientLab lab) {

    private static final String USER = "alice";

    /// A user is made, and the profile that the page hands out lets the client of that user in.
    void letIn() {
        Tab tab = visitor.opens(page("users"));
        tab.click("Create user");
        tab.type("Name", "a");
        tab.type("Password", "short");
        visitor.expects("Failed to load resource: .* 400 ");
        tab.clickAt("dialog button.primary");
        tab.shows("The user was not created.");
        visitor.looks(tab, "user-refused");
        tab.type("Name", USER);
        tab.type("Password", ClientLab.PASSWORD);
        tab.clickAt("dialog button.primary");
        tab.has(0, "dialog");
        tab.shows("User " + USER + " is created");

        StockClient client = lab.client();
        client.start(profile(tab), USER, ClientLab.PASSWORD);
        client.awaitConnected(1);
    }

    /// The session is in the list by itself, and ends from there.
    void putOut() {
        Tab tab = visitor.opens(page("sessions"));
        tab.shows(USER);
        String session = tab.said("""
                const rows = [...document.querySelectorAll('tr[data-id]')];
                return rows.find(row => row.innerText.includes(arguments[0])).dataset.id
                """, USER);
        tab.click("Disconnect " + USER);
        visitor.looks(tab, "disconnect");
        tab.clickAt("dialog .danger");
        tab.has(0, "tr[data-id='" + session + "']");
    }

    /// Several are made of a table, chosen by the filter, and deleted together.
    void comeAndGoTogether() {
        Tab tab = visitor.opens(page("users"));
        tab.click("Create many");
        tab.typeAt("#users", "spare-1, %1$s\nspare-2, %1$s".formatted(ClientLab.PASSWORD));
        tab.clickAt("dialog button.primary");
        tab.has(0, "dialog");
        tab.typeAt("main input[type=search]", "spare");
        tab.has(2, "tbody tr");
        tab.clickAt("#all");
        tab.click("Delete 2 users");
        visitor.looks(tab, "delete-users");
        tab.clickAt("dialog .danger");
        tab.shows("Nothing matches");
        // Whoever was on the button that is gone is not thrown back to the beginning of the page.
        tab.hasFocusOn("h1");
    }

    /// The user goes by their name.
    void forget() {
        Tab tab = visitor.opens(page("users"));
        tab.click("Delete " + USER);
        tab.hasFocusOn("dialog button[type=submit]");
        visitor.looks(tab, "delete-user");
        tab.clickAt("dialog .danger");
        tab.shows("No user yet");
    }

    /// From now on clients show certificates of a CA that the page takes in, until its list of revoked ones says
    /// otherwise.
    void tradeCertificates() {
        OpenSslCa own = new OpenSslCa(lab.folder().resolve("people"));
        Tab tab = visitor.opens(page("server/edit"));
        tab.choose("How clients show who they are", "By a certificate");
        tab.click("Change server");
        tab.shows("The server is being changed");
        lab.awaitServer("ACTIVE");
        tab.click("Client CAs");
        takesIn(tab, "Import client CA", own.certificate());
        // What it says is shown before anybody is let in by it.
        tab.shows("Subject");
        visitor.looks(tab, "client-ca-checked");
        tab.clickAt("dialog button.primary");
        isIn(tab);
        visitor.looksAround(tab, "client-cas");

        StockClient client = lab.client();
        client.start(own.client(USER).fill(profile(tab)));
        client.awaitConnected(1);
        tab.click("Client CAs");
        takesIn(tab, "Import list", own.revoke(USER));
        isIn(tab);
        assertThat(client.awaitEnd()).contains("Halt command was pushed by server");
    }

    /// What is none is refused, and said at the field.
    private void takesIn(Tab tab, String button, String content) {
        visitor.expects("Failed to load resource: .* 400 ");
        tab.click(button);
        tab.type("Name", "people");
        tab.type("Content (PEM)", "-----BEGIN NOTHING-----");
        tab.clickAt("dialog button.primary");
        tab.has("#pem-error");
        visitor.looks(tab, button.toLowerCase(Locale.ROOT).replace(' ', '-') + "-refused");
        tab.type("Content (PEM)", content);
        tab.clickAt("dialog button.primary");
    }

    private static void isIn(Tab tab) {
        tab.has(0, "dialog");
        tab.shows("is imported");
    }

    /// As the lab was made.
    void tradePasswords() {
        lab.vpn().shown().required("client_ca_certificates").forEach(authority -> {
            String id = authority.required("id").asString();
            var _ = lab.api().delete(lab.below("/client-ca-certificates/" + id)).expect(204);
        });
        lab.vpn().change(Map.of("client_auth_type", "LOCAL_PASSWORD"));
    }

    private String profile(Tab tab) {
        tab.click("Server");
        tab.choose("System", "Linux");
        tab.click("Download profile");
        return visitor.browser().downloaded("client.ovpn");
    }

    private String page(String part) {
        return "/client-gateways/" + lab.gateway() + "/" + part;
    }
}
