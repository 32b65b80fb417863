package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CarriedTest {

    private static final ConnectionConfig WANTED = Examples.config(Examples.threeSubnets());
    private static final String LOCAL = "192.168.0.0/24";

    private Carried carried = Carried.NOTHING;

    @Test
    void aFirstIkeV1ChildSaIsUpOnlyOnceThePeerHasShownItself() {
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 0, 0))).isFalse();
        assertThat(carried.unconfirmed()).isTrue();
        carried = Carried.NOTHING;
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 0, 1))).isTrue();
        carried = Carried.NOTHING;
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 1, 0))).isTrue();
        carried = Carried.NOTHING;
        assertThat(isUp(IkeVersion.V2, child("INSTALLED", 0, 0))).isTrue();
    }

    @Test
    void anIkeV1TunnelStaysUpWhileOneChildSaReplacesAnother() {
        assertThat(isUp(IkeVersion.V1, child("REKEYED", 30, 7), child("INSTALLED", 0, 0)))
                .isTrue();
    }

    /// Where the peer deletes a child SA of IKEv1, the next one need not be waited for.
    @Test
    void anIkeV1ChildSaIsUpAtOnceWhereThePeerHasShownItselfBefore() {
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 30, 7))).isTrue();
        assertThat(isUp(IkeVersion.V1)).isFalse();
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 0, 0))).isTrue();
        carried = carried.next(WANTED, IkeVersion.V1, List.of());
        assertThat(isUp(IkeVersion.V1, child("INSTALLED", 0, 0))).isFalse();
    }

    @Test
    void aReplacedChildSaAloneIsNoTunnel() {
        assertThat(isUp(IkeVersion.V1, child("REKEYED", 30, 7))).isFalse();
        carried = Carried.NOTHING;
        assertThat(isUp(IkeVersion.V2, child("REKEYED", 30, 7))).isFalse();
    }

    @Test
    void aTunnelIsUpOnlyWhenEveryPairIsCarried() {
        assertThat(isUp(IkeVersion.V2, child(LOCAL, "10.1.0.0/24"), child(LOCAL, "10.1.9.0/24")))
                .isFalse();
        assertThat(carried.missing()).extracting(Pair::toString).containsExactly(LOCAL + " to 10.1.5.0/24");
        assertThat(carried.destinations())
                .containsExactlyInAnyOrder(Prefix.parse("10.1.0.0/24"), Prefix.parse("10.1.9.0/24"));
        assertThat(isUp(IkeVersion.V2, child(LOCAL, "10.1.0.0/22", "10.1.8.0/23"), child(LOCAL, "10.1.5.0/24")))
                .isTrue();
        assertThat(isUp(IkeVersion.V2, child("0.0.0.0/0", "0.0.0.0/0"))).isTrue();
    }

    @Test
    void halvesAreAWholeAndOneOfThemIsNot() {
        ChildSa most = child(LOCAL, "10.1.0.0/24", "10.1.5.0/24");
        ChildSa lower = child("192.168.0.0/25", "10.1.9.0/24");
        assertThat(isUp(IkeVersion.V2, most, lower)).isFalse();
        assertThat(isUp(IkeVersion.V2, most, lower, child("192.168.0.128/25", "10.1.9.0/24")))
                .isTrue();
        assertThat(isUp(IkeVersion.V2, most, child(LOCAL, "10.1.9.0..10.1.9.254")))
                .isFalse();
        assertThat(isUp(IkeVersion.V2, most, child(LOCAL, "10.1.9.0/24[tcp/80]")))
                .isFalse();
    }

    private boolean isUp(IkeVersion version, ChildSa... children) {
        IkeSa sa = new IkeSa(1, WANTED.name(), "ESTABLISHED", 30, 1, Optional.of(3000L), false, List.of(children));
        carried = carried.next(WANTED, version, List.of(sa));
        return carried.isComplete();
    }

    private static ChildSa child(String state, long age, long packetsIn) {
        Selectors everything = Selectors.parse(List.of("0.0.0.0/0"), List.of("0.0.0.0/0"));
        return new ChildSa(1, "child", state, everything, age, new Traffic(packetsIn, 0, 0, 0), Optional.of(3000L));
    }

    private static ChildSa child(String local, String... remote) {
        Selectors selectors = Selectors.parse(List.of(local), List.of(remote));
        return new ChildSa(1, "child", "INSTALLED", selectors, 9, new Traffic(0, 0, 0, 0), Optional.of(3000L));
    }
}
