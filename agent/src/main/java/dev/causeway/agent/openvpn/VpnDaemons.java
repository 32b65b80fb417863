package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.process.Processes;
import dev.causeway.model.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Starts daemons so that they outlive the agent, and ends them.
final class VpnDaemons {

    private static final Duration TIME_TO_START = Duration.ofSeconds(10);
    private static final Duration TIME_TO_TAKE_LEAVE = Duration.ofSeconds(2);
    private static final int LONGEST_REASON = 300;

    /// When a line was written, and what kind of line it is.
    private static final Pattern BEGINNING = Pattern.compile("^\\d+\\.\\d+ [0-9a-f]+ ");

    /// Says nothing of the cause, which stands before it.
    private static final String LAST = "Exiting due to fatal error";

    private static final Pattern ABOUT_CLIENT = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+:\\d");

    private static final int FIRST_USER = 0x7800_0000;
    private static final int USER_BITS = 27;

    private final CommandRunner commands;
    private final Installed installed;

    VpnDaemons(CommandRunner commands, Installed installed) {
        this.commands = commands;
        this.installed = installed;
    }

    /// Each daemon is a user of its own, so that one that was broken into can do nothing to another. The
    /// numbers are of a range that nobody gives to accounts or containers.
    static int user(NodeId node) {
        return FIRST_USER + Math.toIntExact(node.value().getMostSignificantBits() >>> (Long.SIZE - USER_BITS));
    }

    /// Ends the daemon that is there, and starts one that can be spoken to when this returns.
    ///
    /// @throws IllegalStateException if it does not start; the message is for the tenant
    void replace(Namespace node, DaemonFolder folder, ServerConfig server, int user) {
        DaemonBuild build = installed.build().orElseThrow(() -> new IllegalStateException("OpenVPN is not installed"));
        end(folder);
        folder.enclose(user);
        AtomicFile.write(folder.settings(), DaemonText.of(server, folder.socketInside(), folder.authoritiesInside()));
        commands.start(
                VpnStarter.command(node, folder.path(), user),
                Map.of(DaemonFolder.VARIABLE, folder.path().toString()),
                folder.output());
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!Files.exists(folder.socket())) {
            if (folder.isGone() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the daemon did not start: " + lastWords(folder));
            }
            pause();
        }
        folder.seal();
        ProcessHandle process =
                folder.process().orElseThrow(() -> new IllegalStateException("the daemon ended: " + lastWords(folder)));
        // It was started as far back as this process is, since starting many shall hold up nobody.
        Processes.hurry(commands, process);
        folder.started(process, DaemonText.fingerprint(server), build);
    }

    /// The last that a daemon said which is about no client.
    static String lastWords(DaemonFolder folder) {
        for (Path file : List.of(folder.log(), folder.output())) {
            try {
                List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> !line.isBlank() && !line.endsWith(LAST))
                        .filter(line -> !ABOUT_CLIENT.matcher(line).find())
                        .map(line -> BEGINNING.matcher(line).replaceFirst(""))
                        .toList();
                if (!lines.isEmpty()) {
                    String last = lines.getLast();
                    return last.substring(0, Math.min(LONGEST_REASON, last.length()));
                }
            } catch (IOException _) {
                // It has said nothing.
            }
        }
        return "it says nothing";
    }

    /// Ends the daemon. Its clients see their connections close, and come back by themselves.
    void end(DaemonFolder folder) {
        all(folder).forEach(ProcessHandle::destroy);
        awaitEnd(folder, TIME_TO_TAKE_LEAVE);
        all(folder).forEach(ProcessHandle::destroyForcibly);
        awaitEnd(folder, TIME_TO_START);
    }

    private static void awaitEnd(DaemonFolder folder, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!all(folder).isEmpty() && System.nanoTime() < deadline) {
            pause();
        }
    }

    /// Also what was started just before an earlier agent died.
    private static List<ProcessHandle> all(DaemonFolder folder) {
        return Processes.startedWith(DaemonFolder.VARIABLE + "=" + folder.path() + "\0");
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
