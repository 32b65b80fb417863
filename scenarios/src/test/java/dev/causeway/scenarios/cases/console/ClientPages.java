package dev.causeway.scenarios.cases.console;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;

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

        tab.go(visitor.address(page("server")));
        tab.choose("System", "Linux");
        tab.click("Download profile");
        StockClient client = lab.client();
        client.start(visitor.browser().downloaded("client.ovpn"), USER, ClientLab.PASSWORD);
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

    private String page(String part) {
        return "/client-gateways/" + lab.gateway() + "/" + part;
    }
}
