package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;
import java.nio.file.Path;
import java.util.Map;

/// A server for clients that has as many users, groups and policies as it can have, beside one that is made by hand.
final class ClientFigures {

    private static final Map<String, ?> LARGEST = Map.of(
            "max_connection_number",
            500,
            "eip",
            Map.of("type", "5_bgp", "charge_mode", "bandwidth", "bandwidth_size", HandServer.MEGABITS));

    private final Figures figures;
    private final Path folder;

    ClientFigures(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void measure() {
        try (Service service = Service.start(folder.resolve("service"));
                ClientLab lab = ClientLab.withGateway(service.cloud(), folder, LARGEST)) {
            figures.progress("%d users in one call".formatted(ManyUsers.USERS));
            ManyUsers users = new ManyUsers(lab);
            figures.add(
                    "batch-create of %d users".formatted(ManyUsers.USERS),
                    "ms",
                    users.make().toNanos() / 1e6);
            StockClient managed = lab.client();
            StockClient other = lab.client();
            try (HandServer hand = HandServer.start(service.cloud(), folder.resolve("hand"))) {
                var pair = new ServerPair(lab, managed, hand, other);
                new ClientThroughput(figures, pair, folder).measure();
                new Crowds(figures, service, pair, users, folder).measure();
            }
            new TakingAway(figures, lab, users, managed).measure();
        }
    }
}
