package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.model.IkeVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {

    private static final ConnectionConfig WANTED = ConnectionConfig.of(Examples.EIP, Examples.staticTunnel());

    @Test
    void aFirstIkeV1ChildSaIsUpOnlyOnceThePeerHasShownItself() {
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 0, 0))).isFalse();
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 0, 1))).isTrue();
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 1, 0))).isTrue();
        assertThat(isUp(IkeVersion.V2, child("INSTALLED", 0, 0))).isTrue();
    }

    @Test
    void anIkeV1TunnelStaysUpWhileOneChildSaReplacesAnother() {
        assertThat(isUp(IkeVersion.V1, child("REKEYED", 30, 7), child("INSTALLED", 0, 0)))
                .isTrue();
    }

    @Test
    void aReplacedChildSaAloneIsNoTunnel() {
        assertThat(isUp(IkeVersion.V1, child("REKEYED", 30, 7))).isFalse();
        assertThat(isUp(IkeVersion.V2, child("REKEYED", 30, 7))).isFalse();
    }

    private static boolean isUp(IkeVersion version, ChildSa... children) {
        IkeSa sa = new IkeSa(1, WANTED.name(), "ESTABLISHED", 30, 1, Optional.of(3000L), false, List.of(children));
        return Observation.isUp(WANTED, version, List.of(sa));
    }

    private static ChildSa child(String state, long age, long packetsIn) {
        return new ChildSa(1, "child", state, "a b", age, packetsIn, Optional.of(3000L));
    }
}
