package dev.causeway.controller.database;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;
import org.jdbi.v3.core.spi.JdbiPlugin;

/// How the words of the model are stored: identifiers as `uuid`, addresses as `inet`, prefixes as `cidr`, words of the
/// API and project identifiers as `text`.
final class StoredTypes implements JdbiPlugin {

    @Override
    public void customizeJdbi(Jdbi jdbi) {
        jdbi.registerArgument(new ModelArguments());
        jdbi.registerArgument(new WordArguments());
        jdbi.registerColumnMapper(new WordMappers());
        jdbi.registerArrayType(Prefix.class, "cidr", Prefix::toString);
        jdbi.registerArrayType(Ipv4.class, "inet", Ipv4::toString);
        Stream.of(ResourceId.class.getPermittedSubclasses()).forEach(type -> id(jdbi, type));
        text(jdbi, ProjectId.class, ProjectId::new);
        text(jdbi, Prefix.class, Prefix::parse);
        text(jdbi, InterfaceAddress.class, InterfaceAddress::parse);
        text(jdbi, Ipv4.class, Ipv4::parse);
    }

    private static <T> void id(Jdbi jdbi, Class<T> type) {
        Function<Object[], T> maker = Records.constructor(type);
        ColumnMapper<T> mapper = (row, column, _) -> Optional.ofNullable(row.getObject(column, UUID.class))
                .map(value -> maker.apply(new Object[] {value}))
                .orElse(null);
        jdbi.registerColumnMapper(type, mapper);
        jdbi.registerArrayType(type, "uuid");
    }

    private static <T> void text(Jdbi jdbi, Class<T> type, Function<String, T> parser) {
        ColumnMapper<T> mapper = (row, column, _) ->
                Optional.ofNullable(row.getString(column)).map(parser).orElse(null);
        jdbi.registerColumnMapper(type, mapper);
    }

    /// Prepared once for each type, so that the library does not ask for every single value who knows it.
    private static final class ModelArguments implements ArgumentFactory.Preparable {

        private static final Set<Class<?>> PLAIN =
                Set.of(ProjectId.class, Ipv4.class, InterfaceAddress.class, Prefix.class);

        @Override
        public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
            return type instanceof Class<?> set && (PLAIN.contains(set) || ResourceId.class.isAssignableFrom(set))
                    ? Optional.of(value -> (position, statement, _) -> Values.set(statement, position, value))
                    : Optional.empty();
        }
    }

    /// Goes before the library's own treatment of enumerations, which are stored by their Java names.
    private static final class WordArguments implements ArgumentFactory.Preparable {

        @Override
        public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
            return isWord(type)
                    ? Optional.of(value -> (position, statement, _) ->
                            statement.setString(position, value instanceof ApiWord word ? word.word() : null))
                    : Optional.empty();
        }
    }

    private static final class WordMappers implements ColumnMapperFactory {

        @Override
        public Optional<ColumnMapper<?>> build(Type type, ConfigRegistry config) {
            if (!(type instanceof Class<?> set && set.isEnum() && isWord(type))) {
                return Optional.empty();
            }
            Map<String, ?> words = Arrays.stream(set.getEnumConstants())
                    .collect(Collectors.toMap(value -> ((ApiWord) value).word(), Function.identity()));
            return Optional.of((row, column, _) -> words.get(row.getString(column)));
        }
    }

    private static boolean isWord(Type type) {
        return type instanceof Class<?> set && ApiWord.class.isAssignableFrom(set);
    }
}
