package dev.causeway.controller.clienttrust;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.certificates.ClientCa;
import dev.causeway.controller.certificates.Pem;
import dev.causeway.controller.certificates.Received;
import dev.causeway.controller.certificates.UnreadablePem;
import dev.causeway.controller.server.ClientCaName;
import dev.causeway.controller.server.ClientCaView;
import dev.causeway.controller.server.NewClientCa;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A client CA of a server. All that is known of it but its name was read of its certificate.
///
/// @param chain in PEM: its own first, then its issuers up to the root
/// @param digest of its certificate
/// @param signer its name and key ([CertificateFacts#signer])
record StoredClientCa(
        ClientCaId id,
        ServerId server,
        ClientCaName name,
        List<String> chain,
        String digest,
        String signer,
        Instant createdAt,
        Instant updatedAt) {

    StoredClientCa {
        chain = List.copyOf(chain);
    }

    static StoredClientCa of(ServerId server, NewClientCa given, Instant now) {
        ClientCa authority = given.authority();
        return new StoredClientCa(
                ClientCaId.random(),
                server,
                given.name(),
                authority.chain().certificates().stream()
                        .map(one -> Pem.certificates(List.of(one)))
                        .toList(),
                authority.digest(),
                CertificateFacts.signer(authority.own()),
                now,
                now);
    }

    X509Certificate own() {
        try {
            return Received.certificates(chain.getFirst()).getFirst();
        } catch (UnreadablePem e) {
            throw new IllegalStateException("a stored certificate cannot be read", e);
        }
    }

    ClientCaView view() {
        return new ClientCaView(id, name, CertificateFacts.of(own()), createdAt, updatedAt);
    }

    Access.Authority onHosts() {
        return new Access.Authority(id, digest, chain);
    }
}
