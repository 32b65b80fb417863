package dev.causeway.controller.reports;

import static java.util.stream.Collectors.joining;

import dev.causeway.model.HostId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/// The table of one kind of parts: a row for each, as its host last told it. A kind is described by its
/// columns, and how rows are held and forgotten is the same for all.
final class PartTable<P extends ReportPart> {

    private static final String HOST = "host_id";

    private final Class<P> kind;
    private final String name;
    private final List<String> key;
    private final List<ReportColumn<P>> columns;
    private final RowMapper<P> reader;
    private final String replacement;

    /// @param key the columns of the table's primary key; with `host_id` among them, each host has a row of its own
    /// @param columns what a part says
    /// @param followed what follows from what parts say
    PartTable(
            Class<P> kind,
            String name,
            List<String> key,
            List<ReportColumn<P>> columns,
            List<Followed> followed,
            RowMapper<P> reader) {
        this.kind = kind;
        this.name = name;
        this.key = List.copyOf(key);
        this.columns = List.copyOf(columns);
        this.reader = reader;
        this.replacement = replacement(followed);
    }

    /// A column that no part tells, as it depends on what was told before.
    ///
    /// @param first its value in a new row, from the told ones, which are those of `s`
    /// @param next its value when the row `t` is replaced with `excluded`
    record Followed(String name, String first, String next) {}

    Class<P> kind() {
        return kind;
    }

    /// Makes the rows of a host exactly what its report says. Rows that say the same already are not written, and of
    /// several parts about the same the last one counts.
    void replace(Handle tx, HostId host, HostReport report) {
        Collection<P> parts = lastOfEach(report.parts(kind));
        Update update = tx.createUpdate(replacement).bind("host", host);
        columns.forEach(column -> update.bind(column.name(), column.of(parts)));
        update.execute();
    }

    /// The logs of whatever a host last reported.
    Stream<LogSource> logs(Handle tx, HostId host) {
        return held(tx, host).stream().flatMap(part -> part.log().stream());
    }

    /// What a host last reported.
    List<P> held(Handle tx, HostId host) {
        return tx.createQuery("SELECT * FROM " + name + " WHERE host_id = :host")
                .bind("host", host)
                .map(reader)
                .list();
    }

    void forget(Handle tx, HostId host) {
        tx.createUpdate("DELETE FROM " + name + " WHERE host_id = :host")
                .bind("host", host)
                .execute();
    }

    private Collection<P> lastOfEach(List<P> parts) {
        Map<List<Object>, P> last = new LinkedHashMap<>();
        parts.forEach(part -> last.put(
                keys().<Object>map(column -> column.value().apply(part)).toList(), part));
        return last.values();
    }

    private Stream<ReportColumn<P>> keys() {
        return columns.stream().filter(column -> key.contains(column.name()));
    }

    private String replacement(List<Followed> followed) {
        List<String> told = columns.stream().map(ReportColumn::name).toList();
        String seen = "SELECT %s FROM unnest(%s) AS s (%s)"
                .formatted(
                        columns.stream().map(ReportColumn::expression).collect(joining(", ")),
                        list(told, ":"),
                        list(told, ""));
        List<String> identity = keys().map(ReportColumn::name).toList();
        String gone = "DELETE FROM %s t WHERE host_id = :host AND NOT EXISTS (SELECT FROM seen s WHERE (%s) = (%s))"
                .formatted(name, list(identity, "s."), list(identity, "t."));
        String rows = "INSERT INTO %s AS t (host_id, %s%s) SELECT :host, s.*%s FROM seen s"
                .formatted(name, list(told, ""), more(followed, Followed::name), more(followed, Followed::first));
        return "WITH seen AS (%s), gone AS (%s) %s %s".formatted(seen, gone, rows, update(told, followed));
    }

    private String update(List<String> told, List<Followed> followed) {
        List<String> compared = Stream.concat(Stream.of(HOST), told.stream())
                .filter(column -> !key.contains(column))
                .toList();
        return "ON CONFLICT (%s) DO UPDATE SET (%s%s) = ROW (%s%s) WHERE (%s) IS DISTINCT FROM (%s)"
                .formatted(
                        list(key, ""),
                        list(compared, ""),
                        more(followed, Followed::name),
                        list(compared, "excluded."),
                        more(followed, Followed::next),
                        list(compared, "t."),
                        list(compared, "excluded."));
    }

    private static String list(List<String> names, String before) {
        return names.stream().map(each -> before + each).collect(joining(", "));
    }

    private static String more(List<Followed> followed, Function<Followed, String> part) {
        return followed.stream().map(part).map(text -> ", " + text).collect(joining());
    }
}
