package dev.causeway.scenarios.cases.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.browser.Visitor;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.util.Map;

/// The life of a connection, led from its pages: it leads from the lab's second address to the same device.
record ConnectionPages(Visitor visitor, Lab lab, Device device) {

    private static final String LIST = "/vpn-connections";
    private static final String NAME = "by-wizard";
    private static final String WRONG = "Another_key-2";

    /// The wizard is filled in wrongly, loses nothing of it, and is followed to a tunnel that is up.
    ///
    /// @return the connection's ID
    String isMade() {
        Tab tab = visitor.opens(LIST);
        tab.click("Create connection");
        isRefused(tab);
        isCorrected(tab);
        tab.click("Create connection");
        tab.awaits("the device's values", () -> tab.address().getPath().endsWith("/device"));
        tab.shows("What the device needs");
        tab.shows("Active");
        visitor.looks(tab, "wizard-done");
        String[] path = tab.address().getPath().split("/", -1);
        return path[path.length - 2];
    }

    private void isRefused(Tab tab) {
        tab.type("Name", "bad name!");
        choosesEnds(tab);
        next(tab, "Networks");
        tab.type("Peer networks", "10.1.0.0/33 nonsense");
        next(tab, "Key and policies");
        tab.type("Pre-shared key", "short");
        next(tab, "Check and create");
        visitor.expects("Failed to load resource: .* 400 ");
        tab.click("Create connection");
        tab.shows("The connection was not created.");
        tab.hasFocusOn(".summary");
        assertThat(step(tab)).isEqualTo("Ends");
        visitor.looks(tab, "wizard-refused");
        // A line of the summary leads to what is wrong, wherever it stands.
        tab.click("Peer networks (number 1)");
        tab.hasFocusOn("#networks");
        assertThat(tab.value("#networks")).isEqualTo("10.1.0.0/33 nonsense");
        assertThat(tab.text("#networks-error")).contains("number 1");
    }

    private void choosesEnds(Tab tab) {
        String name = "lab-" + lab.site().number();
        tab.choose("VPN gateway", name);
        tab.choose("Address of the gateway", lab.gateway().eips().get(1).address());
        tab.choose("Customer gateway", name + " · " + lab.site().address());
    }

    private void isCorrected(Tab tab) {
        tab.type("Peer networks", lab.site().network());
        next(tab, "Key and policies");
        tab.type("Pre-shared key", Lab.PSK);
        tab.back();
        tab.back();
        tab.awaits("the first step", () -> step(tab).equals("Ends"));
        tab.type("Name", NAME);
        next(tab, "Networks");
        next(tab, "Key and policies");
        next(tab, "Check and create");
        isLoadedAgain(tab);
        tab.click("The same as an API call");
        tab.click("The same as Terraform");
        visitor.looks(tab, "wizard-review");
    }

    /// Everything that was typed is there again but for the key, which is asked for.
    private void isLoadedAgain(Tab tab) {
        tab.reload();
        tab.hasFocusOn("#psk");
        assertThat(tab.value("#psk")).isEmpty();
        assertThat(tab.text("#psk-error")).contains("was not kept");
        visitor.looks(tab, "wizard-loaded-again");
        tab.type("Pre-shared key", Lab.PSK);
        next(tab, "Check and create");
        goesBack(tab, "Key and policies");
        goesBack(tab, "Networks");
        next(tab, "Key and policies");
        next(tab, "Check and create");
        tab.shows(NAME);
    }

    private static void next(Tab tab, String step) {
        tab.click("Next");
        tab.awaits("the step " + step, () -> step(tab).equals(step));
    }

    private static void goesBack(Tab tab, String step) {
        tab.back();
        tab.awaits("the step before, " + step, () -> step(tab).equals(step));
    }

    private static String step(Tab tab) {
        return tab.text("form.card > h2");
    }

    /// Another key is set, the page says what is the matter, and leads to the field that mends it.
    void isMended(String connection) {
        var _ = lab.tenant().updateConnection(connection, Map.of("psk", WRONG)).expect(200);
        lab.tenant().reset(connection);
        isFoundOut(connection);
        Tab tab = visitor.opens("/");
        tab.shows("Needs attention");
        visitor.looks(tab, "needs-attention");
        tab.go(visitor.address(LIST + "/" + connection + "/diagnosis"));
        tab.shows("The peer has another pre-shared key");
        visitor.looks(tab, "diagnosis");
        tab.click("Change the pre-shared key");
        tab.hasFocusOn("#psk");
        tab.type("Pre-shared key", Lab.PSK);
        tab.click("Change connection");
        tab.shows("Active");
    }

    /// What the device sends when it begins tells that it has another key.
    private void isFoundOut(String connection) {
        Waiting.until("the device to be found out", () -> {
            var _ = device.initiate("second");
            return lab.tenant()
                    .diagnosis(connection)
                    .required("code")
                    .asString()
                    .equals("psk-mismatch");
        });
    }

    /// It goes only when its name was typed, as a tunnel ends with it.
    void isDeleted(String connection) {
        Tab tab = visitor.opens(LIST);
        tab.click("Delete " + NAME);
        tab.hasFocusOn("dialog button[type=submit]");
        assertThat(tab.count("dialog .danger:disabled")).isEqualTo(1);
        visitor.looks(tab, "delete-connection");
        tab.typeAt("dialog .typed input", NAME);
        tab.click("Delete connection");
        tab.has(0, "tr[data-id='" + connection + "']");
        lab.tenant().awaitGone(connection);
    }
}
