package dev.causeway.agent.host;

import dev.causeway.agent.process.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The settings of the whole host that the agent changes. Without them the daemons that encrypt and decrypt
/// lose packets or half of their speed.
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

    /// No number is longer.
    private static final int LONGEST = 64;

    private final Path system;
    private final Path folder;
    private final String instance;
    private final Predicate<String> isAlive;

    /// @param instance the one that needs the settings
    public HostSettings(HostNames instance) {
        this(Path.of("/proc/sys"), Path.of("/run/causeway-settings"), instance.instance(), HostSettings::hasNamespace);
    }

    /// @param folder where instances meet: in it are the values of before, and a file for each instance
    /// @param isAlive whether another instance is still on the host; one that was killed does not say that it goes
    HostSettings(Path system, Path folder, String instance, Predicate<String> isAlive) {
        this.system = system;
        this.folder = folder;
        this.instance = instance;
        this.isAlive = isAlive;
    }

    /// Changes what is not as it should be. A kernel that lacks a setting has nothing to change.
    public void apply() {
        try {
            Files.createDirectories(users());
            AtomicFile.write(users().resolve(instance), "");
            for (Setting setting : SETTINGS) {
                if (Files.exists(file(setting))) {
                    apply(setting);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts back what the first instance found, unless someone has changed it since, or another one still needs it.
    public void putBack() {
        try {
            Files.deleteIfExists(users().resolve(instance));
            if (!Files.isDirectory(users()) || isNeeded()) {
                return;
            }
            for (Setting setting : SETTINGS) {
                if (Files.exists(before(setting))) {
                    putBack(setting);
                }
            }
            Files.delete(users());
            Files.delete(folder);
        } catch (DirectoryNotEmptyException _) {
            // Another instance starts at this moment.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isNeeded() throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(users())) {
            others = files.toList();
        }
        boolean needed = false;
        for (Path other : others) {
            if (isAlive.test(other.getFileName().toString())) {
                needed = true;
            } else {
                Files.deleteIfExists(other);
            }
        }
        return needed;
    }

    private static boolean hasNamespace(String instance) {
        try (Stream<Path> files = Files.list(Namespace.FOLDER)) {
            String prefix = new HostNames(instance).prefix();
            return files.anyMatch(file -> file.getFileName().toString().startsWith(prefix));
        } catch (NoSuchFileException _) {
            return false;
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

    private Path users() {
        return folder.resolve("instances");
    }

    private Path file(Setting setting) {
        return system.resolve(setting.name());
    }

    private Path before(Setting setting) {
        return folder.resolve(setting.name().replace('/', '.'));
    }

    /// In one read: the kernel hands over a setting whole or not at all, and a reader that begins with a single byte,
    /// as for a file that seems to be empty, gets no more than its first digit.
    static long read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return Long.parseLong(new String(content.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip());
        }
    }
}
