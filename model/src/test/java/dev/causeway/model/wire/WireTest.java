package dev.causeway.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.*;
import dev.causeway.model.document.*;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

class WireTest {

    private static final NodeDocument NODE = new NodeDocument(
            NodeId.random(),
            GatewayId.random(),
            7,
            true,
            3,
            new Uplink.Eip(Ipv4.parse("203.0.113.10"), Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")),
            new Attachment.Vpc(
                    VpcId.random(),
                    SubnetId.random(),
                    Prefix.parse("192.168.0.0/24"),
                    Ipv4.parse("192.168.0.2"),
                    Ipv4.parse("192.168.0.1")),
            new NodeService.SiteToCloud(
                    List.of(Prefix.parse("192.168.0.0/24")),
                    List.of(new Tunnel(
                            ConnectionId.random(),
                            2,
                            1,
                            Ipv4.parse("198.51.100.2"),
                            new Authentication.SharedKey(Optional.of(new PreSharedKey("a\"b {#} \\ ü"))),
                            new IkeSettings(
                                    IkeVersion.V2,
                                    Phase1Mode.MAIN,
                                    Integrity.SHA2_256,
                                    Encryption.AES_128,
                                    DhGroup.GROUP15,
                                    86400,
                                    Ipv4.parse("203.0.113.10"),
                                    Ipv4.parse("198.51.100.2"),
                                    new Dpd(30, 15, DpdMessage.SEQ_HASH_NOTIFY)),
                            new IpsecSettings(Integrity.SHA2_256, Encryption.AES_128_GCM_16, Optional.empty(), 3600),
                            InterfaceAddress.parse("169.254.70.1/30"),
                            InterfaceAddress.parse("169.254.70.2/30"),
                            new Steering.Policy(List.of(new PolicyRule(
                                    Prefix.parse("192.168.0.0/24"), List.of(Prefix.parse("10.1.0.0/24")))))))));

    @Test
    void readsBackADocumentAsItWasWritten() {
        assertThat(Wire.read(Wire.write(NODE), Document.class)).isEqualTo(NODE);
    }

    @Test
    void readsBackAReportAsItWasWritten() {
        var report = new HostReport(
                Instant.parse("2026-01-02T03:04:05.678Z"),
                List.of(
                        new ThingReport(NODE.key(), 7, 3, ThingReport.Phase.APPLIED, ""),
                        new TunnelReport(
                                ConnectionId.random(),
                                NODE.node(),
                                2,
                                TunnelReport.State.DOWN,
                                "peer silent",
                                Instant.parse("2026-01-02T03:04:05.678Z"),
                                new TunnelReport.Counters(1, 2, 3, 4))),
                List.of(new LogLine(
                        new LogSource.Connection(ConnectionId.random()),
                        9,
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "hello")),
                Optional.of(List.of("a disk is full")),
                List.of(),
                Optional.of(new HostLoad(137, 5, 7)));
        assertThat(Wire.read(Wire.write(report), HostReport.class)).isEqualTo(report);
    }

    @Test
    void toleratesAFieldThatANewerVersionAdded() {
        assertThat(Wire.read(text("{\"kind\":\"NODE\",\"id\":\"x\",\"colour\":1}"), DocumentKey.class))
                .isEqualTo(new DocumentKey(DocumentKind.NODE, "x"));
    }

    @Test
    void refusesAMissingField() {
        assertThatThrownBy(() -> Wire.read(text("{\"kind\":\"NODE\"}"), DocumentKey.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void aFieldThatALaterVersionAddsMayBeMissingFromAnEarlierOnesText() {
        String report = "{\"at\":\"2026-01-02T03:04:05Z\",\"things\":[],\"tunnels\":[],\"log\":[]}";
        assertThat(Wire.readReport(text(report)).concerns()).isEmpty();
        assertThat(Wire.readReport(text(report)).load()).isEmpty();
    }

    @Test
    void anOddLoadIsTakenAsTheNearestThatCanBe() {
        String report = "{\"at\":\"2026-01-02T03:04:05Z\",\"things\":[],\"tunnels\":[],\"log\":[],"
                + "\"load\":{\"processor\":-1,\"memoryUsed\":9,\"memoryTotal\":8}}";
        assertThat(Wire.readReport(text(report)).load()).contains(new HostLoad(0, 8, 8));
        assertThat(new HostLoad(1_001, -1, -1)).isEqualTo(new HostLoad(1_000, 0, 0));
    }

    @Test
    void aDocumentWithAnUnknownWordIsNotUnderstood() {
        String json = new String(Wire.write(NODE), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Wire.read(text(json.replace("\"AES_128\"", "\"AES_512\"")), Document.class))
                .isInstanceOf(JacksonException.class);
    }

    /// Whoever is told that a text is not understood is told where in it.
    @Test
    void aLineOfNobodysLogIsNotUnderstood() {
        String report = """
                {"at": "2026-01-01T00:00:00Z", "things": [], "tunnels": [], "log": [
                  {"connection": null, "position": 1, "time": "2026-01-01T00:00:00Z", "text": "x"}]}""";
        assertThatThrownBy(() -> Wire.readReport(text(report))).isInstanceOf(JacksonException.class);
    }

    @Test
    void aValueThatItsTypeRefusesIsNotUnderstood() {
        String json = new String(Wire.write(NODE), StandardCharsets.UTF_8);
        for (String odd : List.of(
                json.replaceFirst("\"tunnels\":\\[", "\"tunnels\":[null,"),
                json.replace("\"style\":\"POLICY\"", "\"style\":null"),
                json.replaceFirst("\"policyRules\":\\[", "\"policyRules\":[null,"),
                json.replaceFirst("\"localSubnets\":\\[[^]]*]", "\"localSubnets\":null"))) {
            assertThatThrownBy(() -> Wire.read(text(odd), Document.class))
                    .isInstanceOfSatisfying(
                            JacksonException.class,
                            e -> assertThat(e.getLocation()).isNotNull());
        }
    }

    @Test
    void fromAnUnknownWordInAReportNothingFollows() {
        String json = """
                {"at": "2026-01-02T03:04:05Z", "colour": 1, "log": [],
                 "things": [
                   {"key": {"kind": "PLANET", "id": "x"}, "generation": 1, "gatewayGeneration": 0,
                    "phase": "APPLIED", "reason": ""},
                   {"key": {"kind": "NODE", "id": "%1$s"}, "generation": 1, "gatewayGeneration": 0,
                    "phase": "MELTING", "reason": ""}],
                 "tunnels": [
                   {"connection": "%1$s", "node": "%1$s", "generation": 1, "state": "MELTED", "reason": "",
                    "since": "2026-01-02T03:04:05Z",
                    "counters": {"packetsIn": 1, "packetsOut": 2, "bytesIn": 3, "bytesOut": 4}}]}""".formatted(NODE.node());
        HostReport report = Wire.readReport(text(json));
        assertThat(report.things()).extracting(ThingReport::phase).containsExactly(ThingReport.Phase.APPLYING);
        assertThat(report.tunnels()).extracting(TunnelReport::state).containsExactly(TunnelReport.State.APPLYING);
    }

    @Test
    void aListIsReadAsFarAsItsKindsAreKnown() {
        String json = """
                {"version": "7", "colour": 1, "entries": [
                  {"key": {"kind": "PLANET", "id": "x"}, "generation": 1},
                  {"key": {"kind": "NODE", "id": "y", "colour": 1}, "generation": 2, "colour": 1}]}""";
        Wire.Listing listing = Wire.readListing(text(json));
        assertThat(listing.unknown()).containsExactly("PLANET/x");
        assertThat(listing.index().entries())
                .containsExactly(new DocumentIndex.Entry(new DocumentKey(DocumentKind.NODE, "y"), 2));
        for (String broken : List.of("[]", "{}", "{\"version\":\"7\",\"entries\":[{}]}", "null", "")) {
            assertThatThrownBy(() -> Wire.readListing(text(broken))).isInstanceOf(JacksonException.class);
        }
    }

    @Test
    @Timeout(60)
    void aListOfManyUnknownKindsIsReadInOnePass() {
        String entry = "{\"key\":{\"kind\":\"PLANET\",\"id\":\"x%d\"},\"generation\":1}";
        String entries = IntStream.range(0, 100_000).mapToObj(entry::formatted).collect(Collectors.joining(","));
        Wire.Listing listing = Wire.readListing(text("{\"version\":\"7\",\"entries\":[" + entries + "]}"));
        assertThat(listing.unknown()).hasSize(100_000).startsWith("PLANET/x0").endsWith("PLANET/x99999");
        assertThat(listing.index().entries()).isEmpty();
    }

    @Test
    void aReportOfManyTunnelsIsRead() {
        var at = Instant.parse("2026-01-02T03:04:05.678Z");
        var thing = new ThingReport(NODE.key(), 7, 3, ThingReport.Phase.APPLIED, "", Optional.of(UUID.randomUUID()));
        var tunnel = new TunnelReport(
                ConnectionId.random(),
                NODE.node(),
                2,
                TunnelReport.State.UP,
                "",
                at,
                new TunnelReport.Counters(1, 2, 3, 4));
        var line = new LogLine(new LogSource.Connection(ConnectionId.random()), 9, at, "hello");
        var report = new HostReport(
                at,
                Stream.<ReportPart>concat(
                                Collections.nCopies(20_000, thing).stream(),
                                Collections.nCopies(10_000, tunnel).stream())
                        .toList(),
                Collections.nCopies(10_000, line));
        assertThat(Wire.readReport(Wire.write(report))).isEqualTo(report);
    }

    @Test
    void whatIsTooDeepOrOfTooManyPartsIsNotRead() {
        String start = "{\"at\":\"2026-01-02T03:04:05Z\",\"things\":[],\"tunnels\":[],\"log\":[],\"colour\":";
        Wire.readReport(text(start + "[".repeat(20) + "]".repeat(20) + "}"));
        for (String odd : List.of("[".repeat(40) + "]".repeat(40), "[" + "1,".repeat(1_500_000) + "1]")) {
            assertThatThrownBy(() -> Wire.readReport(text(start + odd + "}")))
                    .isInstanceOf(StreamConstraintsException.class);
            assertThatThrownBy(() -> Wire.read(text("{\"kind\":" + odd + "}"), Document.class))
                    .isInstanceOf(JacksonException.class);
            assertThatThrownBy(() -> Wire.readListing(text("{\"version\":" + odd + "}")))
                    .isInstanceOf(StreamConstraintsException.class);
        }
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
