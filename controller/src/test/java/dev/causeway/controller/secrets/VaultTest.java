package dev.causeway.controller.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatItSealedAlsoAfterARestart() {
        byte[] box = vault().seal(SECRET, "psk/1");
        assertThat(vault().open(box, "psk/1")).isEqualTo(SECRET);
    }

    @Test
    void neverSealsTheSameWayTwice() {
        assertThat(vault().seal(SECRET, "psk/1")).isNotEqualTo(vault().seal(SECRET, "psk/1"));
    }

    @Test
    void refusesWhatWasChangedOrMoved() {
        Vault vault = vault();
        byte[] box = vault.seal(SECRET, "psk/1");
        assertThatThrownBy(() -> vault.open(box, "psk/2")).isInstanceOf(IllegalStateException.class);
        box[box.length - 1]++;
        assertThatThrownBy(() -> vault.open(box, "psk/1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.open(new byte[3], "psk/1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tellsTextsApartByItsKeyAndTheirContext() throws IOException {
        byte[] print = vault().fingerprint(SECRET, "a/1");
        assertThat(print).hasSize(32).isEqualTo(vault().fingerprint(SECRET, "a/1"));
        assertThat(vault().fingerprint(SECRET, "a/2")).isNotEqualTo(print);
        assertThat(vault().fingerprint("another".getBytes(StandardCharsets.UTF_8), "a/1"))
                .isNotEqualTo(print);
        Files.delete(folder.resolve("master.key"));
        assertThat(vault().fingerprint(SECRET, "a/1")).isNotEqualTo(print);
    }

    @Test
    void keepsTheKeyToItsOwner() throws IOException {
        vault();
        Path file = folder.resolve("master.key");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::vault).hasMessageContaining("by its owner alone");
    }

    @Test
    void makesOneKeyForAllWhoStartAtOnce() throws Exception {
        List<Callable<Vault>> starts = Collections.nCopies(8, this::vault);
        for (int round = 0; round < 20; round++) {
            try (var threads = Executors.newFixedThreadPool(starts.size())) {
                List<Vault> vaults = new ArrayList<>();
                for (Future<Vault> start : threads.invokeAll(starts)) {
                    vaults.add(start.get());
                }
                byte[] box = vaults.getFirst().seal(SECRET, "psk/1");
                assertThat(vaults)
                        .allSatisfy(
                                vault -> assertThat(vault.open(box, "psk/1")).isEqualTo(SECRET));
            }
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(folder.resolve("master.key"));
            }
            Files.delete(folder.resolve("master.key"));
        }
    }

    @Test
    void makesNoKeyWhereOneIsMissing() {
        assertThatThrownBy(() -> Vault.openExisting(folder.resolve("master.key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master.key is missing");
        assertThat(folder.resolve("master.key")).doesNotExist();
    }

    private Vault vault() {
        return Vault.open(folder.resolve("master.key"));
    }
}
