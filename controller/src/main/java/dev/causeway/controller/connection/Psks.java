package dev.causeway.controller.connection;

import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.PreSharedKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Pre-shared keys at rest: sealed, each for its own connection.
final class Psks {

    private final Vault vault;

    Psks(Vault vault) {
        this.vault = vault;
    }

    void store(Handle tx, ConnectionId connection, PreSharedKey psk) {
        byte[] clear = psk.secret().getBytes(StandardCharsets.UTF_8);
        ConnectionWrites.storePsk(tx, connection, vault.seal(clear, context(connection)));
    }

    Optional<PreSharedKey> open(Handle tx, ConnectionId connection) {
        return ConnectionTable.sealedPsk(tx, connection)
                .map(stored -> vault.open(stored, context(connection)))
                .map(clear -> new PreSharedKey(new String(clear, StandardCharsets.UTF_8)));
    }

    private static String context(ConnectionId connection) {
        return "psk/" + connection;
    }
}
