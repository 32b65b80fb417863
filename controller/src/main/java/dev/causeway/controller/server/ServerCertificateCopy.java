package dev.causeway.controller.server;

import dev.causeway.controller.certificates.Received;
import dev.causeway.controller.certificates.UnreadablePem;
import dev.causeway.model.ApiWord;
import java.security.cert.X509Certificate;
import java.util.List;

/// The certificate of a server, as it was when the server took it: what its owner does with it later changes
/// nothing. The key is not among this: that is read only to build the document of the node.
///
/// @param id of the one that the domain holds; empty if the service signed it
/// @param chain in PEM: the server's own first, then up to the root
public record ServerCertificateCopy(Source source, String id, String name, List<String> chain) {

    public ServerCertificateCopy {
        chain = List.copyOf(chain);
    }

    /// The server's own.
    X509Certificate own() {
        try {
            return Received.certificates(chain.getFirst()).getFirst();
        } catch (UnreadablePem e) {
            throw new IllegalStateException("a stored certificate cannot be read", e);
        }
    }

    /// Where it comes from.
    public enum Source implements ApiWord {
        CCM,
        SERVICE_SIGN;

        @Override
        public String word() {
            return name();
        }
    }
}
