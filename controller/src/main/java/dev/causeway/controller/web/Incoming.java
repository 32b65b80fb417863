package dev.causeway.controller.web;

import dev.causeway.controller.web.RequestHead.Framing;
import dev.causeway.controller.web.RequestHead.Malformed;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The body of a request while it comes in.
final class Incoming {

    /// How long the whole of a body may take.
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int LONGEST_CHUNK_LINE = 256;
    private static final int MOST_TRAILERS = 32;
    private static final int MOST_HEX_DIGITS = 7;

    private final Framing framing;
    private final Input in;
    private final Progress progress;

    /// Of the body or, if it comes in chunks, of the chunk.
    private long left;

    private boolean inChunks;
    private boolean ended;

    /// Who hears when a body is being read.
    interface Progress {

        /// Before the first octet is asked for.
        void begins() throws IOException;

        /// After the last that is asked for.
        void ends();
    }

    Incoming(Framing framing, Input in, Progress progress) {
        this.framing = framing;
        this.in = in;
        this.progress = progress;
        switch (framing) {
            case Framing.None _ -> ended = true;
            case Framing.Length(long size) -> left = size;
            case Framing.Chunked _ -> left = 0;
        }
    }

    /// Whether nothing of it is still to come: the next octet is that of another request.
    boolean ended() {
        return ended;
    }

    /// Reads the whole body.
    ///
    /// @param most octets
    /// @param share grows with what is kept
    /// @throws Dispatcher.Refused if it is too large, too slow or malformed
    byte[] read(int most, Bodies.Share share) throws IOException {
        progress.begins();
        in.expectWithin(LONGEST);
        try {
            return all(most, share);
        } catch (SocketTimeoutException _) {
            throw new Dispatcher.Refused(Problem.TOO_SLOW);
        } catch (Malformed _) {
            throw new Dispatcher.Refused(Problem.NOT_HTTP);
        } finally {
            progress.ends();
        }
    }

    /// Passes over what is still to come.
    ///
    /// @param most octets
    void drain(long most, Duration within) throws IOException, Malformed {
        in.expectWithin(within);
        for (long passed = 0; more() && passed < most; ) {
            int count = in.skip(Math.min(left, most - passed));
            left -= count;
            passed += count;
        }
    }

    private byte[] all(int most, Bodies.Share share) throws IOException, Malformed {
        Optional<Integer> known = known(most);
        byte[] bytes = new byte[Math.min(known.orElse(most), Bodies.FREE)];
        int count = 0;
        while (more()) {
            if (count == most) {
                throw new Dispatcher.Refused(Problem.TOO_LARGE);
            }
            if (count == bytes.length) {
                int size = Math.min(2 * count, known.orElse(most));
                share.grow(size);
                bytes = Arrays.copyOf(bytes, size);
            }
            int read = in.read(bytes, count, (int) Math.min(left, bytes.length - count));
            left -= read;
            count += read;
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private Optional<Integer> known(int most) {
        return switch (framing) {
            case Framing.Length(long size) when size > most -> throw new Dispatcher.Refused(Problem.TOO_LARGE);
            case Framing.Length(long size) -> Optional.of((int) size);
            case Framing.None _, Framing.Chunked _ -> Optional.empty();
        };
    }

    private boolean more() throws IOException, Malformed {
        if (left == 0 && !ended) {
            if (framing instanceof Framing.Chunked) {
                nextChunk();
            } else {
                ended = true;
            }
        }
        return !ended;
    }

    private void nextChunk() throws IOException, Malformed {
        if (inChunks && !line().isEmpty()) {
            throw new Malformed("a chunk does not end where it says");
        }
        inChunks = true;
        String size = line().split(";", 2)[0].strip();
        if (size.isEmpty() || size.length() > MOST_HEX_DIGITS || !size.chars().allMatch(HexFormat::isHexDigit)) {
            throw new Malformed("a chunk has no size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            passTrailers();
            ended = true;
        }
    }

    private void passTrailers() throws IOException, Malformed {
        for (int count = 0; !line().isEmpty(); count++) {
            if (count == MOST_TRAILERS) {
                throw new Malformed("the body has too many trailers");
            }
        }
    }

    private String line() throws IOException, Malformed {
        return HeadReader.line(in, in.need(), LONGEST_CHUNK_LINE);
    }
}
