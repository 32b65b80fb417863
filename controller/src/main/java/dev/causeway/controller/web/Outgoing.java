package dev.causeway.controller.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;

/// The body of an answer on its way from the thread that makes it to the client. There is never more of it in memory
/// than one piece: the next is taken when the client has the one before.
final class Outgoing extends OutputStream {

    private static final int PIECE = 64 << 10;

    private final Channel channel;
    private final OptionalLong length;
    private final Client client;
    private final byte[] gathered = new byte[PIECE];
    private int count;
    private long passed;

    /// Nobody takes any more.
    static final class Gone extends IOException {

        private static final long serialVersionUID = 1;

        Gone(String message) {
            super(message);
        }
    }

    /// Who takes a body.
    interface Client {

        /// Before a piece is sent.
        void takes();

        /// After it was taken.
        void took();
    }

    /// @param length how long the whole shall be, if that was promised
    Outgoing(Channel channel, OptionalLong length, Client client) {
        this.channel = channel;
        this.length = length;
        this.client = client;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int size) throws IOException {
        Objects.checkFromIndexSize(from, size, octets.length);
        for (int done = 0; done < size; ) {
            int part = Math.min(size - done, PIECE - count);
            System.arraycopy(octets, from + done, gathered, count, part);
            count += part;
            done += part;
            if (count == PIECE) {
                flush();
            }
        }
    }

    /// Sends what is gathered, and waits until the client has it.
    @Override
    public void flush() throws IOException {
        if (count > 0) {
            passed += count;
            if (length.isPresent() && passed > length.getAsLong()) {
                throw new IOException("more than the %d octets promised".formatted(length.getAsLong()));
            }
            send(new DefaultHttpContent(Unpooled.wrappedBuffer(Arrays.copyOf(gathered, count))));
            count = 0;
        }
    }

    /// Sends what is left, and that it was all.
    void end() throws IOException {
        flush();
        if (length.isPresent() && passed < length.getAsLong()) {
            throw new IOException("%d octets instead of the %d promised".formatted(passed, length.getAsLong()));
        }
        send(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void send(HttpContent piece) throws IOException {
        client.takes();
        ChannelFuture sent = channel.writeAndFlush(piece);
        try {
            sent.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Gone("the service is stopping");
        }
        if (!sent.isSuccess()) {
            throw new Gone("the client went away within an answer");
        }
        client.took();
    }
}
