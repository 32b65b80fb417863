package dev.causeway.controller.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void keepsTheKeyToItsOwner() throws IOException {
        vault();
        Path file = folder.resolve("master.key");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::vault).hasMessageContaining("by its owner alone");
    }

    private Vault vault() {
        return Vault.open(folder.resolve("master.key"));
    }
}
