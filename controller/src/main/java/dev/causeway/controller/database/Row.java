package dev.causeway.controller.database;

import dev.causeway.model.ApiWord;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The row of an answer that is being read. A column that is named without "optional" is never null.
public final class Row {

    private final ResultSet row;
    private final String prefix;

    public Row(ResultSet row) {
        this(row, "");
    }

    private Row(ResultSet row, String prefix) {
        this.row = row;
        this.prefix = prefix;
    }

    /// The columns of the row whose names begin so, without that beginning: what one feature reads of a row that joins
    /// several.
    public Row under(String beginning) {
        return new Row(row, prefix + beginning);
    }

    /// Whether the column holds anything.
    public boolean has(String column) throws SQLException {
        return row.getObject(name(column)) != null;
    }

    public <T> T id(String column, Function<UUID, T> maker) throws SQLException {
        return maker.apply(row.getObject(name(column), UUID.class));
    }

    public <T> Optional<T> optionalId(String column, Function<UUID, T> maker) throws SQLException {
        return Optional.ofNullable(row.getObject(name(column), UUID.class)).map(maker);
    }

    public ProjectId project(String column) throws SQLException {
        return new ProjectId(text(column));
    }

    public String text(String column) throws SQLException {
        return row.getString(name(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(text(column));
    }

    public int number(String column) throws SQLException {
        return row.getInt(name(column));
    }

    public long longNumber(String column) throws SQLException {
        return row.getLong(name(column));
    }

    public OptionalLong optionalNumber(String column) throws SQLException {
        long number = longNumber(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    public boolean flag(String column) throws SQLException {
        return row.getBoolean(name(column));
    }

    public byte[] bytes(String column) throws SQLException {
        return row.getBytes(name(column));
    }

    public Instant moment(String column) throws SQLException {
        return row.getObject(name(column), OffsetDateTime.class).toInstant();
    }

    public Optional<Instant> optionalMoment(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(name(column), OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /// A word of the API.
    public <E extends Enum<E> & ApiWord> E word(String column, Class<E> set) throws SQLException {
        return ApiWord.parse(set, text(column));
    }

    public <E extends Enum<E> & ApiWord> Optional<E> optionalWord(String column, Class<E> set) throws SQLException {
        return optionalText(column).map(word -> ApiWord.parse(set, word));
    }

    /// A value that is stored by its name in the program.
    public <E extends Enum<E>> E constant(String column, Class<E> set) throws SQLException {
        return Enum.valueOf(set, text(column));
    }

    public Ipv4 address(String column) throws SQLException {
        return Ipv4.parse(text(column));
    }

    public Optional<Ipv4> optionalAddress(String column) throws SQLException {
        return optionalText(column).map(Ipv4::parse);
    }

    public Prefix prefix(String column) throws SQLException {
        return Prefix.parse(text(column));
    }

    /// An array of type `cidr[]`, of which the driver knows nothing but the text: `{10.1.0.0/16,10.2.0.0/16}`.
    public List<Prefix> prefixes(String column) throws SQLException {
        return elements(column, Prefix::parse);
    }

    /// An array of type `inet[]`, of which the same holds.
    public List<Ipv4> addresses(String column) throws SQLException {
        return elements(column, Ipv4::parse);
    }

    private <T> List<T> elements(String column, Function<String, T> parser) throws SQLException {
        String text = text(column);
        List<T> found = new ArrayList<>();
        int begin = 1;
        while (begin < text.length() - 1) {
            int comma = text.indexOf(',', begin);
            int end = comma < 0 ? text.length() - 1 : comma;
            found.add(parser.apply(text.substring(begin, end)));
            begin = end + 1;
        }
        return found;
    }

    /// An array of type `text[]`.
    public List<String> texts(String column) throws SQLException {
        return List.of((String[]) row.getArray(name(column)).getArray());
    }

    /// An array of pairs of texts. Null is one of none.
    public <T> List<T> pairs(String column, BiFunction<String, String, T> maker) throws SQLException {
        Array stored = row.getArray(name(column));
        return stored == null
                ? List.of()
                : Arrays.stream((String[][]) stored.getArray())
                        .map(pair -> maker.apply(pair[0], pair[1]))
                        .toList();
    }

    private String name(String column) {
        return prefix.isEmpty() ? column : prefix.concat(column);
    }
}
