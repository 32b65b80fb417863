package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairTotalsTest {

    private static final ConnectionId CONNECTION = ConnectionId.random();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
    private static final String ALL = "0.0.0.0/0";
    private static final String LOCAL = "192.168.0.0/24";
    private static final ConnectionConfig WANTED = Examples.config(Examples.threeSubnets());

    @TempDir
    private Path folder;

    private Instant now = NOW;

    /// What is wanted everybody knows already.
    @Test
    void nothingIsToldBeforeAnythingIsNegotiated() {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals);
        assertThat(totals.shown(CONNECTION)).isEmpty();
    }

    @Test
    void countersGoOnOverRekeyingAndOtherDaemonsAndTheAgentsRestart() {
        PairTotals totals = totals();
        totals.want(WANTED);
        totals.of(7);
        see(totals, child(1, "INSTALLED", 100, ALL, ALL));
        see(totals, child(1, "REKEYED", 130, ALL, ALL), child(2, "INSTALLED", 10, ALL, ALL));
        now = now.plusSeconds(5);
        see(totals, child(2, "INSTALLED", 50, ALL, ALL));
        assertThat(packetsIn(totals)).containsExactly(180L);

        PairTotals next = totals();
        next.want(WANTED);
        next.of(7);
        see(next, child(2, "INSTALLED", 60, ALL, ALL));
        assertThat(packetsIn(next)).containsExactly(190L);

        next.of(8);
        see(next, child(1, "INSTALLED", 5, ALL, ALL));
        see(next);
        assertThat(packetsIn(next)).containsExactly(195L);
    }

    @Test
    void whatAPeerNarrowedStandsBesideWhatItLeftOut() {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals, child(1, "INSTALLED", 3, LOCAL, "10.1.0.0/24"));
        assertThat(totals.shown(CONNECTION))
                .extracting(ObservedPair::remote)
                .containsExactly("10.1.0.0/24", "10.1.5.0/24", "10.1.9.0/24");
        assertThat(packetsIn(totals)).containsExactly(3L, 0L, 0L);
    }

    @Test
    void pairsOfOneChildSaAreCountedAtTheFirst() {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals, child(1, "INSTALLED", 3, LOCAL, "10.1.0.0/24", "10.1.5.0/24"));
        assertThat(packetsIn(totals)).containsExactly(3L, 0L, 0L);
    }

    @Test
    void whatIsNegotiatedNoMoreGoesOnceAllIsCarriedByOthers() {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals, child(1, "INSTALLED", 3, LOCAL, "10.1.0.0/24"));
        totals.seen(List.of(sa(child(2, "INSTALLED", 1, ALL, ALL))), true, now);
        assertThat(totals.shown(CONNECTION)).extracting(ObservedPair::remote).containsExactly(ALL);
        assertThat(packetsIn(totals)).containsExactly(1L);
    }

    @Test
    void whatIsWantedNoMoreGoesUnlessItIsThere() {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals, child(1, "INSTALLED", 3, LOCAL, "10.1.0.0/24"));
        totals.want(Examples.config(Examples.staticTunnel()));
        assertThat(totals.shown(CONNECTION)).extracting(ObservedPair::remote).contains("10.1.0.0/24");
        see(totals);
        totals.want(WANTED);
        totals.want(Examples.config(Examples.staticTunnel()));
        assertThat(totals.shown(CONNECTION))
                .extracting(ObservedPair::remote)
                .doesNotContain("10.1.5.0/24", "10.1.9.0/24");
    }

    @Test
    void whatStaysAsItIsIsSaidToBeNewOnceAMinute() {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals, child(1, "INSTALLED", 3, ALL, ALL));
        now = NOW.plusSeconds(59);
        see(totals, child(1, "INSTALLED", 3, ALL, ALL));
        assertThat(totals.shown(CONNECTION)).extracting(ObservedPair::counted).containsExactly(NOW);
        now = NOW.plus(Duration.ofMinutes(1));
        see(totals, child(1, "INSTALLED", 3, ALL, ALL));
        assertThat(totals.shown(CONNECTION)).extracting(ObservedPair::counted).containsExactly(now);
    }

    @Test
    void aPeerThatNamesOthersAllTheTimeIsHeldToTheMost() throws IOException {
        PairTotals totals = totals();
        totals.want(WANTED);
        for (int i = 0; i < 3 * PairTotals.MOST; i++) {
            now = now.plusSeconds(1);
            see(totals, child(1, "INSTALLED", 7, ALL, ALL), child(i + 2, "INSTALLED", 1, LOCAL, remote(i)));
        }
        assertThat(totals.shown(CONNECTION))
                .hasSize(PairTotals.MOST)
                .extracting(ObservedPair::remote)
                .contains(ALL, remote(3 * PairTotals.MOST - 1))
                .doesNotContain(remote(0));
        now = now.plusSeconds(5);
        see(totals);
        assertThat(Files.readAllLines(folder.resolve("pairs"))).hasSizeLessThanOrEqualTo(PairTotals.MOST + 3);
    }

    @Test
    void theFileIsWrittenEveryFewSecondsAtMost() throws IOException {
        PairTotals totals = totals();
        totals.want(WANTED);
        see(totals, child(1, "INSTALLED", 3, ALL, ALL));
        String before = Files.readString(folder.resolve("pairs"));
        now = NOW.plusSeconds(4);
        see(totals, child(1, "INSTALLED", 4, ALL, ALL));
        assertThat(folder.resolve("pairs")).hasContent(before);
        now = NOW.plusSeconds(5);
        see(totals, child(1, "INSTALLED", 4, ALL, ALL));
        assertThat(packetsIn(totals())).containsExactly(4L);
    }

    @Test
    void countersGoOnThoughTheDiskTakesNothing() throws IOException {
        Path file = folder.resolve("pairs");
        Files.createDirectories(file.resolve("in the way"));
        PairTotals totals = totals();
        totals.want(WANTED);
        totals.of(7);
        see(totals, child(1, "INSTALLED", 3, ALL, ALL));
        assertThat(packetsIn(totals)).containsExactly(3L);
        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        now = NOW.plusSeconds(5);
        see(totals, child(1, "INSTALLED", 3, ALL, ALL));
        assertThat(packetsIn(totals())).containsExactly(3L);
    }

    @Test
    void theWholeOfATunnelIsCountedThoughTheDiskTakesNothing() throws IOException {
        Files.createDirectories(folder.resolve("traffic/in the way"));
        TrafficTotal total = new TrafficTotal(folder.resolve("traffic"));
        total.of(7);
        total.seen(new Traffic(1, 2, 3, 4));
        assertThat(total.total()).isEqualTo(new Traffic(1, 2, 3, 4));
    }

    private static String remote(int number) {
        return "10.%d.%d.0/24".formatted(100 + number / 256, number % 256);
    }

    private PairTotals totals() {
        return new PairTotals(folder.resolve("pairs"), now);
    }

    private void see(PairTotals totals, ChildSa... children) {
        totals.seen(List.of(sa(children)), false, now);
    }

    private static IkeSa sa(ChildSa... children) {
        return new IkeSa(1, WANTED.name(), "ESTABLISHED", 30, 1, Optional.of(3000L), false, List.of(children));
    }

    private static List<Long> packetsIn(PairTotals totals) {
        return totals.shown(CONNECTION).stream()
                .map(pair -> pair.traffic().packetsIn())
                .toList();
    }

    private static ChildSa child(long id, String state, long packets, String local, String... remotes) {
        Selectors selectors = Selectors.parse(List.of(local), List.of(remotes));
        Traffic traffic = new Traffic(packets, packets, 100 * packets, 100 * packets);
        return new ChildSa(id, "child", state, selectors, 9, traffic, Optional.of(3000L));
    }
}
