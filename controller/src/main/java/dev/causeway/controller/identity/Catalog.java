package dev.causeway.controller.identity;

import dev.causeway.model.ProjectId;
import java.util.List;
import java.util.Optional;

/// Where the services are that a token is good for: all at the same address.
record Catalog(String region, String endpoint) {

    List<TokenView.Service> services(Optional<ProjectId> project) {
        String suffix = project.map(id -> "/" + id).orElse("");
        return List.of(
                service("iam", "identity", "/v3"),
                service("vpc", "network", "/v1" + suffix),
                service("vpn", "vpn", "/v5" + suffix));
    }

    private TokenView.Service service(String name, String type, String path) {
        var address = new TokenView.ServiceEndpoint(name, "public", region, region, endpoint + path);
        return new TokenView.Service(name, name, type, List.of(address));
    }
}
