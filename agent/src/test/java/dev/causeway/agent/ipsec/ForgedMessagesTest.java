package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.process.Command;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.Tunnel;
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

    /// 48 bytes each: the header of a first message of IKEv2 with nonsense behind it, the same of a version that is
    /// none, and nonsense alone.
    private static final String SEND = """
            behind="$(printf '%%020d' 0)"
            i=0
            while [ $i -lt %1$d ]; do
              spi=$(printf '%%08d' $i)
              printf "$spi\\0\\0\\0\\0\\0\\0\\0\\0\\x21\\x20\\x22\\x08\\0\\0\\0\\0\\0\\0\\0\\x30$behind" > /dev/udp/%2$s/500
              printf "$spi\\0\\0\\0\\0\\0\\0\\0\\0\\x21\\x40\\x22\\x08\\0\\0\\0\\0\\0\\0\\0\\x30$behind" > /dev/udp/%2$s/500
              printf "$spi$spi$spi$spi$spi$spi" > /dev/udp/%2$s/500
              i=$((i + 3))
            done
            """;

    @Test
    void neitherFillTheDiskNorPushOutWhatIsUseful() throws IOException {
        Tunnel tunnel = up(Examples.staticTunnel());
        Path file = lab.folder(tunnel).log().files().getLast();
        long before = Files.size(file);
        String established = lab.log();
        assertThat(established).contains("established");

        host.commands()
                .run(Command.of(
                                "nsenter",
                                "--net=" + lab.topology.customer.file(),
                                "--",
                                "bash",
                                "-c",
                                SEND.formatted(FORGED, Examples.EIP))
                        .withPatience(Duration.ofMinutes(2)));
        lab.terminate(tunnel);
        lab.route();
        Lab.await().until(() -> lab.lostBothWays() == 0);

        assertThat(Files.size(file) - before).isLessThan(FORGED * LINES_OF_ONE / 3);
        List<LogLine> lines = lab.tunnels().log(tunnel.connection(), -1, 100_000);
        assertThat(lines).hasSizeLessThan(400);
        assertThat(lines.stream().map(LogLine::text)).anyMatch(text -> text.contains("message parsing failed"));
        assertThat(lab.log()).startsWith(established);
    }
}
