package dev.causeway.scenarios.cases.console;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.lab.Lab;

/// At which address a gateway is reached, and what passes there, is changed from pages. Nothing is connected to its
/// second node.
record GatewayPages(Visitor visitor, Lab lab) {

    private static final String SHARED = "by-page";

    /// Its second node gets an address that the tenant has, under another bandwidth.
    ///
    /// @return that address, with 50 Mbit/s
    Tenant.Eip isChanged() {
        Tenant.Eip fresh = lab.bringEip(20);
        Tab tab = visitor.opens("/vpn-gateways/" + lab.gateway().id());
        tab.click("Replace " + lab.gateway().eips().get(1).address());
        tab.clickAt("dialog button.primary");
        tab.shows("The address was not replaced.");
        tab.shows("must be chosen");
        tab.choose("New address", fresh.address() + " · 20 Mbit/s");
        agrees(tab);
        tab.click("Change bandwidth of " + fresh.address());
        tab.type("Size (Mbit/s)", "50");
        agrees(tab);
        tab.shows("50 Mbit/s");
        // Has it already: so the lab knows of it.
        lab.moveTo(2, fresh);
        return fresh;
    }

    /// A bandwidth is made, an address shares it for a while, and it goes.
    ///
    /// @param eip with 50 Mbit/s
    void share(Tenant.Eip eip) {
        Tab tab = visitor.opens("/bandwidths");
        tab.click("Create shared bandwidth");
        tab.type("Name", SHARED);
        agrees(tab);
        tab.click("Add address " + SHARED);
        tab.choose("Address", eip.address() + " · 50 Mbit/s");
        agrees(tab);
        tab.has("button[aria-label='Take out " + eip.address() + "']");
        visitor.looks(tab, "bandwidth-shared");
        tab.click("Take out " + eip.address());
        agrees(tab);
        tab.has(0, "button[aria-label='Take out " + eip.address() + "']");
        tab.click("Delete " + SHARED);
        tab.clickAt("dialog .danger");
        tab.has(0, "button[aria-label='Delete " + SHARED + "']");
    }

    private static void agrees(Tab tab) {
        tab.clickAt("dialog button.primary");
        tab.has(0, "dialog");
    }
}
