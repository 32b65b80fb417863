package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// Something that the service itself stands on, such as the database, does not answer: the same call may succeed a
/// little later.
public final class Unavailable extends ServiceException {

    @FormatMethod
    public Unavailable(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
