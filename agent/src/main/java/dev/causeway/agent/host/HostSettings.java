package dev.causeway.agent.host;

import dev.causeway.agent.process.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The settings of the whole host that the agent changes. Without them the daemons that encrypt and decrypt lose
/// packets
/// or half of their speed.
public final class HostSettings {

    /// @param name of the file under `/proc/sys`
    private record Setting(String name, long wanted, Sense sense) {

        boolean isMet(long now) {
            return switch (sense) {
                case AT_LEAST -> now >= wanted;
                case EXACTLY -> now == wanted;
            };
        }
    }

    private enum Sense {
        AT_LEAST,
        EXACTLY
    }

    private static final List<Setting> SETTINGS = List.of(
            // How much a socket holds that nobody has read yet: the usual value loses packets at full speed.
            new Setting("net/core/rmem_default", 4_194_304, Sense.AT_LEAST),
            // Automatic groups let the threads of two daemons wake each other for every single packet, where they would
            // take several at a time.
            new Setting("kernel/sched_autogroup_enabled", 0, Sense.EXACTLY));

    private final Path system;
    private final Path folder;

    /// @param folder where the values that were there before are remembered
    public HostSettings(Path folder) {
        this(Path.of("/proc/sys"), folder);
    }

    HostSettings(Path system, Path folder) {
        this.system = system;
        this.folder = folder;
    }

    /// Changes what is not as it should be. A kernel that lacks a setting has nothing to change.
    public void apply() {
        try {
            for (Setting setting : SETTINGS) {
                if (Files.exists(file(setting))) {
                    apply(setting);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts back what [#apply] found, unless someone has changed it since.
    public void putBack() {
        try {
            for (Setting setting : SETTINGS) {
                if (Files.exists(before(setting))) {
                    putBack(setting);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Setting setting) throws IOException {
        long now = read(file(setting));
        if (!setting.isMet(now)) {
            if (!Files.exists(before(setting))) {
                AtomicFile.write(before(setting), Long.toString(now));
            }
            Files.writeString(file(setting), Long.toString(setting.wanted()));
        }
    }

    private void putBack(Setting setting) throws IOException {
        if (read(file(setting)) == setting.wanted()) {
            Files.writeString(file(setting), Long.toString(read(before(setting))));
        }
        Files.delete(before(setting));
    }

    private Path file(Setting setting) {
        return system.resolve(setting.name());
    }

    private Path before(Setting setting) {
        return folder.resolve("host-setting-" + setting.name().replace('/', '.'));
    }

    private static long read(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
