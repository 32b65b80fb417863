package dev.causeway.controller.identity;

import dev.causeway.model.ProjectId;
import java.util.List;
import java.util.Optional;

/// Where the services are that a token is good for: all at the same address, under the names by which clients of
/// comparable clouds look for them.
record Catalog(String region, String endpoint) {

    /// What clients find for a scope.
    ///
    /// To the address of `network` they append the version themselves. From that of `volumev2`, of which nothing is
    /// here, some derive the addresses of services that they do not find by name.
    List<TokenView.Service> services(Optional<ProjectId> project) {
        String suffix = project.map(id -> "/" + id).orElse("");
        return List.of(
                service("iam", "identity", "/v3"),
                service("network", "network", "/"),
                service("vpc", "vpc", "/v1" + suffix),
                service("vpn", "vpn", "/v5" + suffix),
                service("evpn", "evpn", "/v5" + suffix),
                service("volumev2", "volumev2", "/v2" + suffix));
    }

    private TokenView.Service service(String name, String type, String path) {
        var address = new TokenView.ServiceEndpoint(name, "public", region, region, endpoint + path);
        return new TokenView.Service(name, name, type, List.of(address));
    }
}
