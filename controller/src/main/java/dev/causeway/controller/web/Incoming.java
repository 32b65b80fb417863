package dev.causeway.controller.web;

import dev.causeway.controller.web.RequestHead.Framing;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The body of a request on its way from the loop, which must not wait, to the thread that answers, which does.
/// [#read] is for that thread, all else for the loop.
final class Incoming {

    private final Client client;
    private final Duration longest;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
    private boolean asked;
    private boolean ended;

    private sealed interface Piece {

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Octets(byte[] octets, boolean last) implements Piece {}

        record Malformed() implements Piece {}

        record Gone() implements Piece {}
    }

    /// Who sends a body.
    interface Client {

        /// Before the first piece is asked for.
        void begins();

        /// Has the loop say that a piece is [asked for][#ask], and go on.
        void more();

        /// After the last that is asked for.
        void ends();
    }

    /// @param longest how long the whole may take
    Incoming(Client client, Duration longest) {
        this.client = client;
        this.longest = longest;
    }

    /// Reads the whole body.
    ///
    /// @param most octets
    /// @param share grows with what is kept
    /// @throws Dispatcher.Refused if it is too large, too slow or malformed
    /// @throws IOException if the client is gone
    byte[] read(Framing framing, int most, Bodies.Share share) throws IOException {
        int limit = limit(framing, most);
        client.begins();
        try {
            return all(limit, share);
        } finally {
            client.ends();
        }
    }

    /// Somebody waits for a piece.
    void ask() {
        asked = true;
    }

    /// Takes something of a body, which is thrown away if nobody waits for it.
    void take(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            hand(new Piece.Malformed());
            return;
        }
        if (asked) {
            byte[] octets = new byte[content.content().readableBytes()];
            content.content().readBytes(octets);
            gathered.writeBytes(octets);
        }
        ended |= content instanceof LastHttpContent;
    }

    /// Hands over what has come.
    ///
    /// @return false if that is nothing, or nobody waits
    boolean give() {
        boolean something = asked && (gathered.size() > 0 || ended);
        if (something) {
            hand(new Piece.Octets(gathered.toByteArray(), ended));
            gathered.reset();
        }
        return something;
    }

    /// No more comes, or nobody waits any longer.
    void gone() {
        hand(new Piece.Gone());
    }

    /// Whether nothing of it is still to come: what follows is another request.
    boolean ended() {
        return ended;
    }

    private void hand(Piece piece) {
        if (asked) {
            asked = false;
            pieces.add(piece);
        }
    }

    private byte[] all(int limit, Bodies.Share share) throws IOException {
        long until = System.nanoTime() + longest.toNanos();
        byte[] bytes = new byte[Math.min(limit, Bodies.FREE)];
        int count = 0;
        for (boolean more = true; more; ) {
            Piece.Octets piece = next(until);
            int needed = count + piece.octets().length;
            if (needed > limit) {
                throw new Dispatcher.Refused(Problem.TOO_LARGE);
            }
            if (needed > bytes.length) {
                int size = Math.min(Math.max(2 * bytes.length, needed), limit);
                share.grow(size);
                bytes = Arrays.copyOf(bytes, size);
            }
            System.arraycopy(piece.octets(), 0, bytes, count, piece.octets().length);
            count = needed;
            more = !piece.last();
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private Piece.Octets next(long until) throws IOException {
        client.more();
        try {
            return switch (pieces.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                case Piece.Octets octets -> octets;
                case Piece.Malformed _ -> throw new Dispatcher.Refused(Problem.NOT_HTTP);
                case Piece.Gone _ -> throw new EOFException("the client went away within a message");
                case null -> throw new Dispatcher.Refused(Problem.TOO_SLOW);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the service is stopping", e);
        }
    }

    private static int limit(Framing framing, int most) {
        return switch (framing) {
            case Framing.Length(long size) when size > most -> throw new Dispatcher.Refused(Problem.TOO_LARGE);
            case Framing.Length(long size) -> (int) size;
            case Framing.None _, Framing.Chunked _ -> most;
        };
    }
}
