package dev.causeway.controller.fleet;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the operator does with hosts.
public final class HostEndpoints {

    private static final String ALL = "/admin/v1/hosts";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Database database;
    private final Hosts hosts;
    private final Enrolments enrolments;
    private final List<String> zones;
    private final Clock clock;

    /// @param zones those that a host can serve
    public HostEndpoints(Database database, Hosts hosts, Enrolments enrolments, List<String> zones, Clock clock) {
        this.database = database.explain("host_name_key", () -> InvalidInput.at("name", "another host has this name"));
        this.hosts = hosts;
        this.enrolments = enrolments;
        this.zones = List.copyOf(zones);
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.operator(Method.GET, ALL, "admin:hosts:list", this::list),
                Route.operator(Method.POST, ALL, "admin:hosts:create", this::add),
                Route.operator(Method.POST, ALL + "/{host_id}/enrolment-token", "admin:hosts:enrol", this::issueToken));
    }

    record HostList(List<HostOverview> hosts) {}

    record Token(String enrolmentToken) {}

    private Reply list(Call call) {
        return Reply.ok(new HostList(database.list(HostOverview.all(clock.instant()))));
    }

    private record NewHost(String name, List<String> zones) {}

    private record Added(HostId id, String name, List<String> zones) {}

    /// A host that is not there yet: it counts as lost until its agent enrols.
    private Reply add(Call call) {
        NewHost wanted = call.read(body -> new NewHost(
                body.required("name", HostEndpoints::name),
                body.optionalList("zones", this::zone).orElse(zones)));
        HostId host = database.write(tx -> hosts.add(tx, wanted.name(), wanted.zones()));
        return Reply.created(Map.of("host", new Added(host, wanted.name(), wanted.zones())));
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidInput("must have 1 to 63 lower-case letters, digits and hyphens, and not begin with one");
        }
        return text;
    }

    private String zone(String text) {
        if (!zones.contains(text)) {
            throw new InvalidInput("must be one of %s", String.join(", ", zones));
        }
        return text;
    }

    private Reply issueToken(Call call) {
        return Reply.created(new Token(enrolments.issueToken(call.path("host_id", HostId::parse))));
    }
}
