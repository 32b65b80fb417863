package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Questions;
import dev.causeway.controller.monitor.MetricView.MetaData;
import dev.causeway.controller.monitor.MetricView.MetricData;
import dev.causeway.controller.monitor.MetricView.MetricDimension;
import dev.causeway.controller.monitor.MetricView.MetricPage;
import dev.causeway.controller.monitor.MetricView.MetricPlace;
import dev.causeway.controller.monitor.SeriesTable.Series;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The operations of the monitoring service on what is measured of gateways and connections.
final class MetricEndpoints {

    private static final int MOST_DIMENSIONS = 4;
    private static final int LARGEST_PAGE = 1_000;

    private final Questions questions;
    private final SeriesTable table;

    MetricEndpoints(Questions questions) {
        this.questions = questions;
        this.table = new SeriesTable(questions);
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, "/V1.0/{project_id}/metrics", "ces:metrics:list", this::list),
                Route.tenant(Method.GET, "/V1.0/{project_id}/metric-data", "ces:metricData:list", this::data));
    }

    private Reply list(Call call) {
        int limit = call.query("limit", MetricEndpoints::limit).orElse(LARGEST_PAGE);
        Comparator<String> order = call.query("order", MetricEndpoints::order).orElse(Comparator.naturalOrder());
        Optional<String> start = call.query("start").filter(text -> !text.isEmpty());
        List<Metric> metrics = metrics(call);
        List<MetricDimension> wanted = dimensions(call);
        List<MetricPlace> all = questions.list(Measured.all(call.project())).stream()
                .filter(thing -> wanted.stream().allMatch(MetricDimension.of(thing)::equals))
                .flatMap(thing -> metrics.stream()
                        .filter(metric -> metric.isMeasuredOf(thing))
                        .map(metric -> MetricPlace.of(metric, thing)))
                .toList();
        List<MetricPlace> page = all.stream()
                .filter(metric -> start.filter(text -> order.compare(metric.place(), text) <= 0)
                        .isEmpty())
                .sorted(Comparator.comparing(MetricPlace::place, order))
                .limit(limit)
                .toList();
        String marker = page.isEmpty() ? "" : page.getLast().place();
        List<MetricView> shown = page.stream().map(MetricPlace::view).toList();
        return Reply.ok(new MetricPage(shown, new MetaData(shown.size(), marker, all.size())));
    }

    /// Those that are asked for.
    private static List<Metric> metrics(Call call) {
        Optional<String> namespace = call.query("namespace");
        Optional<String> name = call.query("metric_name");
        return Arrays.stream(Metric.values())
                .filter(_ ->
                        namespace.filter(text -> !text.equals(Metric.NAMESPACE)).isEmpty())
                .filter(metric ->
                        name.filter(text -> !text.equals(metric.word())).isEmpty())
                .toList();
    }

    private Reply data(Call call) {
        required(call, "namespace", Metric::namespace);
        Metric metric = required(call, "metric_name", text -> ApiWord.parse(Metric.class, text));
        var points = new DataPoints(
                required(call, "period", DataPoints::period),
                required(call, "filter", text -> ApiWord.parse(DataPoints.Filter.class, text)));
        long from = required(call, "from", MetricEndpoints::milliseconds);
        long to = required(call, "to", MetricEndpoints::milliseconds);
        var span = Span.of(points, from, to);
        var one = required(call, "dim.0", MetricEndpoints::dimension);
        if (!one.name().equals(metric.dimension().word())) {
            throw InvalidInput.at(
                    "dim.0", "the metric is one of %s", metric.dimension().word());
        }
        var series = new Series(metric, InvalidInput.within("dim.0", () -> Measured.id(one.value())));
        var found = table.read(call.project(), List.of(series), span);
        return Reply.ok(MetricData.of(metric, points.filter(), found.getOrDefault(series, List.of())));
    }

    private static <T> T required(Call call, String name, Function<String, T> parser) {
        return call.query(name, parser).orElseThrow(() -> InvalidInput.at(name, "is missing"));
    }

    private static List<MetricDimension> dimensions(Call call) {
        return IntStream.range(0, MOST_DIMENSIONS)
                .mapToObj(i -> call.query("dim." + i, MetricEndpoints::dimension))
                .flatMap(Optional::stream)
                .toList();
    }

    private static MetricDimension dimension(String text) {
        int comma = text.indexOf(',');
        if (comma < 1) {
            throw new InvalidInput("must be a name and a value, such as evpn_connection_id,ID");
        }
        return new MetricDimension(text.substring(0, comma), text.substring(comma + 1));
    }

    private static int limit(String text) {
        long limit = number(text);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new InvalidInput("must be from 1 to %d, not %d", LARGEST_PAGE, limit);
        }
        return Math.toIntExact(limit);
    }

    private static Comparator<String> order(String text) {
        return switch (text) {
            case "asc" -> Comparator.naturalOrder();
            case "desc" -> Comparator.reverseOrder();
            default -> throw new InvalidInput("must be asc or desc, not '%s'", Quote.of(text));
        };
    }

    private static long milliseconds(String text) {
        long number = number(text);
        if (number > Span.LAST) {
            throw new InvalidInput("must be a moment in milliseconds since 1970, not %d", number);
        }
        return number;
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidInput("must be a number, not '%s'", Quote.of(text));
        }
        return Long.parseLong(text);
    }
}
