package dev.causeway.controller.lts;

import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import java.time.Clock;
import java.util.List;

/// Groups and streams of lines, wired.
public final class LogFeature implements Feature {

    private final LogFeeds feeds;
    private final List<Route> routes;

    private LogFeature(LogFeeds feeds, List<Route> routes) {
        this.feeds = feeds;
        this.routes = routes;
    }

    public static LogFeature open(Database database, P2cGateways gateways, Clock clock) {
        database.explain(
                        "log_group_name",
                        () -> InvalidInput.at("log_group_name", "another log group of the project has this name"))
                .explain(
                        "log_stream_name",
                        () -> InvalidInput.at("log_stream_name", "another stream of the group has this name"));
        var feeds = new LogFeeds(gateways, clock);
        return new LogFeature(feeds, new LogEndpoints(database, new LogGroups(database, clock), feeds).routes());
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public List<ReportObserver> observers() {
        return List.of(feeds);
    }
}
