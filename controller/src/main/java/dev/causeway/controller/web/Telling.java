package dev.causeway.controller.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// An answer that stays open. There is never more of it in memory than one piece: the teller is asked for the next when
/// the client has taken the one before, and not at once then, so that what happens meanwhile is told together.
///
/// All of it happens in the loop of the connection, which ends with it.
final class Telling {

    private static final int BETWEEN_PIECES_MILLISECONDS = 100;

    private final Channel channel;
    private final Teller teller;
    private final Outgoing.Client client;
    private boolean sending;
    private boolean pausing;

    Telling(Channel channel, Teller teller, Outgoing.Client client) {
        this.channel = channel;
        this.teller = teller;
        this.client = client;
    }

    void begin(HttpResponse head) {
        channel.closeFuture().addListener(_ -> teller.gone());
        if (channel.isActive()) {
            // Before anything is sent: that may fail at once, and the teller hear that the client is gone.
            teller.begin(this::wake);
            send(head, this::tell);
            // Nothing is expected from the client, but that it goes away is noticed by reading alone.
            channel.read();
        }
    }

    /// Ends it, at once and in good order if the client has all that was said.
    void end() {
        if (sending) {
            close();
        } else {
            send(LastHttpContent.EMPTY_LAST_CONTENT, this::close);
        }
    }

    private void wake() {
        try {
            channel.eventLoop().execute(this::tell);
        } catch (RejectedExecutionException _) {
            // The listener is closed, and the client gone.
        }
    }

    private void tell() {
        if (sending || pausing || !channel.isActive()) {
            return;
        }
        switch (teller.next()) {
            case Teller.Word.Piece(var octets) ->
                send(new DefaultHttpContent(Unpooled.wrappedBuffer(octets)), this::pause);
            case Teller.Word.Silence _ -> {}
            case Teller.Word.Last(var octets) ->
                send(new DefaultLastHttpContent(Unpooled.wrappedBuffer(octets)), this::close);
        }
    }

    private void send(HttpObject piece, Runnable then) {
        sending = true;
        client.takes();
        channel.writeAndFlush(piece).addListener(sent -> {
            sending = false;
            client.took();
            if (sent.isSuccess()) {
                then.run();
            } else {
                close();
            }
        });
    }

    private void pause() {
        pausing = true;
        var _ = channel.eventLoop().schedule(this::goOn, BETWEEN_PIECES_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void goOn() {
        pausing = false;
        tell();
    }

    private void close() {
        var _ = channel.close();
    }
}
