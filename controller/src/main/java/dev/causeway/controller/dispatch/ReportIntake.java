package dev.causeway.controller.dispatch;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.SampleBlock;
import dev.causeway.model.document.ThingReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
        OwnPart own = database.read(tx -> OwnPart.of(tx, documents.onHost(tx, host), received, features));
        Map<DocumentKey, Documents.Placement> placed = own.placed();
        HostReport report = own.of(received);
        if (report.blocks().stream().anyMatch(SampleBlock.class::isInstance)) {
            step("make room for samples", tx -> Reports.makeRoomForSamples(tx, clock.instant()));
            step("drop old samples", tx -> Reports.dropOldSamples(tx, clock.instant()));
        }
        if (database.write(tx -> reports.take(tx, host, report, clock.instant()))) {
            step("take notice of a report", tx -> features.observe(tx, report));
            report.things().stream()
                    .filter(thing -> isGone(thing, placed.get(thing.key())))
                    .forEach(thing -> step("forget " + thing.key(), tx -> forget(tx, host, thing)));
        }
    }

    /// Takes notice that nothing of what lay on a host is there any more, which the host itself cannot say.
    void countAsGone(HostId host) {
        List<Documents.Placement> placed = database.read(tx -> documents.onHost(tx, host)).stream()
                .filter(placement -> !placement.key().equals(InternetDocument.KEY))
                .toList();
        List<ThingReport> absent = placed.stream()
                .map(placement -> new ThingReport(
                        placement.key(), placement.generation(), 0, ThingReport.Phase.ABSENT, "the host is lost"))
                .toList();
        step(
                "take notice of a lost host",
                tx -> features.observe(tx, new HostReport(clock.instant(), List.copyOf(absent), List.of())));
        for (int i = 0; i < placed.size(); i++) {
            ThingReport thing = absent.get(i);
            if (!placed.get(i).wanted()) {
                step("forget " + thing.key(), tx -> forget(tx, host, thing));
            }
        }
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
