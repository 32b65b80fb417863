package dev.causeway.controller.web;

import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/// How a connection begins, and who is at its other end.
final class Handshake {

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);
    private static final int IPV4_OCTETS = 4;
    private static final int NETWORK_OCTETS = 8;
    private static final String HTTP = "http/1.1";

    private Handshake() {}

    /// Agrees on keys with a client.
    ///
    /// @param within how long that may take
    /// @param threads for what takes a processor or waits for a file
    static SslHandler with(HttpServer.Settings settings, Duration within, Executor threads) {
        SSLEngine engine = settings.tls().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setWantClientAuth(settings.clientCertificates());
        engine.setSSLParameters(parameters);
        engine.setHandshakeApplicationProtocolSelector((_, offered) -> offered.contains(HTTP) ? HTTP : "");
        var tls = new SslHandler(engine, threads);
        tls.setHandshakeTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
        tls.setCloseNotifyFlushTimeoutMillis(LONGEST_FAREWELL.toMillis());
        return tls;
    }

    /// The certificate that the client showed.
    static Optional<X509Certificate> certificate(SslHandler tls) {
        try {
            return Arrays.stream(tls.engine().getSession().getPeerCertificates())
                    .findFirst()
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast);
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    /// Whom an address counts for: one client has one address, or any in a network of IPv6.
    static InetAddress whose(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == IPV4_OCTETS) {
            return address;
        }
        Arrays.fill(octets, NETWORK_OCTETS, octets.length, (byte) 0);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
