package dev.causeway.controller.connection;

import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.PreSharedKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Pre-shared keys at rest: sealed, each for its own connection.
final class Psks {

    private final Vault vault;

    Psks(Vault vault) {
        this.vault = vault;
    }

    byte[] seal(ConnectionId connection, PreSharedKey psk) {
        return vault.seal(psk.secret().getBytes(StandardCharsets.UTF_8), context(connection));
    }

    /// The keys of all connections of a node that have one.
    Map<ConnectionId, PreSharedKey> ofNode(Handle tx, NodeId node) {
        Map<ConnectionId, PreSharedKey> keys = new HashMap<>();
        ConnectionTable.sealedPsks(node)
                .list(tx)
                .forEach(stored -> keys.put(stored.getKey(), open(stored.getKey(), stored.getValue())));
        return keys;
    }

    private PreSharedKey open(ConnectionId connection, byte[] stored) {
        return new PreSharedKey(new String(vault.open(stored, context(connection)), StandardCharsets.UTF_8));
    }

    private static String context(ConnectionId connection) {
        return "psk/" + connection;
    }
}
