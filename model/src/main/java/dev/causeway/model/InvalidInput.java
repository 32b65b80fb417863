package dev.causeway.model;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.function.Supplier;

/// The request is wrong as it stands: a value, a combination of values, or a thing that something else still uses.
///
/// Whoever finds out what is wrong names the part by the path that it knows; whoever handed the part over puts its own
/// before that, [within].
public final class InvalidInput extends ServiceException {

    private final transient List<Violation> violations;

    /// Of the request as a whole.
    @FormatMethod
    public InvalidInput(String message, Object... arguments) {
        this(List.of(new Violation("", message.formatted(arguments))));
    }

    /// @param violations at least one
    public InvalidInput(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /// Of one part.
    @FormatMethod
    public static InvalidInput at(String path, @FormatString String message, Object... arguments) {
        return new InvalidInput(List.of(new Violation(path, message.formatted(arguments))));
    }

    /// Works on a part of a request: whatever is wrong is named by a path that begins with that of the part.
    public static <T> T within(String path, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInput e) {
            throw e.under(path);
        }
    }

    /// All that is wrong, as far as it was looked for.
    public List<Violation> violations() {
        return violations;
    }

    private InvalidInput under(String whole) {
        return new InvalidInput(violations.stream().map(one -> one.under(whole)).toList());
    }
}
