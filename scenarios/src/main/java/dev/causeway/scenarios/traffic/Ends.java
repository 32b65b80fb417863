package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts [StreamEnd]s inside namespaces.
final class Ends {

    private Ends() {}

    static Background start(Path output, NetworkNamespace place, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                classes(),
                StreamEnd.class.getName()));
        words.addAll(List.of(arguments));
        return place.start(output, words);
    }

    static void awaitReady(Background end) {
        end.awaitReady("one end of a stream", () -> end.output().startsWith("ready"));
    }

    private static String classes() {
        try {
            URI place = StreamEnd.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(place).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
