package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Prefix;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoverageTest {

    /// What a look may allocate, which is counted and depends on no machine. To compare every pair with every child SA
    /// takes a gigabyte.
    private static final long MOST_BYTES = 64 << 20;

    private static final Pair PAIR = new Pair(Prefix.parse("192.168.0.0/24"), Prefix.parse("10.1.0.0/24"));

    @Test
    void joinsWhatLiesSideBySideOnOneOfBothSides() {
        assertThat(carries("192.168.0.0/24", "10.1.0.0..10.1.0.99", "192.168.0.0/16", "10.1.0.100..10.1.1.7"))
                .isTrue();
        assertThat(carries("192.168.0.128/25", "10.1.0.0/16", "192.168.0.0/25", "10.1.0.0/24"))
                .isTrue();
        assertThat(carries("192.168.0.0/24", "10.1.0.0..10.1.0.98", "192.168.0.0/24", "10.1.0.100..10.1.1.7"))
                .isFalse();
        assertThat(carries("192.168.0.0/25", "10.1.0.0/25", "192.168.0.128/25", "10.1.0.128/25"))
                .isFalse();
        assertThat(Coverage.of(List.of()).carries(PAIR)).isFalse();
    }

    @Test
    void holdsEverythingInEverything() {
        assertThat(Coverage.of(List.of(selectors("0.0.0.0/0", "0.0.0.0/0"))).carries(Pair.EVERYTHING))
                .isTrue();
        assertThat(Coverage.of(List.of(selectors("0.0.0.0/0", "0.0.0.0..255.255.255.254")))
                        .carries(Pair.EVERYTHING))
                .isFalse();
    }

    @Test
    void aLookAtThousandsOfPairsIsLittleWork() {
        ConnectionConfig config = Examples.config(Examples.with(
                Examples.staticTunnel(), new Selection.Networks(networks("172.16.%d.0/24"), networks("10.1.%d.0/24"))));
        assertThat(config.pairs()).hasSize(2500);
        IkeSa sa = new IkeSa(1, config.name(), "ESTABLISHED", 300, 1, Optional.of(3000L), false, singles(config));
        Attempts attempts = new Attempts(new Random(1));
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        Carried carried = Carried.NOTHING.next(config, IkeVersion.V2, List.of(sa));
        Upkeep upkeep = new Upkeep(config, List.of(sa), 3);
        assertThat(upkeep.achieved()).isNotEmpty();
        assertThat(upkeep.actions(attempts, Instant.EPOCH)).isNotNull();
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
        assertThat(carried.pairs()).hasSize(250);
    }

    private static List<ChildSa> singles(ConnectionConfig config) {
        return IntStream.range(0, 250)
                .mapToObj(i -> {
                    Pair pair = config.pairs().get(i);
                    Selectors selectors =
                            selectors(pair.local().toString(), pair.remote().toString());
                    String name = config.rules().getFirst().singles().get(i).name();
                    return new ChildSa(
                            i, name, "INSTALLED", selectors, 300, new Traffic(7, 0, 0, 0), Optional.of(3000L));
                })
                .toList();
    }

    private static List<Prefix> networks(String pattern) {
        return IntStream.range(0, 50)
                .mapToObj(i -> Prefix.parse(pattern.formatted(i)))
                .toList();
    }

    private static boolean carries(String local, String remote, String otherLocal, String otherRemote) {
        return Coverage.of(List.of(selectors(local, remote), selectors(otherLocal, otherRemote)))
                .carries(PAIR);
    }

    private static Selectors selectors(String local, String remote) {
        return Selectors.parse(List.of(local), List.of(remote));
    }
}
