package dev.causeway.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Processes of the host.
public final class Processes {

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

    private static boolean mentions(ProcessHandle process, String file, String text) {
        try {
            Path path = Path.of("/proc", Long.toString(process.pid()), file);
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException _) {
            return false; // it has ended meanwhile
        }
    }
}
