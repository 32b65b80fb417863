package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// The resource is in a state in which this cannot be done, and will leave it by itself.
public final class NotReady extends ServiceException {

    @FormatMethod
    public NotReady(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
