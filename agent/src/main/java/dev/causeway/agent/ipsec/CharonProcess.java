package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.agent.ipsec.vici.ViciClient;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.process.Processes;
import java.time.Duration;
import java.util.Map;

/// Starts daemons so that they outlive the agent, and ends them.
final class CharonProcess {

    private static final Duration TIME_TO_START = Duration.ofSeconds(10);
    private static final Duration TIME_TO_TAKE_LEAVE = Duration.ofSeconds(2);

    private final CommandRunner commands;

    CharonProcess(CommandRunner commands) {
        this.commands = commands;
    }

    /// Starts a daemon and waits until it listens.
    ///
    /// @param user whom it runs as
    ProcessHandle start(Namespace worker, WorkerFolder folder, int user) {
        Command command = Starter.command(worker, folder, user);
        var environment = Map.of("STRONGSWAN_CONF", folder.settingsInside().toString());
        commands.start(command, environment, folder.output());
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!listens(folder)) {
            if (folder.isGone() || System.nanoTime() > deadline) {
                throw new ViciFailed("the daemon did not start; see " + folder.output());
            }
            pause(Duration.ofMillis(5));
        }
        folder.seal();
        return folder.daemon().orElseThrow(() -> new ViciFailed("the daemon ended at once; see " + folder.output()));
    }

    /// Lets a daemon compute before others. It was started as far back as this process is, since starting many shall
    /// hold up nobody; from now on it carries traffic.
    void hurry(ProcessHandle daemon) {
        Processes.hurry(commands, daemon);
    }

    private static boolean listens(WorkerFolder folder) {
        if (!folder.socket().toFile().exists()) {
            return false;
        }
        try (ViciClient client = ViciClient.open(folder.socket(), TIME_TO_START)) {
            // It answers only when it has made its interface too.
            client.call("version", Section.EMPTY);
            return true;
        } catch (ViciFailed _) {
            return false;
        }
    }

    /// Ends a daemon. Asked to end, it tells its peer first.
    void end(Namespace worker, WorkerFolder folder) {
        folder.daemon().ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + TIME_TO_TAKE_LEAVE.toNanos();
        while (folder.daemon().isPresent() && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(5));
        }
        folder.daemon().ifPresent(ProcessHandle::destroyForcibly);
        endStragglers(worker);
    }

    /// What was started just before an earlier agent died may not have written its number yet.
    private void endStragglers(Namespace worker) {
        if (worker.file().toFile().exists()) {
            commands.run("ip", "netns", "pids", worker.name())
                    .lines()
                    .map(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .forEach(process -> process.ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViciFailed("interrupted", e);
        }
    }
}
