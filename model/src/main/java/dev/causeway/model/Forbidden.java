package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// The caller is known and may not do this.
public final class Forbidden extends ServiceException {

    @FormatMethod
    public Forbidden(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
