package dev.causeway.controller.fleet;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The one row of `agent_authority`.
final class AuthorityTable {

    private AuthorityTable() {}

    @SuppressWarnings("ArrayRecordComponent")
    record Row(byte[] certificate, byte[] sealedKey) {}

    static Optional<Row> find(Handle tx) {
        return tx.createQuery("SELECT certificate, sealed_key FROM agent_authority")
                .map((row, _) -> new Row(row.getBytes("certificate"), row.getBytes("sealed_key")))
                .findOne();
    }

    /// Another replica may have been faster; then its row counts.
    static Row insertUnlessThere(Handle tx, Row row) {
        tx.createUpdate("""
                        INSERT INTO agent_authority (certificate, sealed_key)
                        VALUES (:certificate, :key) ON CONFLICT DO NOTHING""")
                .bind("certificate", row.certificate())
                .bind("key", row.sealedKey())
                .execute();
        return find(tx).orElseThrow();
    }
}
