package dev.causeway.agent.link;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Where the controller is and what the link keeps on disk.
///
/// @param controller such as `https://127.0.0.1:8444`
/// @param authority certificates in PEM, by one of which the controller's certificate must be issued
/// @param token file with the one-time token; read when the agent has no valid certificate
/// @param folder holds the key, the certificate and the documents; only its owner enters it
/// @param reportEvery a report is sent at least this often
/// @param waitFor how long the controller may hold a call that waits for changes
public record LinkConfig(
        URI controller, Path authority, Path token, Path folder, Duration reportEvery, Duration waitFor) {

    public LinkConfig(URI controller, Path authority, Path token, Path folder) {
        this(controller, authority, token, folder, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
