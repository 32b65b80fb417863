package dev.causeway.controller.gateway;

import dev.causeway.model.InvalidInput;

/// The number of an autonomous system in BGP (RFC 6793).
public record AsNumber(long value) {

    static final long HIGHEST = 4_294_967_295L;

    public AsNumber {
        if (value < 1 || value > HIGHEST) {
            throw new InvalidInput("must be from 1 to %d", HIGHEST);
        }
    }
}
