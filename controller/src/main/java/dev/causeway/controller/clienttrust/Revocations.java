package dev.causeway.controller.clienttrust;

import dev.causeway.controller.certificates.RevocationList;
import dev.causeway.controller.database.Select;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import org.jdbi.v3.core.Handle;

/// What is revoked on a server: all that any list says of an authority that is there, by whichever of its certificates.
final class Revocations {

    private static final String FROM = """
             FROM client_ca a
             JOIN client_crl c ON c.server_id = a.server_id AND c.signer = a.signer
            CROSS JOIN unnest(c.serials) AS revoked (serial)
            WHERE a.server_id = ?""";

    private Revocations() {}

    static Select<Access.Revoked> of(ServerId server) {
        return Select.of(
                row -> new Access.Revoked(row.text("digest"), row.text("serial")),
                "SELECT DISTINCT a.digest, revoked.serial" + FROM + " ORDER BY a.digest, revoked.serial",
                server);
    }

    /// Checks that a host can be told all of it.
    ///
    /// @throws InvalidInput if it is too much
    static void requireRoom(Handle tx, ServerId server) {
        long revoked = Select.of(
                        row -> row.longNumber("count"),
                        "SELECT count(DISTINCT (a.digest, revoked.serial)) AS count" + FROM,
                        server)
                .one(tx);
        if (revoked > RevocationList.MOST) {
            throw InvalidInput.at(
                    "content",
                    "with it, the lists of the server revoke %d certificates, and %d are the most",
                    revoked,
                    RevocationList.MOST);
        }
    }
}
