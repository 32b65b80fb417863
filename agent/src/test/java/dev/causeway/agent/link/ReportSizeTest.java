package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.TunnelReport.Counters;
import dev.causeway.model.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How large a report gets.
class ReportSizeTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");
    private static final Counters MANY = new Counters(1L << 40, 1L << 40, 1L << 50, 1L << 50);
    private static final String LONG = "a word ".repeat(10_000);

    /// As if each of them had a node of its own. Beside them there is room for routes, samples and lines of logs.
    @Test
    void whatTenantsAndPeersOfFiveThousandConnectionsDoFitsIn() {
        List<ReportPart> parts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            parts.addAll(parts(ConnectionId.random(), 10, LONG));
        }
        byte[] report = Wire.write(new HostReport(NOW, ReportSize.bounded(parts), List.of()));
        assertThat(report).hasSizeLessThan(9 << 20);
        assertThat(Wire.readReport(report).tunnels()).hasSize(5_000);
    }

    @Test
    void connectionsWithFewPairsTellThemAllBesideThoseWithMany() {
        ConnectionId small = ConnectionId.random();
        List<ReportPart> parts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            parts.addAll(parts(ConnectionId.random(), 250, ""));
        }
        parts.addAll(parts(small, 5, "why"));
        List<ReportPart> bounded = ReportSize.bounded(parts);
        assertThat(bounded).filteredOn(SaReport.class::isInstance).hasSizeBetween(5_800, 6_000);
        assertThat(bounded).containsAll(parts.subList(parts.size() - 9, parts.size()));
    }

    @Test
    void whatIsUsualStaysAsItIs() {
        List<ReportPart> parts = parts(ConnectionId.random(), 250, "a line of the log");
        assertThat(ReportSize.bounded(parts)).isEqualTo(parts);
    }

    private static List<ReportPart> parts(ConnectionId connection, int pairs, String text) {
        var node = NodeId.random();
        List<ReportPart> parts = new ArrayList<>(List.of(
                new ThingReport(
                        DocumentKey.node(node),
                        1_000,
                        1_000,
                        ThingReport.Phase.FAILED,
                        text,
                        Optional.of(UUID.randomUUID())),
                new TunnelReport(
                        connection,
                        node,
                        1_000,
                        TunnelReport.State.DOWN,
                        text,
                        NOW,
                        MANY,
                        Optional.of(new Evidence("traffic-selector-mismatch", text, text, text))),
                new BgpPeerReport(
                        connection,
                        node,
                        Ipv4.parse("169.254.170.202"),
                        4_200_000_000L,
                        "established",
                        NOW,
                        100,
                        100,
                        1L << 32,
                        1L << 32,
                        BgpPeerReport.Bfd.UP,
                        text),
                new ProbeReport(connection, node, ProbeKind.LINK, ProbeReport.Verdict.PASSES, NOW)));
        IntStream.range(0, pairs)
                .mapToObj(i -> new SaReport(connection, node, "192.168.100.0/24", "10.100." + i + ".0/24", MANY, NOW))
                .forEach(parts::add);
        return parts;
    }
}
