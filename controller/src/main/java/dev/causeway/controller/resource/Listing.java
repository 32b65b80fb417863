package dev.causeway.controller.resource;

import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Select;
import dev.causeway.model.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a list, and how many there are in all.
public record Listing<T>(List<T> rows, long total) {

    public Listing {
        rows = List.copyOf(rows);
    }

    /// What a statement for a part ends with. The number stands in the text: the server plans a list of few rows among
    /// many by the index that has their order, and one of a number that it does not know as if it were of many.
    public static String newest(String table, int rows) {
        return " ORDER BY " + table + ".created_at DESC LIMIT " + rows;
    }

    /// How many resources of a type a project has in all. The database keeps the number beside its quotas, so
    /// this costs the same however many there are.
    public static Select<Long> total(ResourceType type, ProjectId project) {
        return Select.of(
                row -> row.longNumber("count"),
                "SELECT coalesce(max(used), 0) AS count FROM project_quota WHERE project_id = ? AND type = ?",
                project,
                type.counted());
    }

    /// A row of the part beside the number of all. There is one without a row if the part has none.
    public record Line<T>(long total, Optional<T> row) {}

    /// Asks for both at once, so that they fit each other.
    ///
    /// @param total one number
    /// @param part newest first; each row has an `id`, and its `created_at`
    public static <T> Listing<T> ask(Questions questions, Select<Long> total, Select<T> part) {
        List<Line<T>> lines = questions.list(question(total, part));
        return new Listing<>(
                lines.stream().flatMap(line -> line.row().stream()).toList(),
                lines.getFirst().total());
    }

    /// What [#ask] asks.
    public static <T> Select<Line<T>> question(Select<Long> total, Select<T> part) {
        List<Object> values = new ArrayList<>(total.values());
        values.addAll(part.values());
        return new Select<>(
                """
                SELECT counted.*, listed.*
                  FROM (%s) AS counted (total_count)
                  LEFT JOIN LATERAL (%s) AS listed ON true
                 ORDER BY listed.created_at DESC""".formatted(total.sql(), part.sql()),
                values,
                row -> new Line<>(
                        row.longNumber("total_count"),
                        row.has("id") ? Optional.of(part.reader().read(row)) : Optional.empty()));
    }
}
