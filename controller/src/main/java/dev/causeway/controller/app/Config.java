package dev.causeway.controller.app;

import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Zones;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the controller was asked to run.
///
/// @param listen address that the listeners bind to
/// @param port of the public API; zero for any that is free
/// @param agentPort of the API for agents; likewise
/// @param databaseUrl an external database; the embedded one if there is none
/// @param masterKey what secrets in the database are sealed with; replicas share it
record Config(
        Path data,
        String listen,
        int port,
        int agentPort,
        Internet internet,
        Zones zones,
        String region,
        String tenant,
        Optional<String> databaseUrl,
        Path masterKey) {

    /// The names by which agents on this machine know the controller.
    List<String> agentNames() {
        return List.of("localhost", "127.0.0.1");
    }
}
