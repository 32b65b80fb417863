package dev.causeway.agent.host;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one setting of the whole host that the agent changes: how much a socket may hold that nobody has read yet. The
/// usual value is too small for a daemon that decrypts at full speed.
public final class HostSettings {

    private static final String NAME = "net.core.rmem_default";
    private static final long ENOUGH = 4_194_304;

    private final CommandRunner commands;
    private final Path before;

    /// @param folder where the value that was there before is remembered
    public HostSettings(CommandRunner commands, Path folder) {
        this.commands = commands;
        this.before = folder.resolve("host-setting-" + NAME);
    }

    /// Raises the setting if it is lower than it should be.
    public void raise() {
        long now = Long.parseLong(commands.run("sysctl", "-n", NAME).strip());
        if (now < ENOUGH) {
            if (!Files.exists(before)) {
                AtomicFile.write(before, Long.toString(now));
            }
            commands.run("sysctl", "-q", "-w", NAME + "=" + ENOUGH);
        }
    }

    /// Puts back what [#raise] found, unless someone has changed it since.
    public void putBack() {
        try {
            if (Files.exists(before)) {
                long now = Long.parseLong(commands.run("sysctl", "-n", NAME).strip());
                if (now == ENOUGH) {
                    commands.run(
                            "sysctl",
                            "-q",
                            "-w",
                            NAME + "=" + Long.parseLong(Files.readString(before).strip()));
                }
                Files.delete(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
