package dev.causeway.model;

import com.google.errorprone.annotations.FormatMethod;

/// Nobody knows who calls: no credentials, wrong ones, or expired ones.
public final class Unauthenticated extends ServiceException {

    @FormatMethod
    public Unauthenticated(String message, Object... arguments) {
        super(message.formatted(arguments));
    }
}
