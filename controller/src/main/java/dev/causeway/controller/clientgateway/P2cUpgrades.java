package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.reports.NodeSoftware;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.Coded;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.JobId;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rules for upgrades of gateways.
final class P2cUpgrades {

    private static final ResourceType TYPE = new ResourceType("jobs", "job", JobId::parse, "p2c_job", "", "false");

    private final P2cGateways gateways;
    private final OnGateways servers;
    private final Clock clock;

    P2cUpgrades(P2cGateways gateways, OnGateways servers, Clock clock) {
        this.gateways = gateways;
        this.servers = servers;
        this.clock = clock;
    }

    /// Begins an upgrade. Nothing is replaced yet.
    ///
    /// @throws InvalidInput if the host would start nothing else than what runs
    /// @throws Coded if another is open
    JobId start(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = gateways.lockSettled(tx, project, id);
        Optional<NodeSoftware> software = software(gateway).first(tx);
        if (software.filter(NodeSoftware::differs).isEmpty()) {
            throw new InvalidInput(
                    "already new version %s",
                    software.map(NodeSoftware::version).orElse(""));
        }
        P2cJob job = P2cJob.beginning(gateway, Moments.next(tx, TYPE, project, clock.instant()));
        P2cJobTable.insert(tx, job);
        return job.id();
    }

    /// Has the daemon replaced.
    JobId finish(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = gateways.lockChangeable(tx, project, id);
        P2cJob job = open(tx, id);
        if (job.confirmedAt().isEmpty()) {
            P2cJobTable.confirm(tx, job.id(), now());
            servers.restart(tx, id);
            gateways.touch(tx, gateway);
        }
        return job.id();
    }

    /// Leaves the daemon as it is.
    ///
    /// @throws Coded if it is being replaced already
    JobId rollback(Handle tx, ProjectId project, GatewayId id) {
        var _ = gateways.lockChangeable(tx, project, id);
        P2cJob job = open(tx, id);
        if (job.confirmedAt().isPresent()) {
            throw P2cCode.GATEWAY_BEING_UPDATED.failure();
        }
        P2cJobTable.leaveAll(tx, job.id(), now());
        return job.id();
    }

    /// Forgets a job that is done.
    ///
    /// @throws NotFound if the project has no such job
    void forget(Handle tx, ProjectId project, JobId id) {
        P2cJob job = P2cJobTable.find(tx, project, id).orElseThrow(() -> new NotFound("job %s is not found", id));
        if (job.open(clock.instant())) {
            throw new InvalidInput("job %s is not finished", id);
        }
        P2cJobTable.delete(tx, id);
    }

    private P2cJob open(Handle tx, GatewayId id) {
        return P2cJobTable.newest(tx, id)
                .filter(job -> job.open(clock.instant()))
                .orElseThrow(() -> new InvalidInput("no upgrade of gateway %s has been started", id));
    }

    private static Select<NodeSoftware> software(P2cGateway gateway) {
        return Reports.software(Select.of(
                row -> row.id("id", NodeId::new),
                "SELECT ?::uuid AS id",
                gateway.node().id()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
