package dev.causeway.controller.clienttrust;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.ClientCrlId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;

/// Rows of `client_crl`.
final class ClientCrlTable {

    private static final RowForm<StoredClientCrl> FORM = RowForm.of(StoredClientCrl.class);
    private static final Select<StoredClientCrl> ALL = Select.of(FORM::read, "SELECT " + FORM.columns("c") + """
            , (SELECT a.id FROM client_ca a WHERE a.server_id = c.server_id AND a.signer = c.signer
                ORDER BY a.number LIMIT 1) AS authority
             FROM client_crl c JOIN vpn_server s ON s.id = c.server_id""");

    private ClientCrlTable() {}

    static Write insert(StoredClientCrl list) {
        return Write.insert("client_crl", FORM.row(list));
    }

    static Select<Long> count(ServerId server) {
        return Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM client_crl WHERE server_id = ?", server);
    }

    static Select<StoredClientCrl> of(ProjectId project, ServerId server) {
        return ALL.and(" WHERE s.project_id = ? AND s.id = ? ORDER BY c.number", project, server);
    }

    static Select<StoredClientCrl> find(ProjectId project, ServerId server, ClientCrlId id) {
        return ALL.and(" WHERE s.project_id = ? AND s.id = ? AND c.id = ?", project, server, id);
    }

    static Write delete(ServerId server, ClientCrlId id) {
        return Write.of("DELETE FROM client_crl WHERE server_id = ? AND id = ?", server, id);
    }

    static Write deleteAll(ServerId server) {
        return Write.of("DELETE FROM client_crl WHERE server_id = ?", server);
    }
}
