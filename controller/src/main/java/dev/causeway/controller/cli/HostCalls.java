package dev.causeway.controller.cli;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the operator does with hosts.
final class HostCalls {

    static final String PATH = "/admin/v1/hosts";

    private HostCalls() {}

    static Answer list(Credentials operator) throws IOException, InterruptedException {
        return Calls.call(operator, "GET", PATH, "");
    }

    /// Says that a host never comes back. Its name, as typed, is the confirmation.
    static Answer lost(Credentials operator, String name) throws IOException, InterruptedException {
        String id = id(operator, name);
        return Calls.call(operator, "POST", PATH + "/" + id + "/lost", PrettyJson.write(Map.of("confirm", name)));
    }

    /// The identifier of the host that is called so.
    static String id(Credentials operator, String name) throws IOException, InterruptedException {
        Answer all = list(operator).orRefuse("the hosts cannot be listed");
        return PrettyJson.parse(all.body())
                .path("hosts")
                .valueStream()
                .filter(host -> host.path("name").asString("").equals(name))
                .map((JsonNode host) -> host.path("id").asString())
                .findFirst()
                .orElseThrow(() -> new Refusal("there is no host named '%s'; see ./causeway host list", name));
    }
}
