package dev.causeway.controller.app;

import dev.causeway.model.InvalidInput;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Where the API is found.
///
/// @param address that the listener binds to
/// @param port zero for any that is free
/// @param url how clients call it, if not by address and port
/// @param certificate the operator's own; by default the controller signs one itself
record PublicApi(String address, int port, Optional<URI> url, Optional<CertificateFiles> certificate) {

    static final String LOOPBACK = "127.0.0.1";

    PublicApi {
        if (url.isEmpty() && everywhere(address)) {
            throw new InvalidInput("on all addresses the API needs a public URL by which clients call it");
        }
    }

    /// The operator's own certificate, with its chain, and its key.
    record CertificateFiles(Path certificate, Path key) {}

    /// Reads a public URL: `https://`, a host, perhaps a port, and nothing more.
    static URI url(String text) {
        try {
            URI url = URI.create(text);
            String path = Optional.ofNullable(url.getPath()).orElse("");
            boolean plain = "https".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && (path.isEmpty() || path.equals("/"))
                    && url.getQuery() == null
                    && url.getFragment() == null;
            if (plain) {
                return URI.create("https://" + url.getRawAuthority());
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new InvalidInput("the public URL must be https://HOST or https://HOST:PORT, not '%s'", text);
    }

    /// What clients put before the path of a call.
    String endpoint() {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return url.map(URI::toString).orElseGet(() -> "https://" + host + ":" + port);
    }

    /// The names and addresses by which clients call, beside those of the machine itself.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        url.map(URI::getHost).map(host -> host.replaceAll("[\\[\\]]", "")).ifPresent(names::add);
        if (!everywhere(address)) {
            names.add(address);
        }
        return names;
    }

    private static boolean everywhere(String address) {
        try {
            return InetAddress.getByName(address).isAnyLocalAddress();
        } catch (UnknownHostException _) {
            throw new InvalidInput("'%s' is no address of this machine", address);
        }
    }
}
