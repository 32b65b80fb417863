package dev.causeway.controller.web;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Between HTTP and the project: makes a [Call] of a request.
final class Exchange {

    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    private static final HexFormat HEX = HexFormat.of();

    private final Dispatcher dispatcher;
    private final Bodies bodies;

    Exchange(Dispatcher dispatcher, Bodies bodies) {
        this.dispatcher = dispatcher;
        this.bodies = bodies;
    }

    /// Nobody need fail to guess it: it only names a call in the log.
    static String newRequestId() {
        var random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /// Who is at the other end of a connection.
    ///
    /// @param certificate of the client, where the listener asks for one
    record Peer(InetAddress address, Optional<X509Certificate> certificate) {}

    /// Has a request answered, if that needs to wait neither for its body nor for others.
    ///
    /// @param answering [answers][#answer] it
    /// @return false if nobody does
    boolean begin(RequestHead head, Runnable answering) {
        return head.isAlone() && dispatcher.begin(head, answering);
    }

    /// Answers a request.
    ///
    /// @throws IOException if the client is gone
    Response answer(RequestHead head, Incoming incoming, Peer peer) throws IOException {
        long begin = System.nanoTime();
        Call call = call(head, peer);
        try (var body = new Received(head, incoming, peer.address())) {
            Response response = dispatcher.answer(call, peer.address(), body);
            LOG.log(
                    Level.DEBUG,
                    () -> "%s %s %d %d us"
                            .formatted(
                                    call.requestId(),
                                    call.method(),
                                    response.status(),
                                    (System.nanoTime() - begin) / 1000));
            return response;
        }
    }

    private static Call call(RequestHead head, Peer peer) {
        return new Call(
                head.method(),
                head.path(),
                head.query(),
                head.headers(),
                Map.of(),
                Optional.empty(),
                Content.NONE,
                new Caller.Nobody(),
                peer.certificate(),
                newRequestId());
    }

    /// A body, and what it takes of the memory.
    private final class Received implements Dispatcher.Request, AutoCloseable {

        private final RequestHead head;
        private final Incoming incoming;
        private final InetAddress from;
        private Optional<Bodies.Share> share = Optional.empty();

        Received(RequestHead head, Incoming incoming, InetAddress from) {
            this.head = head;
            this.incoming = incoming;
            this.from = from;
        }

        @Override
        public boolean isEmpty() {
            return head.isAlone();
        }

        @Override
        public Content read(Admission by, int most) throws IOException {
            requireJson();
            Bodies.Share mine = bodies.share(from, by.proof().map(Admission.Proof::key));
            share = Optional.of(mine);
            return Content.of(incoming.read(head.framing(), most, mine));
        }

        @Override
        public void prove() {
            share.ifPresent(Bodies.Share::prove);
        }

        @Override
        public void close() {
            share.ifPresent(Bodies.Share::close);
        }

        private void requireJson() {
            boolean plain = head.all("content-encoding").isEmpty() || head.names("content-encoding", "identity");
            boolean json = head.all("content-type").stream()
                    .allMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("application/json"));
            if (!plain || !json) {
                throw new Dispatcher.Refused(Problem.NOT_JSON);
            }
        }
    }
}
