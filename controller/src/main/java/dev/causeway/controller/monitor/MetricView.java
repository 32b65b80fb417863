package dev.causeway.controller.monitor;

import dev.causeway.controller.monitor.DataPoints.DataPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metrics as the API of the monitoring service shows them.
record MetricView(String namespace, String metricName, String unit, List<MetricDimension> dimensions) {

    /// Which one it is of.
    record MetricDimension(String name, String value) {

        static MetricDimension of(Measured thing) {
            return new MetricDimension(thing.dimension().word(), thing.id().toString());
        }
    }

    /// A page of them.
    record MetricPage(List<MetricView> metrics, MetaData metaData) {}

    /// @param marker where the next page begins; empty if nothing is on this one
    record MetaData(long count, String marker, long total) {}

    /// The values of one metric.
    ///
    /// @param datapoints each has its value under the name of the filter
    record MetricData(List<Map<String, Object>> datapoints, String metricName) {

        static MetricData of(Metric metric, DataPoints.Filter filter, List<DataPoint> points) {
            List<Map<String, Object>> members = shown(filter, points);
            members.forEach(point -> point.put("unit", metric.unit()));
            return new MetricData(members, metric.word());
        }
    }

    /// The values of several.
    record MetricBatch(List<MetricSeries> metrics) {}

    /// The values of one of several, which tells its unit once.
    record MetricSeries(
            String namespace,
            String metricName,
            List<MetricDimension> dimensions,
            List<Map<String, Object>> datapoints,
            String unit) {

        static MetricSeries of(
                Metric metric, MetricDimension dimension, DataPoints.Filter filter, List<DataPoint> points) {
            return new MetricSeries(
                    Metric.NAMESPACE, metric.word(), List.of(dimension), shown(filter, points), metric.unit());
        }
    }

    private static List<Map<String, Object>> shown(DataPoints.Filter filter, List<DataPoint> points) {
        return points.stream().map(point -> datapoint(filter, point)).toList();
    }

    private static Map<String, Object> datapoint(DataPoints.Filter filter, DataPoint point) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(filter.word(), point.value());
        members.put("timestamp", point.timestamp());
        return members;
    }

    static MetricView of(Metric metric, Measured thing) {
        return new MetricView(Metric.NAMESPACE, metric.word(), metric.unit(), List.of(MetricDimension.of(thing)));
    }

    /// Where one stands among all, which is told apart from it as there may be many.
    record MetricPlace(String place, Metric metric, Measured thing) {

        static MetricPlace of(Metric metric, Measured thing) {
            String place = Metric.NAMESPACE + "." + metric.word() + "."
                    + thing.dimension().word() + ":" + thing.id();
            return new MetricPlace(place, metric, thing);
        }

        MetricView view() {
            return MetricView.of(metric, thing);
        }
    }
}
