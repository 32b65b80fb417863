package dev.causeway.controller.clienttrust;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.server.ClientCaName;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// Rows of `client_ca`.
final class ClientCaTable {

    private static final RowForm<StoredClientCa> FORM = RowForm.of(StoredClientCa.class);
    private static final Select<StoredClientCa> ALL =
            Select.of(FORM::read, "SELECT " + FORM.columns("a") + " FROM client_ca a");
    private static final String IN_ORDER = " ORDER BY a.number";

    private ClientCaTable() {}

    static Write insert(StoredClientCa authority) {
        return Write.insert("client_ca", FORM.row(authority));
    }

    static Select<StoredClientCa> of(ServerId server) {
        return ofAll(List.of(server));
    }

    static Select<StoredClientCa> ofAll(Collection<ServerId> servers) {
        return ALL.and(" WHERE a.server_id = ANY (?::uuid[])" + IN_ORDER, servers);
    }

    /// One of a server of the project.
    static Select<StoredClientCa> find(ProjectId project, ServerId server, ClientCaId id) {
        return ALL.and(
                " JOIN vpn_server s ON s.id = a.server_id WHERE s.project_id = ? AND s.id = ? AND a.id = ?",
                project,
                server,
                id);
    }

    static Write rename(ServerId server, ClientCaId id, ClientCaName name, Instant now) {
        return Write.of(
                "UPDATE client_ca SET name = ?, updated_at = ? WHERE server_id = ? AND id = ?",
                name.text(),
                now,
                server,
                id);
    }

    static Write delete(ServerId server, ClientCaId id) {
        return Write.of("DELETE FROM client_ca WHERE server_id = ? AND id = ?", server, id);
    }

    static Write deleteAll(ServerId server) {
        return Write.of("DELETE FROM client_ca WHERE server_id = ?", server);
    }
}
