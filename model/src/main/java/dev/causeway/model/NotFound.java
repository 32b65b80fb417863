package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// There is no such resource for this caller.
public final class NotFound extends ServiceException {

    @FormatMethod
    public NotFound(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
