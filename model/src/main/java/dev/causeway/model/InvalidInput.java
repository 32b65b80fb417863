package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// The request is wrong as it stands: a value, a combination of values, or a thing that something else still uses.
public final class InvalidInput extends ServiceException {

    @FormatMethod
    public InvalidInput(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
