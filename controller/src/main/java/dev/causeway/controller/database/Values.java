package dev.causeway.controller.database;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.PGobject;

/// How values get into statements: identifiers as `uuid`, addresses as `inet`, prefixes as `cidr`, words of the API and
/// project identifiers as `text`.
final class Values {

    private Values() {}

    static void setAll(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            set(statement, i + 1, values.get(i));
        }
    }

    static void set(PreparedStatement statement, int position, Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.NULL);
            case Optional<?> optional -> set(statement, position, optional.orElse(null));
            case ResourceId id -> statement.setObject(position, id.value());
            case ProjectId id -> statement.setString(position, id.value());
            case ApiWord word -> statement.setString(position, word.word());
            case Ipv4 address -> statement.setObject(position, typed("inet", address), Types.OTHER);
            case InterfaceAddress address -> statement.setObject(position, typed("inet", address), Types.OTHER);
            case Prefix prefix -> statement.setObject(position, typed("cidr", prefix), Types.OTHER);
            case Instant moment -> statement.setObject(position, moment.atOffset(ZoneOffset.UTC));
            case ColumnType.EmptyArray(String element) ->
                statement.setObject(position, typed(element + "[]", "{}"), Types.OTHER);
            case Collection<?> many -> statement.setArray(position, array(statement, many));
            default -> statement.setObject(position, value);
        }
    }

    /// An empty collection is one of texts, which the server takes for one of any type only where the statement says
    /// which.
    private static Array array(PreparedStatement statement, Collection<?> many) throws SQLException {
        Object first = many.isEmpty() ? "" : many.iterator().next();
        return switch (first) {
            case ResourceId _ ->
                create(
                        statement,
                        "uuid",
                        many.stream().map(id -> ((ResourceId) id).value()).toArray());
            case UUID _ -> create(statement, "uuid", many.toArray());
            case Prefix _ ->
                create(statement, "cidr", many.stream().map(Object::toString).toArray());
            case Ipv4 _ ->
                create(statement, "inet", many.stream().map(Object::toString).toArray());
            case Long _ -> create(statement, "bigint", many.toArray());
            default -> create(statement, "text", many.toArray());
        };
    }

    private static Array create(PreparedStatement statement, String type, Object[] elements) throws SQLException {
        return statement.getConnection().createArrayOf(type, elements);
    }

    private static PGobject typed(String type, Object value) throws SQLException {
        var object = new PGobject();
        object.setType(type);
        object.setValue(value.toString());
        return object;
    }
}
