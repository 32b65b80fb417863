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
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The operations of the monitoring service on what is measured of gateways and connections.
final class MetricEndpoints {

    private static final int LARGEST_PAGE = 1_000;

    private static final Parameter<String> NAMESPACE =
            Parameter.text("namespace", "only metrics of it: there are those of %s".formatted(Metric.NAMESPACE));
    private static final Parameter<String> METRIC_NAME = Parameter.text("metric_name", "only this metric");
    private static final Parameter<String> START =
            Parameter.text("start", "the page begins behind this place: the marker of the page before");
    private static final Parameter<Integer> LIMIT = Parameter.number(
            "limit", "how many metrics at most; without it %d".formatted(LARGEST_PAGE), 1, LARGEST_PAGE);
    private static final Parameter<PlaceOrder> ORDER =
            Parameter.word("order", "of their places; without it asc", PlaceOrder.class);
    private static final List<Parameter<MetricDimension>> DIMENSION = IntStream.range(0, 4)
            .mapToObj(i -> dimension(i, "only metrics of this: a name and a value, such as evpn_connection_id,ID"))
            .toList();
    private static final Parameters DIMENSIONS = () -> DIMENSION.stream().map(each -> each);

    private static final Parameter<String> OF_NAMESPACE = Parameter.of(
                    "namespace", "the service", new Parameter.Form.Words(List.of(Metric.NAMESPACE)), Metric::namespace)
            .required();
    private static final Parameter<Metric> METRIC =
            Parameter.word("metric_name", "what was measured", Metric.class).required();
    private static final Parameter<MetricDimension> OF = dimension(
                    0, "of what: a name and a value, such as evpn_connection_id,ID")
            .required();
    private static final Parameter<Long> FROM = moment("from", "the beginning");
    private static final Parameter<Long> TO = moment("to", "the end, later than the beginning");
    private static final Parameter<Integer> PERIOD = Parameter.of(
                    "period",
                    "of how many seconds one value is made; 1 asks for minutes as they are",
                    new Parameter.Form.Words(
                            DataPoints.PERIODS.stream().map(String::valueOf).toList()),
                    DataPoints::period)
            .required();
    private static final Parameter<DataPoints.Filter> FILTER = Parameter.word(
                    "filter", "how it is made of several", DataPoints.Filter.class)
            .required();

    private enum PlaceOrder implements ApiWord {
        ASC,
        DESC;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Comparator<String> comparator() {
            return switch (this) {
                case ASC -> Comparator.naturalOrder();
                case DESC -> Comparator.reverseOrder();
            };
        }
    }

    private final Questions questions;
    private final SeriesTable table;

    MetricEndpoints(Questions questions, SeriesTable table) {
        this.questions = questions;
        this.table = table;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, "/V1.0/{project_id}/metrics", "ces:metrics:list", this::list)
                        .taking(NAMESPACE, METRIC_NAME, DIMENSIONS, START, LIMIT, ORDER),
                Route.tenant(Method.GET, "/V1.0/{project_id}/metric-data", "ces:metricData:list", this::data)
                        .taking(OF_NAMESPACE, METRIC, OF, FROM, TO, PERIOD, FILTER));
    }

    private Reply list(Call call) {
        int limit = call.query(LIMIT).orElse(LARGEST_PAGE);
        Comparator<String> order = call.query(ORDER).orElse(PlaceOrder.ASC).comparator();
        Optional<String> start = call.query(START).filter(text -> !text.isEmpty());
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
        Optional<String> namespace = call.query(NAMESPACE);
        Optional<String> name = call.query(METRIC_NAME);
        return Arrays.stream(Metric.values())
                .filter(_ ->
                        namespace.filter(text -> !text.equals(Metric.NAMESPACE)).isEmpty())
                .filter(metric ->
                        name.filter(text -> !text.equals(metric.word())).isEmpty())
                .toList();
    }

    private Reply data(Call call) {
        call.required(OF_NAMESPACE);
        Metric metric = call.required(METRIC);
        var points = new DataPoints(call.required(PERIOD), call.required(FILTER));
        var span = Span.of(points, call.required(FROM), call.required(TO));
        MetricDimension one = call.required(OF);
        Series series = InvalidInput.within(OF.name(), () -> Series.of(metric, one));
        var found = table.read(call.project(), List.of(series), span);
        return Reply.ok(MetricData.of(metric, points.filter(), found.getOrDefault(series, List.of())));
    }

    private static List<MetricDimension> dimensions(Call call) {
        return DIMENSION.stream().map(call::query).flatMap(Optional::stream).toList();
    }

    private static Parameter<MetricDimension> dimension(int number, String meaning) {
        return Parameter.text("dim." + number, meaning, MetricEndpoints::dimension);
    }

    private static Parameter<Long> moment(String name, String meaning) {
        return Parameter.count(name, meaning + ", in milliseconds since 1970", 0, Span.LAST)
                .required();
    }

    private static MetricDimension dimension(String text) {
        int comma = text.indexOf(',');
        if (comma < 1) {
            throw new InvalidInput("must be a name and a value, such as evpn_connection_id,ID");
        }
        return new MetricDimension(text.substring(0, comma), text.substring(comma + 1));
    }
}
