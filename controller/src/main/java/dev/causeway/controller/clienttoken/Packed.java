package dev.causeway.controller.clienttoken;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Answers as small as they can be made: sealed ones cannot be packed any more.
final class Packed {

    /// The answer to the creation of 500 users takes half of it.
    static final int LARGEST = 64 << 10;

    private Packed() {}

    /// Packs one, if it does not remain too large.
    static Optional<byte[]> pack(byte[] answer) {
        var packed = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(packed)) {
            packing.write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.size() <= LARGEST ? Optional.of(packed.toByteArray()) : Optional.empty();
    }

    static byte[] unpack(byte[] packed) {
        try (var unpacking = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return unpacking.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a kept answer cannot be read", e);
        }
    }
}
