package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSettingsTest {

    @TempDir
    private Path system;

    @TempDir
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
        settings = new HostSettings(system, folder);
    }

    @Test
    void changesBothAndPutsThemBack() {
        settings.apply();
        assertThat(buffer).hasContent("4194304");
        assertThat(groups).hasContent("0");
        settings.putBack();
        assertThat(buffer).hasContent("212992");
        assertThat(groups).hasContent("1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void remembersWhatWasThereBeforeTheFirstStart() {
        settings.apply();
        new HostSettings(system, folder).apply();
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
        assertThat(folder).isEmptyDirectory();
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
