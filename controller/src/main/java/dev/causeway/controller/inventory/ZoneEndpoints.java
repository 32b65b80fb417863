package dev.causeway.controller.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import java.util.List;

/// What clients ask about the region: its availability zones and its name servers.
final class ZoneEndpoints {

    private final Zones zones;

    ZoneEndpoints(Zones zones) {
        this.zones = zones;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(
                        Method.GET,
                        "/v2.1/{project_id}/os-availability-zone",
                        "ecs:availabilityZones:list",
                        this::zones),
                Route.tenant(Method.GET, "/v2/nameservers", "dns:nameservers:list", ZoneEndpoints::nameServers));
    }

    private record ZoneInfos(
            @JsonProperty("availabilityZoneInfo") List<ZoneInfo> all) {}

    private record ZoneInfo(
            @JsonProperty("zoneName") String name,
            @JsonProperty("zoneState") State state) {}

    private record State(boolean available) {}

    /// The region has no name servers of its own: clients choose public ones.
    private record NameServers(List<String> nameservers) {}

    private Reply zones(Call call) {
        return Reply.ok(new ZoneInfos(zones.names().stream()
                .map(name -> new ZoneInfo(name, new State(true)))
                .toList()));
    }

    private static Reply nameServers(Call call) {
        return Reply.ok(new NameServers(List.of()));
    }
}
