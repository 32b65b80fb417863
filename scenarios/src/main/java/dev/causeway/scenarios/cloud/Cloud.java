package dev.causeway.scenarios.cloud;

import dev.causeway.agent.host.HostNames;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A running service, by its data directory.
public record Cloud(Path data, HostNames names, Api tenant, Api operator) {

    /// Finds a service that runs on a data directory.
    public static Cloud attach(Path data) {
        try {
            return new Cloud(
                    data,
                    new HostNames(Files.readString(data.resolve("instance")).strip()),
                    new Api(CredentialsFile.read(data.resolve("credentials.json"))),
                    new Api(CredentialsFile.read(data.resolve("operator.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same service for the tenant of a new project, who shares nothing with others.
    public Cloud inNewProject(String name) {
        JsonNode made = operator.post("/admin/v1/projects", Map.of("name", name))
                .expect(201)
                .body();
        Path caFile = operator.credentials().caFile();
        return new Cloud(data, names, new Api(CredentialsFile.of(made, caFile)), operator);
    }

    public String instance() {
        return names.instance();
    }

    /// The namespace of the simulated internet, which sites join.
    public NetworkNamespace internet() {
        return new NetworkNamespace(names.internet().name());
    }

    /// The namespaces of a gateway's nodes and of its connections' workers have such names.
    public NetworkNamespace namespace(String kind, String id) {
        return new NetworkNamespace(names.prefix() + kind + "-" + id.substring(0, 8));
    }
}
