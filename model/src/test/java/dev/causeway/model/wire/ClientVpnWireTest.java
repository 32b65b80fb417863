package dev.causeway.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.*;
import dev.causeway.model.document.*;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/// What serves clients, as it is written, and what a version does with it that knows no clients.
class ClientVpnWireTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.678Z");
    private static final NodeId NODE = NodeId.random();
    private static final ServerId SERVER = ServerId.random();

    private static final ClientServer CLIENT_SERVER = new ClientServer(
            SERVER,
            4,
            Prefix.parse("10.250.0.0/16"),
            List.of(Prefix.parse("192.168.0.0/24")),
            List.of(Ipv4.parse("100.125.1.250")),
            443,
            DataCipher.AES_256_GCM,
            new ClientServer.Certificate(List.of("chain"), new PrivateKeyPem("the key")),
            ClientServer.Showing.PASSWORD,
            1);

    private static final Uplink EIP = new Uplink.Eip(
            Ipv4.parse("203.0.113.10"), Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1"), Optional.of(100));

    private static Uplink sharing() {
        return new Uplink.Eip(
                Ipv4.parse("203.0.113.10"),
                Prefix.parse("203.0.113.0/24"),
                Ipv4.parse("203.0.113.1"),
                Optional.of(100),
                Optional.of(new SharedBandwidth(BandwidthId.random(), 50)));
    }

    private static NodeDocument node(Uplink uplink, Optional<ClientServer> server) {
        return new NodeDocument(
                NODE,
                GatewayId.random(),
                7,
                true,
                3,
                uplink,
                new Attachment.Vpc(
                        VpcId.random(),
                        SubnetId.random(),
                        Prefix.parse("192.168.0.0/24"),
                        Ipv4.parse("192.168.0.2"),
                        Ipv4.parse("192.168.0.1")),
                new NodeService.ClientVpn(server),
                Optional.of(UUID.randomUUID()));
    }

    private static AccessDocument access(Access access) {
        return new AccessDocument(
                SERVER, NODE, 9, true, true, 10, access, List.of(SessionId.random()), Optional.of(UUID.randomUUID()));
    }

    private static Access passwords() {
        var group = UserGroupId.random();
        return new Access.ByPassword(
                List.of(new Access.User(
                        ClientUserId.random(),
                        "alice",
                        new PasswordHash("$argon2id$v=19$secret"),
                        2,
                        Optional.of(Ipv4.parse("10.250.0.5")),
                        group)),
                List.of(new Access.Group(
                        group,
                        List.of(new Access.Policy(
                                AccessPolicyId.random(), List.of(Prefix.parse("192.168.0.10/32")))))));
    }

    private static Access certificates() {
        return new Access.ByCertificate(
                List.of(new Access.Authority(ClientCaId.random(), "00ff", List.of("pem"))),
                List.of(new Access.Revoked("00ff", "123456789012345678901234567890")));
    }

    static Stream<Document> documents() {
        return Stream.of(
                node(EIP, Optional.of(CLIENT_SERVER)),
                node(EIP, Optional.empty()),
                node(new Uplink.None(), Optional.empty()),
                node(sharing(), Optional.empty()),
                node(EIP, Optional.of(CLIENT_SERVER)).withdrawn(),
                access(passwords()),
                access(certificates()),
                access(passwords()).withdrawn(),
                vpc());
    }

    private static VpcDocument vpc() {
        return new VpcDocument(
                VpcId.random(),
                1,
                true,
                List.of(),
                List.of(),
                List.of(new VpcDocument.PeerRoute(
                        Prefix.parse("10.250.0.0/16"),
                        List.of(new VpcDocument.Path(
                                new VpcDocument.Leading.Clients(), NODE, Ipv4.parse("192.168.0.2"), 0)))));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isReadBackAsItWasWritten(Document document) {
        assertThat(Wire.read(Wire.write(document), Document.class)).isEqualTo(document);
    }

    /// It leaves the thing as it is, and removes nothing.
    @ParameterizedTest
    @MethodSource("documents")
    void isNotUnderstoodByAVersionThatServesNoClients(Document document) {
        byte[] json = Wire.write(document);
        assertThatThrownBy(() -> EarlierReader.read(json, EarlierReader.Document.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void aReportIsReadBackAndAnEarlierVersionPassesOverWhatItDoesNotKnow() {
        var report = new HostReport(
                NOON,
                List.of(
                        new ThingReport(DocumentKey.node(NODE), 7, 3, ThingReport.Phase.APPLIED, ""),
                        new ClientNodeReport(NODE, new Software("2.6.14", 1)),
                        new ServerReport(
                                SERVER,
                                NODE,
                                4,
                                ServerReport.State.LISTENING,
                                "",
                                NOON,
                                Optional.of(new Software("2.6.13", 0))),
                        new SessionReport(
                                SessionId.random(),
                                SERVER,
                                NODE,
                                Optional.of(ClientUserId.random()),
                                "alice",
                                Ipv4.parse("198.51.100.7"),
                                40_000,
                                Ipv4.parse("10.250.0.5"),
                                NOON,
                                new SessionReport.Counters(1, 2, 3, 4),
                                NOON)),
                List.of(new LogLine(new LogSource.Node(NODE), 9, NOON, "{}")));
        byte[] json = Wire.write(report);
        assertThat(Wire.readReport(json)).isEqualTo(report);
        assertThat(EarlierReader.read(json, EarlierReader.Report.class).things())
                .hasSize(1);
    }

    @Test
    void positionsOfNodesAreReadBack() {
        var positions = new LogPositions(List.of(
                new LogPositions.Held(new LogSource.Connection(ConnectionId.random()), 3),
                new LogPositions.Held(new LogSource.Node(NODE), 4)));
        assertThat(Wire.read(Wire.write(positions), LogPositions.class)).isEqualTo(positions);
    }

    @Test
    void noSecretShowsInAPrintedDocument() {
        assertThat(node(EIP, Optional.of(CLIENT_SERVER)) + " " + access(passwords()))
                .doesNotContain("the key")
                .doesNotContain("argon2id");
    }

    @Test
    void noHashAndNoKeyIsInAWithdrawnDocument() {
        String text =
                new String(Wire.write(node(EIP, Optional.of(CLIENT_SERVER)).withdrawn()), StandardCharsets.UTF_8)
                        + new String(Wire.write(access(passwords()).withdrawn()), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("the key").doesNotContain("argon2id");
    }
}
