package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.reports.Sighting;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionStatusTest {

    private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SINCE = CHANGED.plusSeconds(40);

    private static VpnConnection wanted(long generation, long applied, boolean deleting) {
        var identity =
                new VpnConnection.Identity(ConnectionId.random(), ProjectId.random(), 1, HaRole.MASTER, List.of(), "0");
        var ends = new VpnConnection.Ends(
                GatewayId.random(),
                NodeId.random(),
                Optional.of(EipId.random()),
                Optional.of(Ipv4.parse("203.0.113.10")),
                CustomerGatewayId.random(),
                Ipv4.parse("198.51.100.2"),
                Optional.empty());
        var spec = new ConnectionSpec(
                new ResourceName("c"),
                new SteeringSpec.Static(List.of(Prefix.parse("192.168.1.0/24")), false),
                TunnelAddresses.choose(java.util.Set.of(), new Random(1)),
                IkeProfile.USUAL,
                IpsecChange.USUAL);
        var history = new VpnConnection.History(
                generation,
                applied,
                CHANGED,
                CHANGED,
                CHANGED,
                deleting ? OptionalLong.of(7) : OptionalLong.empty(),
                0);
        return new VpnConnection(identity, ends, spec, history);
    }

    private static Sighting seen(long generation, TunnelReport.State state, Instant heard) {
        return new Sighting(Optional.of(new Sighting.Word(generation, state, SINCE)), heard);
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, ever applied, reported, state, seconds since the change, status
        "1, 0, 0, APPLYING, 1, PENDING_CREATE",
        "1, 0, 1, APPLYING, 1, PENDING_CREATE",
        "1, 0, 1, DOWN, 1, DOWN",
        "1, 1, 1, UP, 1, ACTIVE",
        "1, 1, 1, APPLYING, 1, DOWN",
        "1, 1, 0, APPLYING, 1, DOWN",
        "1, 1, 0, DOWN, 1, DOWN",
        "1, 1, 0, UP, 1, PENDING_UPDATE",
        "1, 1, 0, UP, 121, ERROR",
        "2, 1, 1, UP, 1, PENDING_UPDATE",
        "2, 1, 1, DOWN, 1, PENDING_UPDATE",
        "2, 1, 2, APPLYING, 1, PENDING_UPDATE",
        "2, 1, 2, UP, 1, ACTIVE",
        "2, 1, 2, FAILED, 1, ERROR",
        "2, 1, 1, FAILED, 1, PENDING_UPDATE",
        "2, 1, 1, UP, 121, ERROR",
        "1, 0, 0, APPLYING, 121, ERROR",
    })
    void followsFromWhatIsWantedAndSeen(
            long wanted, long applied, long reported, TunnelReport.State state, int after, ConnectionStatus expected) {
        VpnConnection connection = wanted(wanted, applied, false);
        Instant now = CHANGED.plusSeconds(after);
        assertThat(ConnectionStatus.of(connection, seen(reported, state, now), CHANGED, now))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, ever applied, reported, state, last heard and asked, in seconds since the change, status, since when
        "1, 0, 0, APPLYING, 1, 1, PENDING_CREATE, 0",
        "2, 1, 1, UP, 60, 60, PENDING_UPDATE, 0",
        "1, 1, 1, UP, 60, 60, ACTIVE, 40",
        "1, 1, 1, DOWN, 60, 60, DOWN, 40",
        "2, 1, 2, FAILED, 60, 60, ERROR, 40",
        "2, 1, 1, FAILED, 200, 200, ERROR, 120",
        "2, 1, 1, UP, 200, 200, ERROR, 120",
        "1, 1, 1, UP, 60, 200, UNKNOWN, 150",
    })
    void hasBeenSoSinceAMomentThatStays(
            long wanted,
            long applied,
            long reported,
            TunnelReport.State state,
            int heard,
            int asked,
            ConnectionStatus expected,
            int since) {
        VpnConnection connection = wanted(wanted, applied, false);
        Sighting seen = seen(reported, state, CHANGED.plusSeconds(heard));
        for (Instant now :
                List.of(CHANGED.plusSeconds(asked), CHANGED.plusSeconds(asked).plusMillis(5))) {
            ConnectionStatus status = ConnectionStatus.of(connection, seen, CHANGED, now);
            assertThat(status).isEqualTo(expected);
            assertThat(status.since(connection, seen)).isEqualTo(CHANGED.plusSeconds(since));
        }
    }

    @Test
    void isUnknownWhenNobodyReports() {
        VpnConnection connection = wanted(1, 1, false);
        Instant now = CHANGED.plus(Duration.ofHours(1));
        var old = seen(1, TunnelReport.State.UP, now.minusSeconds(91));
        assertThat(ConnectionStatus.of(connection, old, CHANGED, now)).isEqualTo(ConnectionStatus.UNKNOWN);
        assertThat(ConnectionStatus.of(connection, Sighting.NOTHING, CHANGED, now))
                .isEqualTo(ConnectionStatus.UNKNOWN);
    }

    @Test
    void aControllerThatHasJustStartedTrustsWhatWasLastReported() {
        VpnConnection connection = wanted(1, 1, false);
        Instant now = CHANGED.plus(Duration.ofHours(1));
        var old = seen(1, TunnelReport.State.UP, now.minusSeconds(600));
        assertThat(ConnectionStatus.of(connection, old, now.minusSeconds(5), now))
                .isEqualTo(ConnectionStatus.ACTIVE);
    }

    @Test
    void isNotDownWhileItsHostGoesBackToAnOlderDatabase() {
        VpnConnection connection = wanted(2, 2, false);
        Instant now = CHANGED.plus(Duration.ofHours(1));
        var ofAnotherHistory = seen(0, TunnelReport.State.UP, now);
        assertThat(ConnectionStatus.of(connection, ofAnotherHistory, now.minusSeconds(5), now))
                .isEqualTo(ConnectionStatus.PENDING_UPDATE);
    }

    @Test
    void isDownWhenTheHostSpeaksAndHasNoSuchTunnel() {
        VpnConnection connection = wanted(1, 1, false);
        Instant now = CHANGED.plus(Duration.ofHours(1));
        var without = new Sighting(Optional.empty(), now.minusSeconds(3));
        assertThat(ConnectionStatus.of(connection, without, CHANGED, now)).isEqualTo(ConnectionStatus.DOWN);
    }

    @Test
    void isPendingDeleteWhateverIsReported() {
        VpnConnection connection = wanted(1, 1, true);
        assertThat(ConnectionStatus.of(connection, seen(1, TunnelReport.State.UP, CHANGED), CHANGED, CHANGED))
                .isEqualTo(ConnectionStatus.PENDING_DELETE);
    }
}
