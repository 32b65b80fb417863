package dev.causeway.controller.clienttrust;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.certificates.RevocationList;
import dev.causeway.controller.database.Joined;
import dev.causeway.controller.server.ClientCaName;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.ClientCrlId;
import dev.causeway.model.ServerId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A list in which a client CA of a server revokes certificates. It goes on to count when the next one is due.
///
/// @param signer the name and key of the CA ([CertificateFacts#signer])
/// @param serials in decimal digits
/// @param madeAt by the CA
/// @param nextAt when the CA makes the next one at the latest, if it says so
/// @param authority the CA, as long as the server has it
record StoredClientCrl(
        ClientCrlId id,
        ServerId server,
        ClientCaName name,
        String signer,
        List<String> serials,
        Instant madeAt,
        Optional<Instant> nextAt,
        Instant createdAt,
        @Joined Optional<ClientCaId> authority) {

    StoredClientCrl {
        serials = List.copyOf(serials);
    }

    static StoredClientCrl of(ServerId server, NewClientCrl given, Instant now) {
        RevocationList list = given.list();
        return new StoredClientCrl(
                ClientCrlId.random(),
                server,
                given.name(),
                CertificateFacts.signer(list.authority()),
                list.serials().stream().map(BigInteger::toString).sorted().toList(),
                list.from(),
                list.next(),
                now,
                Optional.empty());
    }
}
