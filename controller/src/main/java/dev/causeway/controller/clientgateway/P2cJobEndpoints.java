package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ApiWord;
import dev.causeway.model.GatewayId;
import dev.causeway.model.JobId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The operations on upgrades of P2C gateways.
final class P2cJobEndpoints {

    private static final String GATEWAY = "p2c_vgw_id";
    private static final String ID = "job_id";
    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";
    private static final String JOBS = GATEWAYS + "/jobs";

    private final Database database;
    private final P2cUpgrades upgrades;
    private final Clock clock;

    P2cJobEndpoints(Database database, P2cUpgrades upgrades, Clock clock) {
        this.database = database;
        this.upgrades = upgrades;
        this.clock = clock;
    }

    /// What is to be done.
    enum Action implements ApiWord {
        START,
        FINISH,
        ROLLBACK;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is told of an upgrade that was begun or goes on.
    record Begun(JobId jobId, String requestId) {}

    /// A job as it is shown. It has no smaller ones inside.
    record Shown(
            JobId id,
            GatewayId resourceId,
            String jobType,
            String status,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> finishedAt,
            List<String> subJobs) {

        static Shown of(P2cJob job, Instant now) {
            return new Shown(
                    job.id(),
                    job.gateway(),
                    job.leavesAll() ? "rollback" : "upgrade",
                    job.status(now).word(),
                    job.createdAt(),
                    job.finishedAt().or(job::confirmedAt).orElse(job.createdAt()),
                    job.finishedAt(),
                    List.of());
        }
    }

    record Many(List<Shown> jobs, PageInfo pageInfo, String requestId) {}

    private static final Parameter<GatewayId> OF_GATEWAY =
            Parameter.id("resource_id", "only jobs of this gateway", GatewayId::parse);

    List<Route> routes() {
        return List.of(
                Route.tenant(
                        Method.POST,
                        GATEWAYS + "/{" + GATEWAY + "}/upgrade",
                        "vpn:p2cVpnGateway:upgrade",
                        this::upgrade),
                Route.tenant(Method.GET, JOBS, "vpn:p2cVpnGateway:listJobs", this::list)
                        .taking(Paging.NEWEST_FIRST, OF_GATEWAY),
                Route.tenant(Method.DELETE, JOBS + "/{" + ID + "}", "vpn:p2cVpnGateway:deleteJob", this::delete));
    }

    private Reply upgrade(Call call) {
        GatewayId gateway = call.path(GATEWAY, GatewayId::parse);
        Action action = call.read(in -> in.requiredWord("action", Action.class));
        JobId job = database.write(tx -> switch (action) {
            case START -> upgrades.start(tx, call.project(), gateway);
            case FINISH -> upgrades.finish(tx, call.project(), gateway);
            case ROLLBACK -> upgrades.rollback(tx, call.project(), gateway);
        });
        return Reply.accepted(new Begun(job, call.requestId()));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        Optional<GatewayId> gateway = call.query(OF_GATEWAY);
        Instant now = clock.instant();
        var slice =
                page.slice(database.list(P2cJobTable.newestFirst(call.project(), gateway, page)), P2cJob::createdAt);
        return Reply.ok(new Many(
                slice.items().stream().map(job -> Shown.of(job, now)).toList(), slice.info(), call.requestId()));
    }

    private Reply delete(Call call) {
        JobId id = call.path(ID, JobId::parse);
        database.change(tx -> upgrades.forget(tx, call.project(), id));
        return Reply.noContent();
    }
}
