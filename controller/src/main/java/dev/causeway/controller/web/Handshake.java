package dev.causeway.controller.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// How a connection begins, and who is at its other end.
final class Handshake {

    private static final int IPV4_OCTETS = 4;
    private static final int NETWORK_OCTETS = 8;
    private static final String HTTP = "http/1.1";

    private Handshake() {}

    /// Agrees on keys with a client. Waits for its first octet before it takes the memory that a session needs.
    ///
    /// @param patience how long each octet may take
    static SSLSocket with(Socket client, HttpServer.Settings settings, Duration patience) throws IOException {
        client.setTcpNoDelay(true);
        client.setSoTimeout((int) patience.toMillis());
        int first = client.getInputStream().read();
        if (first < 0) {
            throw new IOException("the client went away without a word");
        }
        var begun = new ByteArrayInputStream(new byte[] {(byte) first});
        SSLSocket tls = (SSLSocket) settings.tls().getSocketFactory().createSocket(client, begun, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setWantClientAuth(settings.clientCertificates());
        tls.setSSLParameters(parameters);
        tls.setHandshakeApplicationProtocolSelector((_, offered) -> offered.contains(HTTP) ? HTTP : "");
        tls.startHandshake();
        return tls;
    }

    /// The certificate that the client showed.
    static Optional<X509Certificate> certificate(SSLSocket tls) {
        try {
            return Arrays.stream(tls.getSession().getPeerCertificates())
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
