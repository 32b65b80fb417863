package dev.causeway.agent.routing.vty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Collects the bytes of one answer. It ends with three zeros and a byte that is its status; its text has no zero.
final class AnswerBuffer {

    /// What a table of twenty thousand routes takes though all their paths are as long as may be, and what the
    /// agent can hold.
    static final int LONGEST = 24 << 20;

    private static final int END = 4;

    private byte[] bytes = new byte[1 << 12];
    private int length;

    /// Takes what has come.
    ///
    /// @return the answer, once it is whole
    /// @throws VtyTooLong if it is longer than any answer may be
    Optional<VtyAnswer> add(ByteBuffer more) {
        int whole = length + more.remaining();
        if (whole > LONGEST) {
            throw new VtyTooLong("an answer of more than " + LONGEST + " bytes");
        }
        if (whole > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(whole, 2 * bytes.length));
        }
        more.get(bytes, length, more.remaining());
        length = whole;
        return isWhole() ? Optional.of(answer()) : Optional.empty();
    }

    private boolean isWhole() {
        return length >= END && bytes[length - 4] == 0 && bytes[length - 3] == 0 && bytes[length - 2] == 0;
    }

    private VtyAnswer answer() {
        return new VtyAnswer(
                new String(bytes, 0, length - END, StandardCharsets.UTF_8), Byte.toUnsignedInt(bytes[length - 1]));
    }
}
