package dev.causeway.controller.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The calls that the launcher makes.
final class Calls {

    private static final String PROJECT = "{project_id}";

    private Calls() {}

    /// One call as typed: `{project_id}` in the path stands for the project of the credentials.
    static Answer call(Credentials credentials, String method, String path, String body)
            throws IOException, InterruptedException {
        if (!path.startsWith("/")) {
            throw new Refusal("the path starts with '/', as in /v5/{project_id}/vpn-gateways");
        }
        String filled = path.contains(PROJECT) ? path.replace(PROJECT, credentials.projectId()) : path;
        return new ApiClient(credentials).send(method, filled, body);
    }

    static Answer createProject(Credentials operator, String name) throws IOException, InterruptedException {
        return call(operator, "POST", "/admin/v1/projects", PrettyJson.write(Map.of("name", name)));
    }

    /// By the JVM's own client, which alone can be told not to compare names.
    static boolean healthy(URI endpoint, Path caFile) throws InterruptedException {
        try {
            return !new JvmCarrier(endpoint, Optional.of(caFile), Carrier.PATIENCE)
                    .carry(OutgoingCall.get(endpoint.resolve("/healthz")))
                    .failed();
        } catch (IOException | Refusal _) {
            return false;
        }
    }
}
