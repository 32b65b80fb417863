package dev.causeway.agent.openvpn;

import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The OpenVPN that is installed on this host.
final class Installed {

    static final Path PROGRAM = Path.of("/usr/sbin/openvpn");

    private static final Pattern VERSION = Pattern.compile("(?m)^OpenVPN (\\d[\\w.]*)");

    private final CommandRunner commands;
    private Optional<Seen> last = Optional.empty();

    private record Seen(FileTime changed, String version) {}

    Installed(CommandRunner commands) {
        this.commands = commands;
    }

    /// What a daemon that is started now is made of.
    synchronized Optional<DaemonBuild> build() {
        try {
            FileTime changed = Files.getLastModifiedTime(PROGRAM);
            if (last.filter(seen -> seen.changed().equals(changed)).isEmpty()) {
                last = version().map(version -> new Seen(changed, version));
            }
        } catch (IOException | CommandFailed _) {
            last = Optional.empty();
        }
        return last.map(seen -> new DaemonBuild(seen.version(), DaemonText.REVISION));
    }

    /// The program ends with a failure when it is asked for its version.
    private Optional<String> version() {
        String text = commands.run(Command.of("sh", "-c", PROGRAM + " --version || true"));
        return Optional.of(VERSION.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
    }
}
