package dev.causeway.controller.events;

import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Standing;
import dev.causeway.model.HostId;
import dev.causeway.model.ProjectId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Notices when hosts fall silent, and when they speak again. What is shown of all that lies on them changes then,
/// though nobody has written anything.
final class SilentHosts implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SilentHosts.class.getName());

    private static final List<ChangedList> CONCERNED = List.of(
            ChangedList.VPN_GATEWAYS,
            ChangedList.VPN_CONNECTIONS,
            ChangedList.CONNECTION_MONITORS,
            ChangedList.P2C_VPN_GATEWAYS,
            ChangedList.VPN_SERVERS,
            ChangedList.VPCS,
            ChangedList.SUBNETS);

    private final Questions database;
    private final Clock clock;
    private final Duration sweep;
    private final Consumer<ProjectChange> told;
    private final Thread sweeper = Thread.ofVirtual().name("silent-hosts").unstarted(this::sweep);
    private Set<HostId> silent = Set.of();

    private SilentHosts(Questions database, Clock clock, Duration sweep, Consumer<ProjectChange> told) {
        this.database = database;
        this.clock = clock;
        this.sweep = sweep;
        this.told = told;
    }

    /// Begins to look.
    ///
    /// @param sweep how often
    /// @param told is told of the lists that change
    static SilentHosts start(Questions database, Clock clock, Duration sweep, Consumer<ProjectChange> told) {
        var started = new SilentHosts(database, clock, sweep, told);
        started.sweeper.start();
        return started;
    }

    @Override
    public void close() {
        sweeper.interrupt();
    }

    private void sweep() {
        while (true) {
            try {
                Thread.sleep(sweep);
                look();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "silent hosts are looked for again later", e);
            }
        }
    }

    private void look() {
        Set<HostId> now = Set.copyOf(database.list(silent()));
        Set<HostId> changed = new HashSet<>(silent);
        changed.addAll(now);
        changed.removeIf(host -> silent.contains(host) && now.contains(host));
        if (!changed.isEmpty()) {
            database.list(projectsOn(changed)).forEach(this::tell);
        }
        silent = now;
    }

    private void tell(ProjectId project) {
        CONCERNED.forEach(list -> told.accept(new ProjectChange(project, list, Optional.empty())));
    }

    private Select<HostId> silent() {
        return Select.of(
                row -> row.id("host_id", HostId::new),
                "SELECT host_id FROM host_report WHERE received_at < ?",
                clock.instant().minus(Standing.TRUST));
    }

    private static Select<ProjectId> projectsOn(Set<HostId> hosts) {
        return Select.of(row -> new ProjectId(row.text("project_id")), """
                WITH thing AS (
                    SELECT kind, id::uuid AS id FROM placement WHERE kind IN ('NODE', 'VPC') AND host_id = ANY (?))
                SELECT v.project_id FROM thing JOIN vpc v ON v.id = thing.id AND kind = 'VPC'
                 UNION
                SELECT g.project_id
                  FROM thing
                  JOIN gateway_node n ON n.id = thing.id AND thing.kind = 'NODE'
                  JOIN vpn_gateway g ON g.id = n.gateway_id
                 UNION
                SELECT g.project_id
                  FROM thing
                  JOIN gateway_node n ON n.id = thing.id AND thing.kind = 'NODE'
                  JOIN p2c_gateway g ON g.id = n.gateway_id""", hosts);
    }
}
