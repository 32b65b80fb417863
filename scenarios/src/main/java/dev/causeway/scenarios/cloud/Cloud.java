package dev.causeway.scenarios.cloud;

import dev.causeway.agent.host.HostNames;
import dev.causeway.scenarios.host.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A running service, by its data directory.
public record Cloud(Path data, HostNames names, Api tenant, Api operator) {

    /// Finds a service that runs on a data directory.
    public static Cloud attach(Path data) {
        try {
            return new Cloud(
                    data,
                    new HostNames(Files.readString(data.resolve("instance")).strip()),
                    new Api(Credentials.read(data.resolve("credentials.json"))),
                    new Api(Credentials.read(data.resolve("operator.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String instance() {
        return names.instance();
    }

    /// The namespace of the simulated internet, which sites join.
    public Namespace internet() {
        return new Namespace(names.internet().name());
    }

    /// The namespaces of a gateway's nodes and of its connections' workers have such names.
    public Namespace namespace(String kind, String id) {
        return new Namespace(names.prefix() + kind + "-" + id.substring(0, 8));
    }
}
