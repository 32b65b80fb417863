package dev.causeway.controller.web;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Unsupported;
import dev.causeway.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads a JSON object member by member and remembers every [Violation] with its path, such as
/// `vpn_connection.ikepolicy.dh_group`. A member that is null counts as absent; unknown members are
/// tolerated; types are strict.
///
/// After a violation the methods return null (or an empty optional), so that the others are still found. What was built
/// from them is thrown away: the reading as a whole fails with all violations in one [InvalidInput].
public final class JsonReader {

    private final JsonNode object;
    private final String path;
    private final Findings findings;

    private JsonReader(JsonNode object, String path, Findings findings) {
        this.object = object;
        this.path = path;
        this.findings = findings;
    }

    /// Reads a text that is one object.
    ///
    /// @throws InvalidInput with all violations
    public static <T> T read(byte[] text, Function<JsonReader, T> reader) {
        if (text.length == 0) {
            throw new InvalidInput("the body is empty");
        }
        JsonNode root = Json.read(text);
        if (!root.isObject()) {
            throw new InvalidInput("the body is not a JSON object");
        }
        var findings = new Findings();
        return findings.read(() -> build(reader, new JsonReader(root, "", findings)));
    }

    /// Whether the member is there and not null.
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /// Whether the member is there as null, by which some members are reset.
    public boolean isNull(String name) {
        return object.path(name).isNull();
    }

    /// Whether the member is a text.
    public boolean isText(String name) {
        return object.path(name).isString();
    }

    /// The members that are there and not null.
    public Set<String> names() {
        return object.propertyNames().stream().filter(this::has).collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the member is a list without elements.
    public boolean isEmptyList(String name) {
        return member(name).filter(node -> node.isArray() && node.isEmpty()).isPresent();
    }

    public <T> T required(String name, Function<String, T> parser) {
        return need(name, optional(name, parser));
    }

    public <T> Optional<T> optional(String name, Function<String, T> parser) {
        return member(name).flatMap(node -> parse(name, node, parser));
    }

    public <E extends Enum<E> & ApiWord> E requiredWord(String name, Class<E> set) {
        return required(name, text -> ApiWord.parse(set, text));
    }

    public <E extends Enum<E> & ApiWord> Optional<E> optionalWord(String name, Class<E> set) {
        return optional(name, text -> ApiWord.parse(set, text));
    }

    public Integer requiredInt(String name, int least, int most) {
        return need(name, optionalInt(name, least, most));
    }

    public Optional<Integer> optionalInt(String name, int least, int most) {
        return member(name).flatMap(node -> {
            if (node.isIntegralNumber()
                    && node.canConvertToInt()
                    && node.intValue() >= least
                    && node.intValue() <= most) {
                return Optional.of(node.intValue());
            }
            violation(name, "must be a number from %d to %d", least, most);
            return Optional.empty();
        });
    }

    public Optional<Long> optionalLong(String name, long least, long most) {
        return member(name).flatMap(node -> {
            if (node.isIntegralNumber()
                    && node.canConvertToLong()
                    && node.longValue() >= least
                    && node.longValue() <= most) {
                return Optional.of(node.longValue());
            }
            violation(name, "must be a number from %d to %d", least, most);
            return Optional.empty();
        });
    }

    public Optional<Boolean> optionalBoolean(String name) {
        return member(name).flatMap(node -> {
            if (node.isBoolean()) {
                return Optional.of(node.booleanValue());
            }
            violation(name, "must be true or false");
            return Optional.empty();
        });
    }

    /// Reads a list of texts.
    public <T> List<T> requiredList(String name, Function<String, T> parser) {
        return need(name, optionalList(name, parser));
    }

    /// Reads a list of texts of which there may be so many. A longer list is not looked into.
    public <T> List<T> requiredList(String name, int most, Function<String, T> parser) {
        return need(name, texts(name, most, parser));
    }

    public <T> Optional<List<T>> optionalList(String name, Function<String, T> parser) {
        return texts(name, Integer.MAX_VALUE, parser);
    }

    private <T> Optional<List<T>> texts(String name, int most, Function<String, T> parser) {
        return elements(name, most, (element, node) -> parse(element, node, parser));
    }

    public <T> T requiredObject(String name, Function<JsonReader, T> reader) {
        return need(name, optionalObject(name, reader));
    }

    public <T> Optional<T> optionalObject(String name, Function<JsonReader, T> reader) {
        return member(name).flatMap(node -> inner(name, node, reader));
    }

    /// Reads a list of objects.
    public <T> List<T> requiredObjects(String name, Function<JsonReader, T> reader) {
        return need(name, optionalObjects(name, reader));
    }

    /// Reads a list of objects of which there may be so many. A longer list is not looked into.
    public <T> List<T> requiredObjects(String name, int most, Function<JsonReader, T> reader) {
        return need(name, optionalObjects(name, most, reader));
    }

    public <T> Optional<List<T>> optionalObjects(String name, Function<JsonReader, T> reader) {
        return optionalObjects(name, Integer.MAX_VALUE, reader);
    }

    public <T> Optional<List<T>> optionalObjects(String name, int most, Function<JsonReader, T> reader) {
        return elements(name, most, (element, node) -> inner(element, node, reader));
    }

    /// Remembers a violation of a member that the caller found by itself.
    @FormatMethod
    public void violation(String name, @FormatString String message, Object... arguments) {
        remember(name, new Violation("", message.formatted(arguments)));
    }

    /// The same, with the path inside this object.
    public void violation(Violation found) {
        remember("", found);
    }

    /// Makes something of members that are read, whose violations are those of a member.
    ///
    /// @return nothing if it has any
    public <T> Optional<T> check(String name, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (InvalidInput e) {
            remember(name, e);
            return Optional.empty();
        }
    }

    private void remember(String name, InvalidInput refusal) {
        refusal.violations().forEach(violation -> remember(name, violation));
    }

    private void remember(String name, Violation violation) {
        findings.add(Violation.join(path, name), violation);
    }

    private interface Element<T> {
        Optional<T> read(String name, JsonNode node);
    }

    private <T> Optional<List<T>> elements(String name, int most, Element<T> element) {
        return member(name).flatMap(node -> {
            if (!node.isArray()) {
                violation(name, "must be a list");
                return Optional.empty();
            }
            if (node.size() > most) {
                violation(name, "must have at most %d elements, not %d", most, node.size());
                return Optional.empty();
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                element.read(name + "[" + i + "]", node.get(i)).ifPresent(values::add);
            }
            return values.size() == node.size() ? Optional.of(values) : Optional.empty();
        });
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private <T> T need(String name, Optional<T> value) {
        if (!has(name)) {
            violation(name, "is missing");
        }
        return value.orElse(null);
    }

    private <T> Optional<T> parse(String name, JsonNode node, Function<String, T> parser) {
        if (!node.isString()) {
            violation(name, "must be a string");
            return Optional.empty();
        }
        try {
            T value = parser.apply(node.stringValue());
            if (Text.isPlain(node.stringValue())) {
                return Optional.of(value);
            }
            violation(name, "must be Unicode without null characters");
            return Optional.empty();
        } catch (InvalidInput e) {
            remember(name, e);
            return Optional.empty();
        }
    }

    private <T> Optional<T> inner(String name, JsonNode node, Function<JsonReader, T> reader) {
        if (!node.isObject()) {
            violation(name, "must be an object");
            return Optional.empty();
        }
        return Optional.ofNullable(build(reader, new JsonReader(node, Violation.join(path, name), findings)));
    }

    /// Runs a reader. What it throws after a violation is a consequence of it and hides nothing: the violations are
    /// what the caller hears of.
    private static <T> T build(Function<JsonReader, T> reader, JsonReader in) {
        int before = in.findings.count();
        try {
            return reader.apply(in);
        } catch (InvalidInput e) {
            in.remember("", e);
            return null;
        } catch (Findings.Enough e) {
            throw e;
        } catch (Unsupported e) {
            if (in.findings.count() == 0) {
                throw e;
            }
            in.violation("", "%s", e.getMessage());
            return null;
        } catch (RuntimeException e) {
            if (in.findings.count() == before) {
                throw e;
            }
            return null;
        }
    }
}
