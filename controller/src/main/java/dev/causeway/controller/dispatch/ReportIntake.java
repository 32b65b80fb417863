package dev.causeway.controller.dispatch;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Takes a host's report: stores it, lets the features take notice, and forgets what is gone.
///
/// The steps are transactions of their own, and each works on what the whole report says. So one that fails
/// keeps nothing else from being noticed, and is made up for by the next report.
final class ReportIntake {

    private static final Logger LOG = System.getLogger(ReportIntake.class.getName());

    private final Database database;
    private final Documents documents;
    private final Reports reports;
    private final Features features;
    private final Clock clock;

    ReportIntake(Database database, Documents documents, Reports reports, Features features, Clock clock) {
        this.database = database;
        this.documents = documents;
        this.reports = reports;
        this.features = features;
        this.clock = clock;
    }

    void take(HostId host, HostReport received) {
        Map<DocumentKey, Documents.Placement> placed = database.read(tx -> documents.onHost(tx, host)).stream()
                .collect(Collectors.toMap(Documents.Placement::key, placement -> placement));
        HostReport report = ownPart(received, placed.keySet());
        if (database.write(tx -> reports.take(tx, host, report, clock.instant()))) {
            step("take notice of a report", tx -> features.observe(tx, report));
            report.things().stream()
                    .filter(thing -> isGone(thing, placed.get(thing.key())))
                    .forEach(thing -> step("forget " + thing.key(), tx -> forget(tx, host, thing)));
        }
    }

    /// A host has a say in what is placed on it, and in nothing else.
    private static HostReport ownPart(HostReport report, Set<DocumentKey> placed) {
        List<ThingReport> things = report.things().stream()
                .filter(thing -> placed.contains(thing.key()))
                .toList();
        List<TunnelReport> tunnels = report.tunnels().stream()
                .filter(tunnel -> placed.contains(tunnel.nodeKey()))
                .toList();
        var connections = tunnels.stream().map(TunnelReport::connection).collect(Collectors.toSet());
        List<LogLine> log = report.log().stream()
                .filter(line -> connections.contains(line.connection()))
                .toList();
        return new HostReport(report.at(), things, tunnels, log);
    }

    private static boolean isGone(ThingReport thing, Documents.Placement placement) {
        return thing.phase() == ThingReport.Phase.ABSENT
                && !placement.wanted()
                && thing.generation() >= placement.generation()
                && !thing.key().equals(InternetDocument.KEY);
    }

    private void forget(Handle tx, HostId host, ThingReport thing) {
        if (documents.forget(tx, host, thing.key(), thing.generation())) {
            features.gone(tx, thing.key());
        }
    }

    private void step(String what, Consumer<Handle> work) {
        try {
            database.change(work);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "cannot " + what + "; the next report will have it tried again", e);
        }
    }
}
