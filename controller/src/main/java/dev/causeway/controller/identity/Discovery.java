package dev.causeway.controller.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tells clients that look for it which version of the identity API there is: the third.
///
/// @param endpoint where the API is
record Discovery(String endpoint) {

    private static final Instant SINCE = Instant.parse("2018-10-15T00:00:00Z");

    private record Version(
            String id,
            String status,
            Instant updated,
            List<Link> links,
            @JsonProperty("media-types") List<MediaType> mediaTypes) {}

    private record Link(String rel, String href) {}

    private record MediaType(String base, String type) {}

    /// `GET /`: all versions, of which the client shall choose.
    Reply versions(Call call) {
        return Reply.of(300, Map.of("versions", Map.of("values", List.of(third()))));
    }

    /// `GET /v3`.
    Reply version(Call call) {
        return Reply.ok(Map.of("version", third()));
    }

    private Version third() {
        return new Version(
                "v3.14",
                "stable",
                SINCE,
                List.of(new Link("self", endpoint + "/v3/")),
                List.of(new MediaType("application/json", "application/vnd.openstack.identity-v3+json")));
    }
}
