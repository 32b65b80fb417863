package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// Too much at once: the same call may succeed a little later.
public final class Busy extends ServiceException {

    @FormatMethod
    public Busy(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
