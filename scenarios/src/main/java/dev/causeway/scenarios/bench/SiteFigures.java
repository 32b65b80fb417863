package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.Flows;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.BgpSite;
import java.nio.file.Path;
import java.util.Map;

/// What gateways do for sites, beside throughput: failover and drain, routes that are learned, bandwidth, and many
/// connections.
final class SiteFigures {

    private final Figures figures;
    private final Path folder;

    SiteFigures(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void measure() {
        try (Service service = Service.start(folder.resolve("service"))) {
            try (BgpLab lab = BgpLab.open(
                    Lab.on(service.cloud(), folder.resolve("speaking")).unobserved(), BgpSite::tuned)) {
                String first = lab.connect(1, Map.of());
                String second = lab.connect(2, Map.of());
                Flows.addTargets(lab);
                new Failover(figures, service, lab, first, second).measure();
                new DrainLoss(figures, lab, first, second).measure();
                new Convergence(figures, lab).measure();
            }
            try (Lab lab = Lab.on(service.cloud(), folder.resolve("shaped"))
                    .unobserved()
                    .open()) {
                new ShapedRates(figures, lab).measure(lab);
            }
            new FullGateway(figures, service, folder.resolve("full")).measure();
        }
    }
}
