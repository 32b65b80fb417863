package dev.causeway.controller.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/// One client's connection, from its first octet to its last. What it does next has a deadline, except for work of the
/// service itself: its own reads keep to it, and [Connections] ends it when they do not return.
final class Connection implements Runnable {

    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private static final Duration UNTIL_FIRST_REQUEST = Duration.ofSeconds(20);
    private static final Duration UNTIL_NEXT_REQUEST = Duration.ofMinutes(2);
    private static final Duration FOR_A_HEAD = Duration.ofSeconds(20);
    private static final Duration FOR_AN_ANSWER = Duration.ofMinutes(1);
    private static final Duration FOR_A_REFUSED_BODY = Duration.ofSeconds(5);
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);
    private static final Duration OVERTIME = Duration.ofSeconds(2);
    private static final long MOST_OF_A_REFUSED_BODY = 16L << 20;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

    private final Socket socket;
    private final HttpServer.Settings settings;
    private final Exchange exchange;
    private final Connections all;
    private final InetAddress address;

    private volatile Phase phase = Phase.NEW;
    private volatile long since = System.nanoTime();
    private volatile long until = since + UNTIL_FIRST_REQUEST.toNanos();
    private volatile boolean ending;

    /// What a connection is doing.
    enum Phase {
        /// It has not made any request yet.
        NEW,
        /// It has made requests and may make another.
        IDLE,
        /// It sends the body of a request.
        BODY,
        /// It waits for an answer, or takes it.
        ANSWER
    }

    Connection(Socket socket, HttpServer.Settings settings, Exchange exchange, Connections all) {
        this.socket = socket;
        this.settings = settings;
        this.exchange = exchange;
        this.all = all;
        this.address = Handshake.whose(socket.getInetAddress());
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
        if (phase == Phase.NEW || phase == Phase.IDLE) {
            cut();
        }
    }

    /// Ends it at once. May be called at any time; does not wait for anything.
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection cannot be closed", e);
        }
    }

    @Override
    public void run() {
        try (socket;
                SSLSocket tls = Handshake.with(socket, settings, UNTIL_FIRST_REQUEST)) {
            serve(tls);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a connection ended", e);
        } finally {
            all.left(this);
        }
    }

    private void serve(SSLSocket tls) throws IOException {
        var peer = new Exchange.Peer(address, Handshake.certificate(tls));
        var in = new Input(tls);
        in.expectUntil(until);
        boolean more = true;
        while (more && !ending) {
            int first = in.read();
            if (first < 0) {
                return;
            }
            in.expectUntil(next(phase, FOR_A_HEAD));
            more = answer(tls, peer, in, first);
            in.expectUntil(next(Phase.IDLE, UNTIL_NEXT_REQUEST));
        }
    }

    /// Answers one request.
    ///
    /// @return whether another may follow
    private boolean answer(SSLSocket tls, Exchange.Peer peer, Input in, int first) throws IOException {
        OutputStream out = tls.getOutputStream();
        RequestHead head;
        Incoming body;
        try {
            head = new HeadReader(in).read(first);
            body = new Incoming(head.framing(), in, new Progress(out, head.names("expect", "100-continue")));
        } catch (RequestHead.Malformed | SocketTimeoutException e) {
            LOG.log(Level.DEBUG, "a request cannot be read", e);
            refuse(tls, in, out);
            return false;
        }
        next(Phase.ANSWER, AS_LONG_AS_IT_TAKES);
        Response response = exchange.answer(head, body, peer);
        boolean last = ending || !body.ended() || head.names("connection", "close");
        send(out, response, head.method(), last);
        if (!body.ended()) {
            drain(body);
        }
        return !last;
    }

    /// Follows the reading of a body.
    private final class Progress implements Incoming.Progress {

        private final OutputStream out;
        private final boolean asked;

        /// @param asked whether the client waits for leave to send
        Progress(OutputStream out, boolean asked) {
            this.out = out;
            this.asked = asked;
        }

        @Override
        public void begins() throws IOException {
            next(Phase.BODY, Incoming.LONGEST);
            if (asked) {
                out.write(CONTINUE);
                out.flush();
            }
        }

        @Override
        public void ends() {
            next(Phase.ANSWER, AS_LONG_AS_IT_TAKES);
        }
    }

    /// Answers what is no HTTP, in which nobody knows where it ends.
    private void refuse(SSLSocket tls, Input in, OutputStream out) throws IOException {
        String requestId = Exchange.newRequestId();
        send(out, Response.of(Problem.NOT_HTTP, requestId), "", true);
        Optional<Connections.Place> place = all.placeToDrain(this);
        if (place.isEmpty()) {
            return;
        }
        try (Connections.Place _ = place.get()) {
            in.expectUntil(next(Phase.ANSWER, FOR_A_REFUSED_BODY));
            tls.shutdownOutput();
            for (long left = MOST_OF_A_REFUSED_BODY; left > 0; ) {
                left -= in.skip(left);
            }
        }
    }

    private void send(OutputStream out, Response response, String method, boolean last) throws IOException {
        next(Phase.ANSWER, FOR_AN_ANSWER);
        out.write(response.toOctets(method, last));
        out.flush();
    }

    /// Lets a client that sends its whole body before it looks for an answer find that answer.
    private void drain(Incoming body) throws IOException {
        try {
            next(Phase.ANSWER, FOR_A_REFUSED_BODY);
            body.drain(Bodies.FREE, FOR_A_REFUSED_BODY);
            if (!body.ended()) {
                drainLarge(body);
            }
        } catch (RequestHead.Malformed e) {
            LOG.log(Level.DEBUG, "a refused body is malformed", e);
        }
    }

    private void drainLarge(Incoming body) throws IOException, RequestHead.Malformed {
        Optional<Connections.Place> place = all.placeToDrain(this);
        if (place.isPresent()) {
            try (Connections.Place _ = place.get()) {
                body.drain(MOST_OF_A_REFUSED_BODY, FOR_A_REFUSED_BODY);
            }
        }
    }

    private long next(Phase now, Duration within) {
        since = System.nanoTime();
        until = since + within.toNanos();
        phase = now;
        return until;
    }
}
