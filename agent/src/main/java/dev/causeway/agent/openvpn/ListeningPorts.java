package dev.causeway.agent.openvpn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The ports on which somebody listens in the namespace of a process, in the words of the kernel.
final class ListeningPorts {

    private static final String LISTENS = "0A";

    private ListeningPorts() {}

    static boolean hasTcp(ProcessHandle process, int port) {
        Path table = Path.of("/proc", Long.toString(process.pid()), "net", "tcp");
        String ending = ":%04X".formatted(port);
        try {
            return Files.readAllLines(table, StandardCharsets.ISO_8859_1).stream()
                    .map(line -> List.of(line.strip().split("\\s+", -1)))
                    .anyMatch(words -> words.size() > 3
                            && words.get(1).endsWith(ending)
                            && words.get(3).equals(LISTENS));
        } catch (IOException _) {
            return false;
        }
    }
}
