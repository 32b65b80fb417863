package dev.causeway.agent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Processes of the host.
public final class Processes {

    /// The place of the niceness behind the program's name in `/proc/self/stat`.
    private static final int NICE = 16;

    private Processes() {}

    /// Processes that were started with a text among their arguments or in their environment, but for this one and
    /// those that started it.
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

    /// How far this process stands back when there is more to compute than there are processors: 0 is usual, 19 is
    /// last.
    static int ownNiceness() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String afterName = stat.substring(stat.lastIndexOf(')') + 2);
            return Integer.parseInt(afterName.split(" ", -1)[NICE]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mentions(ProcessHandle process, String file, String text) {
        try {
            Path path = Path.of("/proc", Long.toString(process.pid()), file);
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException _) {
            return false; // it has ended meanwhile
        }
    }
}
