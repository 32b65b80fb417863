package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `p2c_order`.
final class P2cOrderTable {

    private static final RowForm<P2cOrder> FORM = RowForm.of(P2cOrder.class);

    private P2cOrderTable() {}

    static void insert(Handle tx, P2cOrder order) {
        Write.insert("p2c_order", FORM.row(order)).in(tx);
    }

    /// Finds an order and keeps others from carrying it out until the transaction ends.
    static Optional<P2cOrder> lock(Handle tx, ProjectId project, OrderId id) {
        return Select.of(
                        FORM::read,
                        "SELECT " + FORM.columns("o")
                                + " FROM p2c_order o WHERE o.project_id = ? AND o.id = ? FOR UPDATE",
                        project,
                        id.text())
                .first(tx);
    }

    static void markDone(Handle tx, OrderId id, GatewayId gateway, Instant now) {
        Write.of("UPDATE p2c_order SET gateway_id = ?, done_at = ? WHERE id = ?", gateway, now, id.text())
                .in(tx);
    }

    /// Nobody carries out any more what concerns a gateway that goes.
    static void removeOpen(Handle tx, GatewayId gateway) {
        Write.of("DELETE FROM p2c_order WHERE gateway_id = ? AND done_at IS NULL", gateway)
                .in(tx);
    }

    static boolean projectExists(Handle tx, ProjectId project) {
        return Select.of(row -> row.flag("found"), "SELECT EXISTS (SELECT FROM project WHERE id = ?) AS found", project)
                .one(tx);
    }
}
