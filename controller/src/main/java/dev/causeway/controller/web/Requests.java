package dev.causeway.controller.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.function.IntConsumer;

/// Decodes requests, and only as far as somebody wants to go on: it stops behind each head and behind each
/// body. What it does not decode stays as octets, and while it stands still nothing is read from the
/// client. Many small requests or chunks at once thus never become many objects.
final class Requests extends HttpRequestDecoder {

    /// The longest line of a request or of a header.
    static final int LONGEST_LINE = 8 << 10;

    private static final int LARGEST_HEAD = 32 << 10;
    private static final int LARGEST_PIECE = 16 << 10;

    private final IntConsumer heard;
    private ChannelHandlerContext context;
    private boolean standing;

    /// @param heard is told how many octets have come
    Requests(IntConsumer heard) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxChunkSize(LARGEST_PIECE)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.heard = heard;
    }

    /// Goes on until the end of a head or of a body, or until it is stopped.
    void goOn() throws Exception {
        standing = false;
        channelRead(context, Unpooled.EMPTY_BUFFER);
        channelReadComplete(context);
    }

    void stop() {
        standing = true;
    }

    /// How many octets have come that are not decoded.
    int waiting() {
        return actualReadableBytes();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext own) {
        context = own;
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object message) throws Exception {
        if (message instanceof ByteBuf octets && octets.isReadable()) {
            heard.accept(octets.readableBytes());
        }
        super.channelRead(own, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext own) {
        discardSomeReadBytes();
        own.fireChannelReadComplete();
        if (!standing) {
            own.read();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext own, ByteBuf in, List<Object> out) throws Exception {
        if (standing) {
            return;
        }
        super.decode(own, in, out);
        if (!out.isEmpty() && (out.getLast() instanceof HttpMessage || out.getLast() instanceof LastHttpContent)) {
            standing = true;
        }
    }

    /// What could be read in two ways is refused.
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("a length beside chunks");
    }
}
