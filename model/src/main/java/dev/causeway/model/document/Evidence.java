package dev.causeway.model.document;

import java.util.Objects;

/// What a daemon saw that tells why a tunnel is not up.
///
/// @param code a word for the cause, such as `psk-mismatch`
/// @param line of the daemon's log; empty if there is none
/// @param ourOffer what was offered to the peer, or accepted from it, in the daemon's words; empty if that is not the
///     matter
/// @param theirOffer what the peer offered; empty if the daemon did not see it
public record Evidence(String code, String line, String ourOffer, String theirOffer) {

    public Evidence {
        Objects.requireNonNull(code);
        Objects.requireNonNull(line);
        Objects.requireNonNull(ourOffer);
        Objects.requireNonNull(theirOffer);
    }
}
