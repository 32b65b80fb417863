package dev.causeway.controller.dispatch;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.HostId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Hosts that never come back. What lay on one counts as gone, and so does whatever is deleted there later; what is
/// still wanted waits for the host to enrol anew.
final class LostHosts implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LostHosts.class.getName());
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Database database;
    private final Hosts hosts;
    private final Reports reports;
    private final ReportIntake intake;
    private final Clock clock;
    private final Thread sweeper =
            Thread.ofPlatform().daemon().name("lost-hosts").unstarted(this::sweep);

    private LostHosts(Dispatch.Base base, ReportIntake intake) {
        this.database = base.database();
        this.hosts = base.hosts();
        this.reports = base.reports();
        this.clock = base.clock();
        this.intake = intake;
    }

    static LostHosts start(Dispatch.Base base, ReportIntake intake) {
        var started = new LostHosts(base, intake);
        started.sweeper.start();
        return started;
    }

    Route route() {
        return Route.operator(Method.POST, "/admin/v1/hosts/{host_id}/lost", "admin:hosts:lost", this::lose);
    }

    @Override
    public void close() {
        sweeper.interrupt();
    }

    private Reply lose(Call call) {
        HostId host = call.path("host_id", HostId::parse);
        String confirm = call.read(body -> body.required("confirm", text -> text));
        database.change(tx -> {
            hosts.markLost(tx, host, confirm, clock.instant());
            reports.forget(tx, host);
        });
        LOG.log(Level.WARNING, "host " + host + " counts as lost");
        intake.countAsGone(host);
        return Reply.ok(Map.of("host", new Lost(host, confirm, true)));
    }

    record Lost(HostId id, String name, boolean lost) {}

    private void sweep() {
        while (true) {
            try {
                Thread.sleep(SWEEP);
                database.read(hosts::lost).forEach(intake::countAsGone);
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "lost hosts are looked at again later", e);
            }
        }
    }
}
