package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFailuresTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("daemon.log");
        Files.writeString(file, "1795731150.546724 1 Initialization Sequence Completed\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static String failure(int port) {
        return "1795731151.000001 1 198.51.100.2:%d VERIFY ERROR: depth=0, error=CRL: CN=mallory\n".formatted(port);
    }

    @Test
    void aFailureIsToldOnceByItsFirstLine() throws IOException {
        var failures = new TlsFailures(file);
        write(failure(4711));
        write(
                "1795731151.000002 1 198.51.100.2:4711 OpenSSL: error:0A000086:SSL routines::certificate verify failed\n");
        write("1795731151.000003 1 198.51.100.2:4711 TLS Error: TLS handshake failed\n");
        write("1795731152.000000 1 alice/198.51.100.6:99 Connection reset, restarting [0]\n");
        assertThat(failures.next())
                .containsExactly(new TlsFailures.Failure(
                        Instant.ofEpochSecond(1795731151L, 1000),
                        "198.51.100.2",
                        4711,
                        "VERIFY ERROR: depth=0, error=CRL: CN=mallory"));
        assertThat(failures.next()).isEmpty();
    }

    @Test
    void theNextAgentGoesOnWhereTheLastOneStopped() throws IOException {
        write(failure(1) + failure(2).substring(0, 20));
        assertThat(new TlsFailures(file).next()).hasSize(1);
        write(failure(2).substring(20));
        assertThat(new TlsFailures(file).next()).hasSize(1);
        Files.writeString(file, failure(3));
        assertThat(new TlsFailures(file).next()).hasSize(1);
    }

    @Test
    void nobodyFloodsTheLogOfClients() throws IOException {
        for (int port = 1; port <= 1000; port++) {
            write(failure(port));
        }
        assertThat(new TlsFailures(file).next()).hasSize(TlsFailures.MOST_PER_MINUTE);
    }

    @Test
    void aLongFileBeginsAnew() throws IOException {
        write("x\n".repeat(600_000));
        var failures = new TlsFailures(file);
        for (int i = 0; i < 10; i++) {
            assertThat(failures.next()).isEmpty();
        }
        assertThat(file).isEmptyFile();
        write(failure(9));
        assertThat(failures.next()).hasSize(1);
    }
}
