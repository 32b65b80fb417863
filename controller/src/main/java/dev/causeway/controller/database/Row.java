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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The row of an answer that is being read. A column that is named without "optional" is never null.
public final class Row {

    private static final int MANY = 128;

    private final ResultSet rows;
    private final String prefix;
    private final Map<String, Row> parts = new HashMap<>();
    private final int[] places = new int[MANY];
    private final String[] asked = new String[MANY];
    private int turn;

    public Row(ResultSet row) {
        this(row, "");
    }

    private Row(ResultSet rows, String prefix) {
        this.rows = rows;
        this.prefix = prefix;
    }

    /// The columns of the row whose names begin so, without that beginning: what one feature reads of a row that joins
    /// several.
    public Row under(String beginning) {
        Row part = parts.computeIfAbsent(beginning, _ -> new Row(rows, prefix + beginning));
        part.turn = 0;
        return part;
    }

    /// Goes on to the next row, if there is one.
    boolean next() throws SQLException {
        turn = 0;
        return rows.next();
    }

    /// Where a column stands. A reader asks for the same columns in the same order in every row, so that each is looked
    /// for by its name only in the first.
    private int place(String column) throws SQLException {
        int now = turn++ % MANY;
        if (!column.equals(asked[now])) {
            places[now] = rows.findColumn(prefix + column);
            asked[now] = column;
        }
        return places[now];
    }

    /// Whether the column holds anything.
    public boolean has(String column) throws SQLException {
        return rows.getObject(place(column)) != null;
    }

    public <T> T id(String column, Function<UUID, T> maker) throws SQLException {
        return maker.apply(rows.getObject(place(column), UUID.class));
    }

    public ProjectId project(String column) throws SQLException {
        return new ProjectId(text(column));
    }

    public String text(String column) throws SQLException {
        return rows.getString(place(column));
    }

    public Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(text(column));
    }

    public int number(String column) throws SQLException {
        return rows.getInt(place(column));
    }

    public long longNumber(String column) throws SQLException {
        return rows.getLong(place(column));
    }

    public OptionalLong optionalNumber(String column) throws SQLException {
        long number = longNumber(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    public boolean flag(String column) throws SQLException {
        return rows.getBoolean(place(column));
    }

    public byte[] bytes(String column) throws SQLException {
        return rows.getBytes(place(column));
    }

    public Instant moment(String column) throws SQLException {
        return rows.getObject(place(column), OffsetDateTime.class).toInstant();
    }

    public Optional<Instant> optionalMoment(String column) throws SQLException {
        return Optional.ofNullable(rows.getObject(place(column), OffsetDateTime.class))
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
        return List.of((String[]) rows.getArray(place(column)).getArray());
    }

    /// An array of pairs of texts. Null is one of none.
    public <T> List<T> pairs(String column, BiFunction<String, String, T> maker) throws SQLException {
        Array stored = rows.getArray(place(column));
        return stored == null
                ? List.of()
                : Arrays.stream((String[][]) stored.getArray())
                        .map(pair -> maker.apply(pair[0], pair[1]))
                        .toList();
    }
}
