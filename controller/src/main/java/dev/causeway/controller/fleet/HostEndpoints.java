package dev.causeway.controller.fleet;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.HostId;
import java.time.Clock;
import java.util.List;

/// What the operator does with hosts.
public final class HostEndpoints {

    private final Database database;
    private final Hosts hosts;
    private final Enrolments enrolments;
    private final Clock clock;

    public HostEndpoints(Database database, Hosts hosts, Enrolments enrolments, Clock clock) {
        this.database = database;
        this.hosts = hosts;
        this.enrolments = enrolments;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.operator(Method.GET, "/admin/v1/hosts", "admin:hosts:list", this::list),
                Route.operator(
                        Method.POST,
                        "/admin/v1/hosts/{host_id}/enrolment-token",
                        "admin:hosts:enrol",
                        this::issueToken));
    }

    record HostList(List<Hosts.Overview> hosts) {}

    record Token(String enrolmentToken) {}

    private Reply list(Call call) {
        return Reply.ok(new HostList(database.read(tx -> hosts.overview(tx, clock.instant()))));
    }

    private Reply issueToken(Call call) {
        return Reply.created(new Token(enrolments.issueToken(call.path("host_id", HostId::parse))));
    }
}
