package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read of bgpd's log.
class RefusedAttemptsTest {

    private static final Ipv4 PEER = Ipv4.parse("169.254.70.2");
    private static final String LINE =
            "2026/11/27 05:32:45 BGP: [HZN6M-XRM1G] %%NOTIFICATION: %s neighbor 169.254.70.2 %s 2 bytes f%n";

    @TempDir
    private Path folder;

    private static PeerSight sight(String state) {
        Map<Ipv4, PeerSight> peers = SpeakerReader.peers(
                "{\"169.254.70.2\":{\"bgpState\":\"%s\",\"lastResetDueTo\":\"BFD down received\"}}".formatted(state));
        return peers.get(PEER);
    }

    private static void write(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void theLastAttemptThatWasRefusedIsWhyThereIsNoSession() throws IOException {
        Path log = folder.resolve("bgpd.log");
        var refused = new RefusedAttempts(log, Clock.systemUTC());
        write(log, LINE.formatted("sent to", "6/10 (Cease/BFD Down)"));
        refused.read();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bfd-down BFD down received");
        write(log, LINE.formatted("received from", "6/6 (Cease/Other Configuration Change)"));
        refused.read();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-no-answer the peer says: Cease/Other Configuration Change");
        assertThat(refused.besides(PEER, sight("Active").because("Hold Timer Expired"))
                        .trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-hold-expired Hold Timer Expired");
        write(log, LINE.formatted("sent to", "2/2 (OPEN Message Error/Bad Peer AS)"));
        refused.read();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-asn-mismatch OPEN Message Error/Bad Peer AS");
        write(log, LINE.formatted("received from", "2/2 (OPEN Message Error/Bad Peer AS)"));
        refused.read();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-asn-refused the peer says: OPEN Message Error/Bad Peer AS");
        assertThat(refused.besides(PEER, sight("Established")).isEstablished()).isTrue();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bfd-down BFD down received");
    }

    @Test
    void whatWasRefusedBeforeTheAgentBeganIsNoNews() throws IOException {
        Path log = folder.resolve("bgpd.log");
        write(log, LINE.formatted("sent to", "2/2 (OPEN Message Error/Bad Peer AS)"));
        var refused = new RefusedAttempts(log, Clock.systemUTC());
        refused.read();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bfd-down BFD down received");
        write(log, LINE.formatted("received from", "6/6 (Cease/Other Configuration Change)"));
        refused.read();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-no-answer the peer says: Cease/Other Configuration Change");
    }

    @Test
    void theLogIsKeptShort() throws IOException {
        Path log = folder.resolve("bgpd.log");
        var refused = new RefusedAttempts(log, Clock.systemUTC());
        write(log, "x".repeat(1 << 20) + "\n" + LINE.formatted("sent to", "2/2 (OPEN Message Error/Bad Peer AS)"));
        refused.read();
        assertThat(log).isEmptyFile();
        assertThat(refused.besides(PEER, sight("Active")).trouble(0, Filtered.NOTHING))
                .startsWith("bgp-asn-mismatch");
    }
}
