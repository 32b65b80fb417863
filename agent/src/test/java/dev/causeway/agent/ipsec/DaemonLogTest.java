package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.process.LogTroubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static final long LONGEST = 4 << 20;

    private final LogTroubles troubles = new LogTroubles();

    @TempDir
    Path folder;

    @Test
    void readsTheDaemonsWordsWithTheirTime() throws IOException {
        write("1767225600.123 09[IKE] <vpn-1-2-3|4> received AUTHENTICATION_FAILED notify error\n");
        DaemonLog.Line line = log().read(0, 10).getFirst();
        assertThat(line.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
        assertThat(line.text()).isEqualTo("[IKE] received AUTHENTICATION_FAILED notify error");
    }

    @Test
    void continuesBehindAPosition() throws IOException {
        write("1767225600.001 09[IKE] one\n1767225600.002 09[IKE] two\n1767225600.003 09[IKE] three\n");
        List<DaemonLog.Line> all = log().read(0, 10);
        assertThat(log().read(0, 2)).isEqualTo(all.subList(0, 2));
        assertThat(log().read(all.get(1).position(), 10)).isEqualTo(all.subList(2, 3));
        assertThat(log().read(all.getLast().position(), 10)).isEmpty();
    }

    @Test
    void leavesALineThatIsBeingWrittenForLater() throws IOException {
        write("1767225600.001 09[IKE] one\n1767225600.002 09[IKE] tw");
        assertThat(texts(0)).containsExactly("[IKE] one");
        write("o\n");
        assertThat(texts(0)).containsExactly("[IKE] one", "[IKE] two");
    }

    @Test
    void leavesOutWhatAFullDiskHasRunTogether() throws IOException {
        write("17672256001767225600.002 09[IKE] two\n176722560017672256001.002 09[IKE] three\n");
        write("1767225600.004 09[IKE] four\n");
        Files.writeString(folder.resolve("charon-one.log"), "1767225600.005 09[IKE] five\n");
        Files.writeString(folder.resolve("charon-.log"), "");
        assertThat(texts(0)).containsExactly("[IKE] four");
    }

    @Test
    void leavesOutTheAgentsOwnQuestions() throws IOException {
        write("1767225600.001 09[CFG] vici client 1 connected\n1767225600.002 09[CFG] vici initiate 'net'\n");
        assertThat(texts(0)).containsExactly("[CFG] vici initiate 'net'");
    }

    /// It is about no negotiation, so it is nobody's reason why there is no tunnel.
    @Test
    void takesWhatOtherDaemonsSayOfTheConnection() throws IOException {
        write("1767225600.001 09[IKE] one\n");
        log().note("BGP", "session established");
        DaemonLog.Line line = log().read(0, 10).getLast();
        assertThat(line.text()).isEqualTo("[BGP] session established");
        assertThat(line.negotiation()).isEmpty();
        assertThat(new OwnLines().isOwn(line)).isFalse();
    }

    @Test
    void continuesInTheNextFileWhenOneIsFull() throws IOException {
        write("1767225600.001 09[IKE] one\n");
        Path first = log().current(CLOCK);
        long position = log().read(0, 1).getFirst().position();
        write(("1767225600.002 09[IKE] " + "x".repeat(1000) + "\n").repeat(4200));
        assertThat(log().isFull()).isTrue();
        Path second = log().current(CLOCK);
        assertThat(second).isNotEqualTo(first);
        write("1767225600.003 09[IKE] last\n");
        List<DaemonLog.Line> lines = log().read(position, 10_000);
        assertThat(lines).hasSize(4201);
        assertThat(lines.getLast().text()).isEqualTo("[IKE] last");
        assertThat(lines).isSortedAccordingTo(java.util.Comparator.comparingLong(DaemonLog.Line::position));
        log().forgetOld();
        assertThat(first).exists();
    }

    @Test
    void isEmptyWithoutAFolder() {
        assertThat(new DaemonLog(folder.resolve("none"), LONGEST, troubles).read(0, 10))
                .isEmpty();
    }

    /// Whoever looks at a tunnel goes on to tell of its state.
    @Test
    void goesWithoutALineWhenTheDiskIsFull() throws IOException {
        Path full = Files.createSymbolicLink(folder.resolve("charon-1.log"), Path.of("/dev/full"));
        assertThatThrownBy(() -> Files.writeString(full, "x")).isInstanceOf(IOException.class);
        log().note("no child SA carries 192.168.0.0/24 to 10.1.5.0/24");
        assertThat(troubles.all()).singleElement().asString().contains("it takes no line: ");
        Files.delete(full);
        write("");
        log().note("no child SA carries 192.168.0.0/24 to 10.1.5.0/24");
        assertThat(troubles.all()).isEmpty();
    }

    /// Whoever looks at a tunnel reads its log each time.
    @Test
    void leavesOutWhatCannotBeReadAndTellsOfItUntilItIsGone() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("charon-1.log"));
        Files.writeString(folder.resolve("charon-1000000.log"), "1767225600.001 09[IKE] one\n");
        for (int looks = 0; looks < 3; looks++) {
            assertThat(texts(0)).containsExactly("[IKE] one");
        }
        assertThat(troubles.all()).singleElement().asString().contains(broken + ": it cannot be read: ");
        Files.delete(broken);
        Files.writeString(broken, "1767225600.000 09[IKE] none\n");
        assertThat(texts(0)).containsExactly("[IKE] none", "[IKE] one");
        assertThat(troubles.all()).isEmpty();
    }

    @Test
    void keepsForNowWhatCannotBeRemoved() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("charon-1.log").resolve("inside"));
        for (int i = 2; i < 5; i++) {
            Files.createFile(folder.resolve("charon-" + i + ".log"));
        }
        log().forgetOld();
        assertThat(kept).exists();
        assertThat(folder.resolve("charon-2.log")).doesNotExist();
        assertThat(folder.resolve("charon-3.log")).exists();
        assertThat(troubles.all()).singleElement().asString().contains(kept.getParent() + ": it cannot be removed: ");
    }

    private DaemonLog log() {
        return new DaemonLog(folder, LONGEST, troubles);
    }

    private List<String> texts(long after) {
        return log().read(after, 100).stream().map(DaemonLog.Line::text).toList();
    }

    private void write(String text) throws IOException {
        Files.writeString(log().current(CLOCK), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
