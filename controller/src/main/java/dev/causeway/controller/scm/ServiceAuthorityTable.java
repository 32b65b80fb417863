package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.ProjectId;
import org.jdbi.v3.core.Handle;

/// Rows of `service_authority`.
final class ServiceAuthorityTable {

    private ServiceAuthorityTable() {}

    static Select<Authority.Sealed> find(ProjectId project) {
        return Select.of(
                row -> new Authority.Sealed(row.bytes("certificate"), row.bytes("sealed_key")),
                "SELECT certificate, sealed_key FROM service_authority WHERE project_id = ?",
                project);
    }

    /// Another transaction may have been faster; then its row counts.
    static Authority.Sealed insertUnlessThere(Handle tx, ProjectId project, Authority.Sealed made) {
        Write.of("""
                        INSERT INTO service_authority (project_id, certificate, sealed_key)
                        VALUES (?, ?, ?) ON CONFLICT DO NOTHING""", project, made.certificate(), made.key()).in(tx);
        return find(project).one(tx);
    }
}
