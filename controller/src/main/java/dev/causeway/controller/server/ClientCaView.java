package dev.causeway.controller.server;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.model.ClientCaId;
import java.time.Instant;

/// A client CA as the API shows it, by itself and with its server.
public record ClientCaView(
        ClientCaId id,
        String name,
        String issuer,
        String subject,
        String serialNumber,
        String expirationTime,
        String signatureAlgorithm,
        Instant createdAt,
        Instant updatedAt) {

    public ClientCaView(
            ClientCaId id, ClientCaName name, CertificateFacts facts, Instant createdAt, Instant updatedAt) {
        this(
                id,
                name.text(),
                facts.issuer(),
                facts.subject(),
                facts.serialNumber(),
                facts.expirationTime(),
                facts.signatureAlgorithm(),
                createdAt,
                updatedAt);
    }
}
