package dev.causeway.agent.routing;

import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.CommandRunner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Starts a node's daemons so that they outlive the agent, and ends them.
final class FrrDaemons {

    private static final System.Logger LOG = System.getLogger(FrrDaemons.class.getName());

    private static final Duration TIME_TO_TAKE_LEAVE = Duration.ofSeconds(2);
    private static final Duration TIME_TO_END = Duration.ofSeconds(10);

    private final CommandRunner commands;
    private final Namespaces namespaces;

    FrrDaemons(CommandRunner commands, Namespaces namespaces) {
        this.commands = commands;
        this.namespaces = namespaces;
    }

    boolean isThere(Namespace node) {
        return namespaces.exists(node);
    }

    /// Reminds the daemons of a node of its addresses.
    AddressReminder reminder(Namespace node, Clock clock) {
        return new AddressReminder(namespaces, node, clock);
    }

    /// Those that do not run, or do so to no use without a zebra: a bgpd tells what it has learned only to
    /// the one that was there, and a bfdd that comes to another one breaks off what it watches.
    Set<FrrDaemon> missing(FrrFolder folder) {
        Set<FrrDaemon> missing = EnumSet.noneOf(FrrDaemon.class);
        Arrays.stream(FrrDaemon.values())
                .filter(daemon -> folder.process(daemon).isEmpty())
                .forEach(missing::add);
        return missing.contains(FrrDaemon.ZEBRA) ? EnumSet.allOf(FrrDaemon.class) : missing;
    }

    void start(Namespace node, FrrFolder folder, Set<FrrDaemon> missing) {
        if (folder.exists()) {
            LOG.log(System.Logger.Level.WARNING, "{0}: starting {1} anew", node, missing);
        }
        missing.forEach(daemon -> kill(folder, daemon));
        endStrays(folder, missing);
        List<FrrDaemon> starting = new ArrayList<>(missing);
        folder.prepare(starting);
        commands.run(FrrStarter.command(node, folder, starting));
    }

    /// Ends what a start that was cut off has left, which may be about to start daemons still.
    private static void endStrays(FrrFolder folder, Set<FrrDaemon> missing) {
        Set<ProcessHandle> kept = new HashSet<>();
        EnumSet.complementOf(EnumSet.copyOf(missing))
                .forEach(daemon -> folder.process(daemon).ifPresent(kept::add));
        boolean ended = awaitEnd(
                () -> {
                    List<ProcessHandle> strays = folder.processes().stream()
                            .filter(process -> !kept.contains(process))
                            .toList();
                    strays.forEach(ProcessHandle::destroyForcibly);
                    return strays.isEmpty();
                },
                TIME_TO_END);
        if (!ended) {
            throw new IllegalStateException("what an earlier start has left does not end");
        }
    }

    /// Ends a daemon that does not answer, or is of no use any more.
    void kill(FrrFolder folder, FrrDaemon daemon) {
        folder.process(daemon).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(() -> folder.process(daemon).isEmpty(), TIME_TO_END);
    }

    /// Ends all daemons, and takes out of the kernel what they have entered. Peers are told first.
    void end(Namespace node, FrrFolder folder) {
        for (FrrDaemon daemon : List.of(FrrDaemon.BGPD, FrrDaemon.BFDD, FrrDaemon.ZEBRA)) {
            folder.process(daemon).ifPresent(ProcessHandle::destroy);
            awaitEnd(() -> folder.process(daemon).isEmpty(), TIME_TO_TAKE_LEAVE);
        }
        folder.processes().forEach(ProcessHandle::destroyForcibly);
        awaitEnd(() -> folder.processes().isEmpty(), TIME_TO_END);
        if (namespaces.exists(node)) {
            namespaces.batch(node, List.of("route flush table main proto " + KernelRoute.LEARNED));
        }
        folder.delete();
    }

    /// One that has ended and waits to be collected is no process of the folder any more.
    private static boolean awaitEnd(BooleanSupplier ended, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ended.getAsBoolean() && System.nanoTime() < deadline) {
            pause();
        }
        return ended.getAsBoolean();
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
