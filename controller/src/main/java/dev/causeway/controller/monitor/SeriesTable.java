package dev.causeway.controller.monitor;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.monitor.DataPoints.DataPoint;
import dev.causeway.controller.monitor.MetricView.MetricDimension;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/// Reads what was measured: a question for each family of metrics, all in one exchange, however many gateways and
/// connections they are of.
final class SeriesTable {

    /// What a gateway carried it has carried, also by connections that are gone.
    private static final String DATA = """
            SELECT thing, minute / ? * ? AS period, {points}
              FROM (SELECT t.thing, s.minute, {values}
                      FROM (SELECT {dimension} AS thing, id FROM vpn_connection
                             WHERE project_id = ? AND {dimension} = ANY (?)
                             UNION
                            SELECT {dimension}, id FROM gone_connection
                             WHERE project_id = ? AND {dimension} = ANY (?)) t
                      JOIN {samples} ON s.connection_id = t.id
                     WHERE s.minute >= ? AND s.minute < ?
                     GROUP BY t.thing, s.minute) m
             GROUP BY thing, period
             ORDER BY thing, period""";

    private final Questions questions;
    private final ReadingPlaces places;

    SeriesTable(Questions questions, ReadingPlaces places) {
        this.questions = questions;
        this.places = places;
    }

    /// One metric of one gateway or connection.
    record Series(Metric metric, UUID of) {

        /// Reads what is measured of what.
        static Series of(Metric metric, MetricDimension one) {
            if (!one.name().equals(metric.dimension().word())) {
                throw new InvalidInput(
                        "the metric is one of %s", metric.dimension().word());
            }
            return new Series(metric, Measured.id(one.value()));
        }
    }

    /// What one question is about.
    private record Subject(Metric.Dimension dimension, Metric.Family family) {

        static Subject of(Series series) {
            return new Subject(series.metric().dimension(), series.metric().family());
        }
    }

    private record Reading(Series series, DataPoint point) {}

    /// The datapoints of those of which something was measured, the oldest first. Nothing was of what is not the
    /// project's.
    ///
    /// @throws dev.causeway.model.Busy if so much is read at once that its turn does not come soon
    Map<Series, List<DataPoint>> read(ProjectId project, Collection<Series> wanted, Span span) {
        var pipeline = new Pipeline();
        List<Pipeline.Answer<List<Reading>>> answers = new ArrayList<>();
        wanted.stream()
                .collect(groupingBy(Subject::of))
                .forEach((subject, series) -> answers.add(pipeline.add(question(project, subject, series, span))));
        places.within(project, () -> questions.ask(pipeline));
        return answers.stream()
                .flatMap(answer -> answer.list().stream())
                .flatMap(List::stream)
                .collect(groupingBy(Reading::series, mapping(Reading::point, toList())));
    }

    private static Select<List<Reading>> question(ProjectId project, Subject subject, List<Series> all, Span span) {
        Set<Metric> metrics = all.stream().map(Series::metric).collect(toCollection(TreeSet::new));
        Set<UUID> things = all.stream().map(Series::of).collect(toSet());
        String point = span.points().filter().aggregate() + "(%1$s)::text AS %1$s";
        String sql = DATA.replace("{points}", listed(metrics, metric -> point.formatted(metric.word())))
                .replace("{values}", listed(metrics, metric -> metric.minute() + " AS " + metric.word()))
                .replace("{dimension}", subject.dimension().column())
                .replace("{samples}", subject.family().samples());
        int length = span.points().minutes();
        return Select.of(
                row -> readings(row, metrics),
                sql,
                length,
                length,
                project,
                things,
                project,
                things,
                span.first(),
                span.end());
    }

    private static String listed(Set<Metric> metrics, Function<Metric, String> column) {
        return metrics.stream().map(column).collect(joining(", "));
    }

    private static List<Reading> readings(Row row, Set<Metric> metrics) throws SQLException {
        UUID thing = row.id("thing", id -> id);
        long minute = row.longNumber("period");
        List<Reading> found = new ArrayList<>();
        for (Metric metric : metrics) {
            row.optionalText(metric.word())
                    .ifPresent(value -> found.add(
                            new Reading(new Series(metric, thing), DataPoint.of(minute, Double.parseDouble(value)))));
        }
        return found;
    }
}
