package dev.causeway.controller.fleet;

import dev.causeway.controller.certificates.Authority;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The one row of `agent_authority`.
final class AuthorityTable {

    private AuthorityTable() {}

    static Optional<Authority.Sealed> find(Handle tx) {
        return tx.createQuery("SELECT certificate, sealed_key FROM agent_authority")
                .map((row, _) -> new Authority.Sealed(row.getBytes("certificate"), row.getBytes("sealed_key")))
                .findOne();
    }

    /// Another replica may have been faster; then its row counts.
    static Authority.Sealed insertUnlessThere(Handle tx, Authority.Sealed made) {
        tx.createUpdate("""
                        INSERT INTO agent_authority (certificate, sealed_key)
                        VALUES (:certificate, :key) ON CONFLICT DO NOTHING""")
                .bind("certificate", made.certificate())
                .bind("key", made.key())
                .execute();
        return find(tx).orElseThrow();
    }
}
