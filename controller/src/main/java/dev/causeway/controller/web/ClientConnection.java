package dev.causeway.controller.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// One client's connection, from its first octet to its last. What it does next has a deadline, except for work of the
/// service itself; [ClientConnections] ends it when that is past.
///
/// Nothing is read from the client unless somebody wants to go on: a head, a piece of a body, the rest of a refused
/// one.
final class ClientConnection extends ChannelInboundHandlerAdapter implements Incoming.Client, Outgoing.Client {

    private static final Logger LOG = System.getLogger(ClientConnection.class.getName());

    private static final Duration UNTIL_FIRST_REQUEST = Duration.ofSeconds(20);
    private static final Duration UNTIL_NEXT_REQUEST = Duration.ofMinutes(2);
    private static final Duration FOR_A_HEAD = Duration.ofSeconds(20);
    private static final Duration FOR_A_BODY = Duration.ofSeconds(60);
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);
    private static final Duration OVERTIME = Duration.ofSeconds(2);

    private final Channel channel;
    private final HttpServer.Settings settings;
    private final Exchange exchange;
    private final Executor threads;
    private final InetAddress address;

    private volatile Phase phase = Phase.NEW;
    private volatile long since = System.nanoTime();
    private volatile long until = since + UNTIL_FIRST_REQUEST.toNanos();
    private volatile boolean ending;

    private Incoming body = new Incoming(this, FOR_A_BODY);
    private Optional<Exchange.Peer> peer = Optional.empty();
    private final Drain drain;
    private Optional<Telling> telling = Optional.empty();
    private boolean speaking;
    private boolean waitingForLeave;

    /// What a connection is doing.
    enum Phase {
        /// It has not made any request yet.
        NEW,
        /// It has made requests and may make another.
        IDLE,
        /// It sends the body of a request.
        BODY,
        /// It waits for an answer, or takes it.
        ANSWER,
        /// It stays, and is told what happens.
        TOLD
    }

    /// @param threads for what must not hold up the loop
    ClientConnection(
            Channel channel, HttpServer.Settings settings, Exchange exchange, ClientConnections all, Executor threads) {
        this.channel = channel;
        this.settings = settings;
        this.exchange = exchange;
        this.threads = threads;
        this.drain = new Drain(() -> all.placeToDrain(this));
        this.address = Handshake.whose(((InetSocketAddress) channel.remoteAddress()).getAddress());
    }

    /// The client's address; of IPv6 the network of 64 bits, any address of which one client may use.
    InetAddress address() {
        return address;
    }

    Phase phase() {
        return phase;
    }

    /// When the phase began, by the clock of [System#nanoTime()].
    long since() {
        return since;
    }

    /// Whether it should have gone on by now.
    boolean isLate(long now) {
        return now - until > OVERTIME.toNanos();
    }

    /// Ends it after the answer under way, or at once if there is none.
    void end() {
        ending = true;
        switch (phase) {
            case NEW, IDLE -> cut();
            case BODY, ANSWER -> {}
            case TOLD -> inLoop(() -> telling.ifPresent(Telling::end));
        }
    }

    /// Ends it at once. May be called at any time; does not wait for anything.
    void cut() {
        var _ = channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    /// A session takes memory: there is none until the first octet.
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case ByteBuf first -> begin(context, first);
            case HttpRequest request -> received(request);
            case HttpContent content -> received(content);
            default -> ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (body.give()) {
            requests().stop();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        body.gone();
        drain.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "a connection ended", cause);
        cut();
    }

    @Override
    public void begins() {
        next(Phase.BODY, FOR_A_BODY);
        if (waitingForLeave) {
            var _ = channel.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    @Override
    public void more() {
        channel.eventLoop().execute(() -> {
            body.ask();
            if (channel.isActive()) {
                goOn();
            } else {
                body.gone();
            }
        });
    }

    @Override
    public void ends() {
        next(Phase.ANSWER, AS_LONG_AS_IT_TAKES);
    }

    private void begin(ChannelHandlerContext context, ByteBuf first) {
        context.pipeline()
                .addBefore(context.name(), "tls", Handshake.with(settings, UNTIL_FIRST_REQUEST, threads))
                .addBefore(context.name(), "answers", new HttpResponseEncoder())
                .addBefore(context.name(), "requests", new Requests(this::heard))
                .fireChannelRead(first);
    }

    private Requests requests() {
        return channel.pipeline().get(Requests.class);
    }

    /// Who listens has nothing to say.
    private void heard(int octets) {
        if (drain.begun()) {
            if (!drain.pass(octets)) {
                cut();
            }
        } else if (phase == Phase.TOLD) {
            cut();
        } else if (phase == Phase.IDLE && !speaking) {
            speaking = true;
            next(Phase.IDLE, FOR_A_HEAD);
        }
    }

    private void received(HttpRequest request) {
        body = new Incoming(this, FOR_A_BODY);
        speaking = false;
        next(Phase.ANSWER, AS_LONG_AS_IT_TAKES);
        try {
            var head = RequestHead.of(request);
            waitingForLeave = head.names("expect", "100-continue");
            Incoming mine = body;
            Exchange.Peer from = peer();
            Runnable answering = () -> answer(head, mine, from);
            if (!exchange.begin(head, answering)) {
                threads.execute(answering);
            }
        } catch (RequestHead.Malformed e) {
            LOG.log(Level.DEBUG, "a request cannot be read", e);
            inLoop(() -> send(Response.of(Problem.NOT_HTTP, Exchange.newRequestId()), "", true));
        }
    }

    private Exchange.Peer peer() {
        if (peer.isEmpty()) {
            var tls = channel.pipeline().get(SslHandler.class);
            peer = Optional.of(new Exchange.Peer(address, Handshake.certificate(tls)));
        }
        return peer.get();
    }

    private void received(HttpContent content) {
        body.take(content);
        content.release();
        if (drain.begun() && body.ended()) {
            cut();
        }
    }

    private void answer(RequestHead head, Incoming mine, Exchange.Peer from) {
        boolean wished = head.names("connection", "close");
        try {
            Response response = exchange.answer(head, mine, from);
            switch (response.payload()) {
                case Response.Payload.Whole _ ->
                    channel.eventLoop().execute(() -> send(response, head.method(), wished));
                case Response.Payload.Pieces(var flow) -> threads.execute(() -> stream(response, flow, wished));
                case Response.Payload.Told(var teller) ->
                    channel.eventLoop().execute(() -> tell(response, teller, head.method()));
            }
        } catch (IOException | RuntimeException e) {
            broke(e);
        }
    }

    private void broke(Exception cause) {
        LOG.log(Level.DEBUG, "a connection ended", cause);
        cut();
    }

    /// A client may take its time with an answer.
    private void stream(Response response, Body.Flow flow, boolean wished) {
        try {
            send(response, flow, wished);
        } catch (IOException | RuntimeException e) {
            broke(e);
        }
    }

    /// @param wished whether the client wants no more
    private void send(Response response, String method, boolean wished) {
        boolean last = ending || wished || !body.ended();
        next(Phase.ANSWER, settings.patience());
        // Only what goes over the wire is kept until it is taken, not what it was made of.
        Answers.Share held = response.held();
        channel.writeAndFlush(response.toMessage(method, last)).addListener(sent -> {
            held.giveBack();
            sent(sent.isSuccess(), last);
        });
    }

    /// Sends an answer that is made meanwhile. For the thread of a request.
    private void send(Response response, Body.Flow flow, boolean wished) throws IOException {
        boolean last = CompletableFuture.supplyAsync(() -> begin(response, wished), channel.eventLoop())
                .join();
        var outgoing = new Outgoing(channel, flow.length(), this);
        try {
            flow.maker().writeTo(outgoing);
            outgoing.end();
        } catch (Outgoing.Gone gone) {
            throw gone;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "the answer to " + response.requestId() + " broke off", e);
            throw e;
        }
        inLoop(() -> sent(true, last));
    }

    /// @return whether the connection ends with this answer
    private boolean begin(Response response, boolean wished) {
        boolean last = ending || wished || !body.ended();
        var _ = channel.writeAndFlush(response.toMessage("GET", last));
        return last;
    }

    private void tell(Response response, Teller teller, String method) {
        var begun = new Telling(channel, teller, this);
        telling = Optional.of(begun);
        next(Phase.TOLD, settings.patience());
        begun.begin(response.toMessage(method, true));
        if (ending) {
            begun.end();
        }
    }

    @Override
    public void takes() {
        next(phase, settings.patience());
    }

    @Override
    public void took() {
        next(phase, AS_LONG_AS_IT_TAKES);
    }

    private void sent(boolean done, boolean last) {
        if (done && !body.ended()) {
            inLoop(this::drain);
        } else if (done && !last && !ending) {
            next(Phase.IDLE, UNTIL_NEXT_REQUEST);
            inLoop(this::goOn);
        } else {
            cut();
        }
    }

    /// Throws away what still comes. Who sends it holds a place that others may have.
    private void drain() {
        next(Phase.IDLE, Drain.LONGEST);
        body.gone();
        drain.begin();
        var _ = channel.eventLoop().schedule(this::cut, Drain.LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (drain.pass(requests().waiting())) {
            goOn();
        } else {
            cut();
        }
    }

    private void goOn() {
        try {
            requests().goOn();
        } catch (Exception e) {
            exceptionCaught(channel.pipeline().context(this), e);
        }
    }

    private void inLoop(Runnable action) {
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                action.run();
            }
        });
    }

    private void next(Phase now, Duration within) {
        since = System.nanoTime();
        until = since + within.toNanos();
        phase = now;
    }
}
