package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// The operation exists in the API and is not built yet.
public final class Unsupported extends ServiceException {

    @FormatMethod
    public Unsupported(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
