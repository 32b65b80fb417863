package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.Command;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Phase1Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Somebody sends with the peer's address.
class ForgedMessagesTest extends InLab {

    private static final int FORGED = 3_000;

    /// Bytes that the daemon would write for each.
    private static final int LINES_OF_ONE = 500;

    @Test
    void neitherFillTheDiskNorPushOutWhatIsUseful() throws IOException {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        Path file = lab.folder(tunnel).log().files().getLast();
        long before = Files.size(file);
        String established = lab.log();
        assertThat(established).contains("established");

        send(Namespaces.inside(lab.topology.customer, "bash", "-c", script(FORGED)));
        lab.terminate(tunnel);
        lab.route();
        TestNetwork.await().until(() -> lab.lostBothWays() == 0);

        assertThat(Files.size(file) - before).isLessThan(FORGED * LINES_OF_ONE / 3);
        List<LogEntry> lines = lab.tunnels().log(tunnel.connection(), -1, 100_000);
        assertThat(lines).hasSizeLessThan(400);
        assertThat(lines.stream().map(LogEntry::text)).anyMatch(text -> text.contains("message parsing failed"));
        assertThat(lab.log()).startsWith(established);
    }

    /// The peer itself is silent, and nothing was asked of it yet.
    @Test
    void doNotSayWhyATunnelIsDown() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.peer.kill();
        lab.want(tunnel);
        awaitDown("NEGOTIATING");
        send(Namespaces.inside(lab.topology.customer, "bash", "-c", script(30)));
        lab.await(_ -> lab.log().contains("message parsing failed"));
        // Longer than the agent leaves between two looks.
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < end) {
            assertThat(lab.report().reason()).isEqualTo("NEGOTIATING");
            Peer.pause(Duration.ofMillis(20));
        }
    }

    /// A peer that begins by itself reads the answers, and so what goes wrong then is said.
    @Test
    void areNotLikeThoseOfAPeerThatReadsTheAnswers() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.staticTunnel(), version, Phase1Mode.MAIN);
            lab.peer.load(TestNetwork.configuration(
                    tunnel, "Another-1234", "", TestNetwork.child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", "")));
            lab.want(tunnel);
            lab.await(report -> report.generation() == tunnel.generation());
            lab.peer.beginAnew(Duration.ofSeconds(2));
            awaitDown("AUTHENTICATION_FAILED");
            assertThat(attempts()).isZero();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    private void send(Command command) {
        host.commands().run(command.withPatience(Duration.ofMinutes(2)));
    }

    /// Messages of 48 bytes: headers of first messages of IKEv2 with nonsense behind, the same of a version that is
    /// none, and nonsense alone.
    private static String script(int count) {
        return """
                i=0
                while [ $i -lt %d ]; do
                  spi=$(printf %%08d $i)
                  zero='\\0\\0\\0\\0\\0\\0\\0\\0'
                  rest="\\x22\\x08\\0\\0\\0\\0\\0\\0\\0\\x30$spi${spi}0123"
                  for message in "$spi$zero\\x21\\x20$rest" "$spi$zero\\x21\\x40$rest" "$spi$spi$spi$spi$spi$spi"; do
                    printf "$message" > /dev/udp/%s/500
                  done
                  i=$((i + 3))
                done
                """.formatted(count, Examples.EIP);
    }
}
