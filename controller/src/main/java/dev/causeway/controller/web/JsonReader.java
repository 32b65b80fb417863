package dev.causeway.controller.web;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.causeway.controller.web.MemberCodes.Wrong;
import dev.causeway.model.ApiWord;
import dev.causeway.model.Coded;
import dev.causeway.model.ErrorCode;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import dev.causeway.model.Unsupported;
import dev.causeway.model.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
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
///
/// A member can have codes for what is wrong with it: `in.raising(code).required(…)`. A text of a code that names
/// something names what was sent, or the member where nothing was or too much.
public final class JsonReader {

    private final JsonNode object;
    private final String path;
    private final Findings findings;
    private final MemberCodes codes;

    private JsonReader(JsonNode object, String path, Findings findings, MemberCodes codes) {
        this.object = object;
        this.path = path;
        this.findings = findings;
        this.codes = codes;
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
        return findings.read(() -> build(reader, new JsonReader(root, "", findings, MemberCodes.NONE)));
    }

    /// Reads the same object with a code for members that are absent, of another type, out of range, malformed or too
    /// many. What lies in a member that is an object has codes of its own.
    public JsonReader raising(ErrorCode.OfMember code) {
        return raising(EnumSet.complementOf(EnumSet.of(Wrong.EMPTY)), code);
    }

    /// The same with a code for required members that are absent.
    public JsonReader whenAbsent(ErrorCode.OfMember code) {
        return raising(EnumSet.of(Wrong.ABSENT), code);
    }

    /// The same with a code for required lists that are absent, and for lists without elements, which are wrong then.
    public JsonReader whenEmpty(ErrorCode.OfMember code) {
        return raising(EnumSet.of(Wrong.ABSENT, Wrong.EMPTY), code);
    }

    /// The same with a code for lists of too many elements.
    public JsonReader whenTooMany(ErrorCode.OfMember code) {
        return raising(EnumSet.of(Wrong.TOO_MANY), code);
    }

    /// The same with a code for what is of another type, out of range or malformed.
    public JsonReader whenWrong(ErrorCode.OfMember code) {
        return raising(EnumSet.of(Wrong.OTHERWISE), code);
    }

    private JsonReader raising(Set<Wrong> what, ErrorCode.OfMember code) {
        return new JsonReader(object, path, findings, codes.with(what, code));
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
        return optionalLong(name, least, most).map(Math::toIntExact);
    }

    public Long requiredLong(String name, long least, long most) {
        return need(name, optionalLong(name, least, most));
    }

    public Optional<Long> optionalLong(String name, long least, long most) {
        return member(name).flatMap(node -> {
            if (node.isIntegralNumber()
                    && node.canConvertToLong()
                    && node.longValue() >= least
                    && node.longValue() <= most) {
                return Optional.of(node.longValue());
            }
            violation(name, "must be a number from %d to %d, not %s", least, most, quoted(name));
            return Optional.empty();
        });
    }

    public Optional<Boolean> optionalBoolean(String name) {
        return member(name).flatMap(node -> {
            if (node.isBoolean()) {
                return Optional.of(node.booleanValue());
            }
            violation(name, "must be true or false, not %s", quoted(name));
            return Optional.empty();
        });
    }

    public Boolean requiredBoolean(String name) {
        return need(name, optionalBoolean(name));
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
        remember(name, codes.violation(Wrong.OTHERWISE, sent(name), message.formatted(arguments)));
    }

    /// The same, with the path inside this object.
    public void violation(Violation found) {
        remember("", found);
    }

    /// Makes something of members that are read, whose violations are those of a member.
    ///
    /// @return nothing if it has any
    public <T> Optional<T> check(String name, Supplier<T> work) {
        return attempt(name, sent(name), work);
    }

    private <T> Optional<T> attempt(String name, String sent, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (InvalidInput e) {
            e.violations().forEach(found -> remember(name, codes.violation(found, sent)));
        } catch (Coded e) {
            remember(name, new Violation("", e.fault()));
        }
        return Optional.empty();
    }

    private void remember(String name, Violation violation) {
        findings.add(Violation.join(path, name), violation);
    }

    /// What a member is quoted by.
    private String sent(String name) {
        return member(name).map(JsonReader::text).orElse(name);
    }

    /// A member in a message, as it was sent. Of what has members of its own only that is told: there may be a secret
    /// among them.
    public String quoted(String name) {
        return member(name).map(JsonReader::quoted).orElse("null");
    }

    private static String quoted(JsonNode node) {
        if (node.isArray()) {
            return "a list";
        }
        return node.isObject() ? "an object" : Quote.of(node.toString());
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
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
            if (node.isEmpty() && codes.has(Wrong.EMPTY)) {
                remember(name, codes.violation(Wrong.EMPTY, name, "must have elements"));
                return Optional.empty();
            }
            if (node.size() > most) {
                String message = "must have at most %d elements, not %d".formatted(most, node.size());
                remember(name, codes.violation(Wrong.TOO_MANY, name, message));
                return Optional.empty();
            }
            return each(name, node, element);
        });
    }

    private static <T> Optional<List<T>> each(String name, JsonNode list, Element<T> element) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            element.read(name + "[" + i + "]", list.get(i)).ifPresent(values::add);
        }
        return values.size() == list.size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private <T> T need(String name, Optional<T> value) {
        if (!has(name)) {
            remember(name, codes.violation(Wrong.ABSENT, name, "is missing"));
        }
        return value.orElse(null);
    }

    private <T> Optional<T> parse(String name, JsonNode node, Function<String, T> parser) {
        return attempt(name, text(node), () -> {
            if (!node.isString()) {
                throw new InvalidInput("must be a string");
            }
            T value = parser.apply(node.stringValue());
            if (!Text.isPlain(node.stringValue())) {
                throw new InvalidInput("must be Unicode without null characters");
            }
            return value;
        });
    }

    private <T> Optional<T> inner(String name, JsonNode node, Function<JsonReader, T> reader) {
        if (!node.isObject()) {
            remember(name, codes.violation(Wrong.OTHERWISE, text(node), "must be an object"));
            return Optional.empty();
        }
        var inside = new JsonReader(node, Violation.join(path, name), findings, MemberCodes.NONE);
        return Optional.ofNullable(build(reader, inside));
    }

    /// Runs a reader. What it throws after a violation is a consequence of it and hides nothing: the violations are
    /// what the caller hears of.
    private static <T> T build(Function<JsonReader, T> reader, JsonReader in) {
        int before = in.findings.count();
        try {
            return reader.apply(in);
        } catch (InvalidInput e) {
            e.violations().forEach(found -> in.remember("", found));
            return null;
        } catch (Coded e) {
            in.remember("", new Violation("", e.fault()));
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
