package dev.causeway.agent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Processes of the host.
public final class Processes {

    private static final System.Logger LOG = System.getLogger(Processes.class.getName());

    /// Places behind the program's name in `/proc/PID/stat`.
    private static final int NICE = 16;

    private static final int BEGINNING = 19;

    private Processes() {}

    /// Processes that were started with a text among their arguments or in their environment, but for this
    /// one and those that started it.
    public static List<ProcessHandle> startedWith(String text) {
        List<Long> own = Stream.iterate(
                        ProcessHandle.current(),
                        process -> process != null,
                        process -> process.parent().orElse(null))
                .map(ProcessHandle::pid)
                .toList();
        return ProcessHandle.allProcesses()
                .filter(process -> !own.contains(process.pid()))
                .filter(process -> mentions(process, "cmdline", text) || mentions(process, "environ", text))
                .toList();
    }

    /// The process of a number, if it was started with such a variable in its environment. Numbers are used
    /// again, so that tells whether it is still the same. One that has ended and waits to be collected has no
    /// environment any more.
    public static Optional<ProcessHandle> startedWith(String number, String variable) {
        if (number.isEmpty() || !number.chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(number))
                .filter(process -> ("\0" + read(process, "environ")).contains("\0" + variable + "\0"));
    }

    /// When a process began, in the kernel's own count: together with its number no other one has it.
    public static String beginning(ProcessHandle process) {
        return field(process, BEGINNING).orElse("");
    }

    /// Lets a process stand back no longer, if it does.
    public static void hurry(CommandRunner commands, ProcessHandle process) {
        if (niceness(process) > 0) {
            List<String> arguments = new ArrayList<>(List.of("renice", "-n", "0", "-p"));
            // Each thread has a niceness of its own. The first one tells whether all have been seen to: it comes last.
            arguments.addAll(threads(process).reversed());
            try {
                commands.run(Command.of(arguments));
            } catch (CommandFailed e) {
                LOG.log(System.Logger.Level.WARNING, "a daemon goes on standing back: {0}", e.getMessage());
            }
        }
    }

    /// How far a process stands back when there is more to compute than there are processors: 0 is usual, 19
    /// is last. Of one that has ended, 0.
    public static int niceness(ProcessHandle process) {
        return field(process, NICE).map(Integer::parseInt).orElse(0);
    }

    private static Optional<String> field(ProcessHandle process, int place) {
        String stat = read(process, "stat");
        String afterName = stat.substring(stat.lastIndexOf(')') + 1).strip();
        return afterName.isEmpty() ? Optional.empty() : Optional.of(afterName.split(" ", -1)[place]);
    }

    /// The numbers of a process's threads, its first thread first.
    public static List<String> threads(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(file(process, "task"))) {
            return threads.map(thread -> thread.getFileName().toString())
                    .sorted(Comparator.comparingLong(Long::parseLong))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mentions(ProcessHandle process, String file, String text) {
        return read(process, file).contains(text);
    }

    /// What `/proc` says of a process; nothing if it has ended meanwhile.
    private static String read(ProcessHandle process, String name) {
        try {
            return Files.readString(file(process, name), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
