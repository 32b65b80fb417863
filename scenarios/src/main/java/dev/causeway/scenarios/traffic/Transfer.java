package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;

/// A TCP transfer of the same size both ways over one connection. Each side compares SHA-256 checksums.
public record Transfer(long bytes, Duration time, String checksum) {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /// Sends bytes from a client to a server and back.
    ///
    /// @throws IllegalStateException if a byte was lost or changed, or the transfer did not end in time
    public static Transfer run(
            Path folder, NetworkNamespace client, NetworkNamespace server, String serverAddress, long bytes) {
        try (Background serving = Ends.start(folder.resolve("serve-tcp"), server, "serve-tcp")) {
            Ends.awaitReady(serving);
            long start = System.nanoTime();
            try (Background asking = Ends.start(
                    folder.resolve("exchange-tcp"), client, "exchange-tcp", serverAddress, Long.toString(bytes))) {
                if (asking.await(LIMIT) != 0 || !asking.output().startsWith("equal ")) {
                    throw new IllegalStateException("transfer failed: " + asking.errors() + serving.errors());
                }
                return new Transfer(
                        bytes,
                        Duration.ofNanos(System.nanoTime() - start),
                        asking.output().strip().split(" ", -1)[1]);
            }
        }
    }
}
