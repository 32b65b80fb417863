package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.process.LogTroubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantLogTest {

    private static final long BEGIN = 1_767_225_600;
    private static final int ALL = 100_000;

    @TempDir
    Path folder;

    private final TenantLog told = new TenantLog();

    @Test
    void strangersPushNothingOut() throws IOException {
        own(0, "IKE_SA established");
        strangers(1, 5_000);
        own(2, "CHILD_SA established");
        assertThat(texts(told.read(log(), -1, ALL)))
                .hasSize(62)
                .startsWith("[IKE] IKE_SA established")
                .endsWith("[IKE] CHILD_SA established");
    }

    @Test
    void theNumberOfWhatIsLeftOutIsTold() throws IOException {
        strangers(0, 1_000);
        strangers(601, 10);
        assertThat(texts(told.read(log(), -1, ALL)))
                .hasSize(71)
                .contains("[LOG] 940 more lines of these ten minutes are left out");
    }

    @Test
    void theOwnPeerPushesNothingOutEither() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            own(1, "retransmit");
        }
        assertThat(told.read(log(), -1, ALL)).hasSize(3_000);
    }

    /// As over reports that arrive, and over some that do not.
    @Test
    void inPartsAndAskedTwiceItIsTheSame() throws IOException {
        for (int minute = 0; minute < 60; minute++) {
            own(60 * minute, "minute " + minute);
            strangers(60 * minute + 1, 100);
        }
        List<DaemonLog.Line> all = new TenantLog().read(log(), -1, ALL);
        assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
        assertThat(texts(all)).contains("[IKE] minute 59");
        List<DaemonLog.Line> parts = new ArrayList<>();
        long after = -1;
        List<DaemonLog.Line> part = told.read(log(), after, 7);
        while (!part.isEmpty()) {
            assertThat(told.read(log(), after, 7)).isEqualTo(part);
            parts.addAll(part);
            after = part.getLast().position();
            part = told.read(log(), after, 7);
        }
        assertThat(parts).isEqualTo(all);
    }

    @Test
    void aMessageIsAStrangersUntilItIsKnownWhoseItIs() throws IOException {
        write(BEGIN, "04[NET] received invalid IKE header from 198.51.100.2 - ignored");
        write(BEGIN, "04[ENC] <7> payload type SECURITY_ASSOCIATION could not be parsed");
        write(BEGIN, "04[IKE] <vpn-1-2-3|7> received DPD");
        write(BEGIN, "04[CFG] vici initiate 'net'");
        assertThat(log().read(-1, ALL)).extracting(DaemonLog.Line::isStrange).containsExactly(true, true, false, false);
    }

    @Test
    void allDaemonsOfAHostShareItsDisk() {
        for (long daemons : List.of(0L, 1L, 64L, 65L, 200L, 1_000L, 16_000L)) {
            assertThat(2 * daemons * LogBudget.share(daemons)).isLessThanOrEqualTo(512L << 20);
            assertThat(LogBudget.share(daemons)).isBetween(16L << 10, 4L << 20);
        }
    }

    @Test
    void whatNoDaemonWritesAnyMoreGoesAfterAMonth() throws IOException {
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        for (String name : List.of("t-1", "t-2", "t-3")) {
            Path logs = Files.createDirectory(folder.resolve(name));
            Files.setLastModifiedTime(Files.createFile(logs.resolve("charon-1.log")), then);
            Files.setLastModifiedTime(logs, then);
        }
        Files.createFile(folder.resolve("t-3/charon-2.log"));
        new LogBudget(folder, "t-2"::equals, new LogTroubles()).fileLength();
        assertThat(folder.resolve("t-1")).doesNotExist();
        assertThat(folder.resolve("t-2/charon-1.log")).exists();
        assertThat(folder.resolve("t-3/charon-1.log")).exists();
    }

    private static List<String> texts(List<DaemonLog.Line> lines) {
        return lines.stream().map(DaemonLog.Line::text).toList();
    }

    private DaemonLog log() {
        return new DaemonLog(folder, 64 << 20, new LogTroubles());
    }

    private void own(int seconds, String text) throws IOException {
        write(BEGIN + seconds, "09[IKE] <vpn-1-2-3|4> " + text);
    }

    private void strangers(int seconds, int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(line(BEGIN + seconds, "09[IKE] <5> message %d of second %d".formatted(i, seconds)));
        }
        append(lines.toString());
    }

    private void write(long second, String text) throws IOException {
        append(line(second, text));
    }

    private static String line(long second, String text) {
        return "%d.001 %s\n".formatted(second, text);
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.resolve("charon-1.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
