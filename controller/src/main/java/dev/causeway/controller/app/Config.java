package dev.causeway.controller.app;

import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Zones;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the controller was asked to run.
///
/// @param agentPort of the API for agents, on the loopback; zero for any that is free
/// @param database an external one; the embedded one if there is none
/// @param masterKey what secrets in the database are sealed with; replicas share it
record Config(
        Path data,
        PublicApi api,
        int agentPort,
        Internet internet,
        Zones zones,
        String region,
        String tenant,
        Optional<ExternalDatabase> database,
        Path masterKey) {

    /// The names by which agents on this machine know the controller.
    List<String> agentNames() {
        return List.of("localhost", PublicApi.LOOPBACK);
    }
}
