package dev.causeway.controller.web;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import dev.causeway.model.Unsupported;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a call may say beside its path and its body: what clients are told of it, and how it is read. A route names
/// those that its operation reads.
///
/// @param meaning a sentence without its end, for clients
/// @param form which values are taken
/// @param parser reads a value of that form
public record Parameter<T>(Place place, String name, String meaning, Form form, Times times, Function<String, T> parser)
        implements Parameters {

    /// Where it stands.
    public enum Place {
        QUERY,
        HEADER
    }

    /// How often it stands there.
    public enum Times {
        AT_MOST_ONCE,
        ONCE,
        ANY
    }

    /// Which values it has.
    public sealed interface Form {

        record Plain() implements Form {}

        record Identifier() implements Form {}

        /// A whole number of a range, whose ends belong to it.
        record Range(long least, long most) implements Form {}

        record Words(List<String> words) implements Form {

            public Words {
                words = List.copyOf(words);
            }
        }
    }

    private static final Form PLAIN = new Form.Plain();

    /// Which project a call works in whose path names none.
    public static final Parameter<String> PROJECT = text(
                    "X-Project-Id",
                    "the project that the call works in, by credentials that are for several; without it the first")
            .header();

    /// Which answer a client has.
    static final Parameter<String> KNOWN = text(
                    "If-None-Match", "tags of answers that the client has: if it is one of them, it is answered 304")
            .header();

    /// Any text.
    public static Parameter<String> text(String name, String meaning) {
        return text(name, meaning, text -> text);
    }

    /// A text of a form that is told by its meaning.
    public static <T> Parameter<T> text(String name, String meaning, Function<String, T> parser) {
        return of(name, meaning, PLAIN, parser);
    }

    /// The identifier of a resource.
    public static <T> Parameter<T> id(String name, String meaning, Function<String, T> parser) {
        return of(name, meaning, new Form.Identifier(), parser);
    }

    /// A whole number of a range, whose ends belong to it.
    public static Parameter<Integer> number(String name, String meaning, int least, int most) {
        return of(name, meaning, new Form.Range(least, most), text -> (int) number(text, least, most));
    }

    /// The same of more than an integer holds.
    ///
    /// @param least not below 0
    public static Parameter<Long> count(String name, String meaning, long least, long most) {
        return of(name, meaning, new Form.Range(least, most), text -> number(text, least, most));
    }

    /// One word of a closed set.
    public static <E extends Enum<E> & ApiWord> Parameter<E> word(String name, String meaning, Class<E> set) {
        List<String> words =
                Arrays.stream(set.getEnumConstants()).map(ApiWord::word).toList();
        return of(name, meaning, new Form.Words(words), text -> ApiWord.parse(set, text));
    }

    /// Yes or no.
    public static Parameter<Boolean> flag(String name, String meaning) {
        return of(name, meaning, new Form.Words(List.of("true", "false")), Parameter::truth);
    }

    /// What clients know and is not built: it is refused, so that nobody takes an answer for what was asked.
    public static Parameter<String> unbuilt(String name) {
        return text(name, "not supported yet: a call with it is answered 501", _ -> {
            throw new Unsupported("the parameter %s is not supported yet", name);
        });
    }

    /// One of the query, which need not be there.
    public static <T> Parameter<T> of(String name, String meaning, Form form, Function<String, T> parser) {
        return new Parameter<>(Place.QUERY, name, meaning, form, Times.AT_MOST_ONCE, parser);
    }

    /// The same as a header.
    public Parameter<T> header() {
        return new Parameter<>(Place.HEADER, name, meaning, form, times, parser);
    }

    /// The same that must be there.
    public Parameter<T> required() {
        return new Parameter<>(place, name, meaning, form, Times.ONCE, parser);
    }

    /// The same that may be there several times.
    public Parameter<T> repeated() {
        return new Parameter<>(place, name, meaning, form, Times.ANY, parser);
    }

    @Override
    public Stream<Parameter<?>> each() {
        return Stream.of(this);
    }

    /// Reads a value; a failure is named by the parameter.
    T read(String value) {
        return InvalidInput.within(name, () -> parser.apply(value));
    }

    private static long number(String text, long least, long most) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            long number = digits ? Long.parseLong(text) : -1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Larger than any that is asked for.
        }
        throw new InvalidInput("must be a number from %d to %d, not '%s'", least, most, Quote.of(text));
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInput("must be true or false, not '%s'", Quote.of(text));
        };
    }
}
