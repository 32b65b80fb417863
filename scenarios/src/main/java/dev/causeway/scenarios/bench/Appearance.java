package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Tenant;
import java.time.Duration;
import java.time.Instant;

/// How soon something is to be seen in a small project: the page itself, and what was changed by the API.
final class Appearance {

    private static final int LOADS = 5;
    private static final int CHANGES = 20;

    private final Figures figures;
    private final PageClock clock;
    private final Tenant tenant;

    Appearance(Figures figures, PageClock clock, Tenant tenant) {
        this.figures = figures;
        this.clock = clock;
        this.tenant = tenant;
    }

    void measureFirstPaints() {
        figures.progress("loading the console");
        firstPaints("files kept");
        clock.tab().forgetsFiles();
        firstPaints("no file kept");
    }

    private void firstPaints(String how) {
        // Not counted: with it come the files that are kept.
        var _ = clock.load("/");
        var paints = new Samples();
        for (int load = 0; load < LOADS; load++) {
            clock.load("/");
            paints.add(clock.firstPaint());
        }
        figures.add("console, first paint, " + how + ", median", "ms", paints.medianMillis());
    }

    void measureChanges() {
        figures.progress("changes by the API");
        String site = tenant.createCustomerGateway("seen-0", "192.0.2.1");
        clock.load("/customer-gateways");
        var _ = clock.named("seen-0", Instant.EPOCH);
        clock.tab().has(".following.told");
        var times = new Samples();
        for (int change = 1; change <= CHANGES; change++) {
            times.add(change(site, "seen-" + change));
        }
        tenant.deleteCustomerGateway(site);
        figures.add("console, from the API's answer to the screen, median", "ms", times.medianMillis());
        figures.add("console, from the API's answer to the screen, slowest", "ms", times.percentileMillis(100));
    }

    private Duration change(String site, String name) {
        tenant.renameCustomerGateway(site, name);
        return clock.named(name, Instant.now());
    }
}
