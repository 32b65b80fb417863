package dev.causeway.controller.monitor;

import dev.causeway.controller.monitor.MetricView.MetricBatch;
import dev.causeway.controller.monitor.MetricView.MetricDimension;
import dev.causeway.controller.monitor.MetricView.MetricSeries;
import dev.causeway.controller.monitor.SeriesTable.Series;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import java.util.List;

/// Many metrics at once.
final class MetricBatchEndpoint {

    private static final int MOST_METRICS = 500;

    /// In one answer, of all metrics together.
    private static final int MOST_POINTS = 3_000;

    private final SeriesTable table;

    MetricBatchEndpoint(SeriesTable table) {
        this.table = table;
    }

    Route route() {
        return Route.tenant(
                        Method.POST, "/V1.0/{project_id}/batch-query-metric-data", "ces:metricData:list", this::data)
                .reading();
    }

    /// @param metrics at least one
    private record Wanted(List<WantedSeries> metrics, Span span) {}

    /// @param dimension as it was sent
    private record WantedSeries(Series series, MetricDimension dimension) {}

    private Reply data(Call call) {
        Wanted wanted = call.read(MetricBatchEndpoint::wanted);
        Span span = wanted.span().newest(MOST_POINTS / wanted.metrics().size());
        var found = table.read(
                call.project(),
                wanted.metrics().stream().map(WantedSeries::series).toList(),
                span);
        DataPoints.Filter filter = span.points().filter();
        return Reply.ok(new MetricBatch(wanted.metrics().stream()
                .map(one -> MetricSeries.of(
                        one.series().metric(), one.dimension(), filter, found.getOrDefault(one.series(), List.of())))
                .toList()));
    }

    private static Wanted wanted(JsonReader in) {
        List<WantedSeries> metrics = in.requiredObjects("metrics", MOST_METRICS, MetricBatchEndpoint::series);
        if (in.isEmptyList("metrics")) {
            in.violation("metrics", "must have elements");
        }
        Long from = in.requiredLong("from", 0, Span.LAST);
        Long to = in.requiredLong("to", 0, Span.LAST);
        Integer period = in.required("period", DataPoints::period);
        DataPoints.Filter filter = in.requiredWord("filter", DataPoints.Filter.class);
        return new Wanted(metrics, Span.of(new DataPoints(period, filter), from, to));
    }

    private static WantedSeries series(JsonReader in) {
        in.required("namespace", Metric::namespace);
        Metric metric = in.requiredWord("metric_name", Metric.class);
        List<MetricDimension> dimensions = in.requiredObjects("dimensions", 1, MetricBatchEndpoint::dimension);
        if (in.isEmptyList("dimensions")) {
            throw InvalidInput.at("dimensions", "must have one element");
        }
        MetricDimension one = dimensions.getFirst();
        return new WantedSeries(InvalidInput.within("dimensions[0].name", () -> Series.of(metric, one)), one);
    }

    private static MetricDimension dimension(JsonReader in) {
        Metric.Dimension name = in.requiredWord("name", Metric.Dimension.class);
        String value = in.required("value", text -> {
            Measured.id(text);
            return text;
        });
        return new MetricDimension(name.word(), value);
    }
}
