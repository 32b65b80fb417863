package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.process.SystemCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSettingsTest {

    @TempDir
    private Path system;

    @TempDir
    private Path run;

    private final Set<String> alive = new HashSet<>();
    private Path folder;
    private Path buffer;
    private Path groups;
    private HostSettings settings;

    @BeforeEach
    void build() throws IOException {
        buffer = Files.createDirectories(system.resolve("net/core")).resolve("rmem_default");
        groups = Files.createDirectories(system.resolve("kernel")).resolve("sched_autogroup_enabled");
        Files.writeString(buffer, "212992\n");
        Files.writeString(groups, "1\n");
        folder = run.resolve("settings");
        settings = of("000a");
    }

    private HostSettings of(String instance) {
        return new HostSettings(system, folder, instance, alive::contains);
    }

    @Test
    void readsWhatTheKernelSays() throws IOException {
        assertThat(HostSettings.read(Path.of("/proc/sys/kernel/pid_max")))
                .isEqualTo(Long.parseLong(new SystemCommands()
                        .run("sysctl", "-n", "kernel.pid_max")
                        .strip()))
                .isGreaterThan(9);
    }

    @Test
    void changesBothAndPutsThemBack() {
        settings.apply();
        assertThat(buffer).hasContent("4194304");
        assertThat(groups).hasContent("0");
        settings.putBack();
        assertThat(buffer).hasContent("212992");
        assertThat(groups).hasContent("1");
        assertThat(folder).doesNotExist();
    }

    @Test
    void remembersWhatWasThereBeforeTheFirstStart() {
        settings.apply();
        of("000a").apply();
        settings.putBack();
        assertThat(buffer).hasContent("212992");
        assertThat(groups).hasContent("1");
    }

    @Test
    void leavesWhatIsEnoughAndWhatSomeoneElseSet() throws IOException {
        Files.writeString(buffer, "8388608\n");
        settings.apply();
        assertThat(buffer).hasContent("8388608");
        Files.writeString(groups, "1\n");
        settings.putBack();
        assertThat(buffer).hasContent("8388608");
        assertThat(groups).hasContent("1");
        assertThat(folder).doesNotExist();
    }

    @Test
    void staysUntilTheLastInstanceGoes() {
        HostSettings other = of("000b");
        settings.apply();
        other.apply();
        alive.add("000b");
        settings.putBack();
        assertThat(groups).hasContent("0");
        other.putBack();
        assertThat(buffer).hasContent("212992");
        assertThat(groups).hasContent("1");
        assertThat(folder).doesNotExist();
    }

    @Test
    void doesNotWaitForAnInstanceThatWasKilled() {
        of("000b").apply();
        settings.apply();
        settings.putBack();
        assertThat(groups).hasContent("1");
        assertThat(folder).doesNotExist();
    }

    @Test
    void doesWithoutASettingThatTheKernelLacks() throws IOException {
        Files.delete(groups);
        settings.apply();
        assertThat(groups).doesNotExist();
        settings.putBack();
        assertThat(buffer).hasContent("212992");
    }
}
