package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A code as it is said of something.
///
/// @param text of the code, with what it names
/// @param reason where the text alone does not help
public record Fault(ErrorCode code, String text, Optional<String> reason) {

    Fault(ErrorCode code, String text) {
        this(code, text, Optional.empty());
    }

    /// The same with its reason.
    @FormatMethod
    public Fault because(@FormatString String why, Object... arguments) {
        return new Fault(code, text, Optional.of(why.formatted(arguments)));
    }

    /// To be thrown: of the call as a whole.
    public Coded failure() {
        return new Coded(this);
    }

    /// To be thrown: of one part of the request.
    ///
    /// @param path of the part, as whoever finds it knows it; empty for all that it was given
    public InvalidInput at(String path) {
        return new InvalidInput(List.of(new Violation(path, this)));
    }

    /// What people read.
    public String message() {
        return reason.map(why -> text + ": " + why).orElse(text);
    }

    Fault map(UnaryOperator<String> change) {
        return new Fault(code, change.apply(text), reason.map(change));
    }
}
