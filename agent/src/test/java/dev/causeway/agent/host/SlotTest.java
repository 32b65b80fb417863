package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What daemons that go on under another version of the agent were made with: none of it may ever change.
class SlotTest {

    @Test
    void everythingOfATunnelInItsNodeFollowsFromItsNumber() {
        var slot = new Slot(250);
        assertThat(slot.device()).isEqualTo("tun250");
        assertThat(slot.workerLink()).isEqualTo("u250");
        assertThat(slot.nodeEnd()).hasToString("100.64.250.1/30");
        assertThat(slot.workerEnd()).hasToString("100.64.250.2/30");
        assertThat(slot.rule()).hasToString("pref 10 fwmark 250 lookup 1250");
        assertThat(slot.route()).hasToString("0.0.0.0/0 table 1250 proto 202 via 100.64.250.2 dev u250");
    }

    @Test
    void aTunnelIsKnownByItsLink() {
        assertThat(Slot.ofDevice("tun7")).contains(new Slot(7));
        assertThat(Slot.ofDevice("tunnel7")).isEmpty();
        assertThat(Slot.ofDevice("u7")).isEmpty();
        assertThat(Slot.ofDevice("tun99999999999")).isEmpty();
    }
}
