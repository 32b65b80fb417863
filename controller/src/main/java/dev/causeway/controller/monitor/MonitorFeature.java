package dev.causeway.controller.monitor;

import dev.causeway.controller.connection.ConnectionFeature;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.web.Route;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Monitors and metrics, wired.
public final class MonitorFeature implements Feature {

    private final Monitors monitors;
    private final List<Route> routes;

    private MonitorFeature(Monitors monitors, List<Route> routes) {
        this.monitors = monitors;
        this.routes = routes;
    }

    /// Wires the feature: from now on nodes have monitors, and connections are made with them.
    ///
    /// @param token what Prometheus shows
    public static MonitorFeature open(
            Database database,
            Documents documents,
            GatewayFeature gateways,
            ConnectionFeature connections,
            String token,
            Clock clock) {
        var monitors = new Monitors(database, documents, clock);
        var series = new SeriesTable(database, new ReadingPlaces());
        gateways.monitoredBy(monitors);
        connections.checkedBy(monitors);
        return new MonitorFeature(
                monitors,
                Stream.of(
                                new MonitorEndpoints(database, monitors).routes(),
                                new MetricEndpoints(database, series).routes(),
                                List.of(
                                        new MetricBatchEndpoint(series).route(),
                                        new Exposition(database, token, clock).route()))
                        .flatMap(List::stream)
                        .toList());
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<ReportObserver> observers() {
        return List.of(monitors);
    }
}
