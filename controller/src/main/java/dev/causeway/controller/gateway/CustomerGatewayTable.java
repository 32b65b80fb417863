package dev.causeway.controller.gateway;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `customer_gateway`.
final class CustomerGatewayTable {

    private static final RowForm<CustomerGateway> FORM = RowForm.of(CustomerGateway.class, TagTable.FORM);
    private static final Select<CustomerGateway> ALL = Select.of(
            FORM::read, "SELECT " + FORM.columns("g") + ", " + TagTable.column("g.id") + " FROM customer_gateway g");

    private CustomerGatewayTable() {}

    static void insert(Handle tx, CustomerGateway gateway) {
        Write.insert("customer_gateway", FORM.row(gateway)).in(tx);
        TagTable.put(tx, CustomerGateway.TYPE, gateway.project(), gateway.id(), gateway.tags());
    }

    static Select<CustomerGateway> find(ProjectId project, CustomerGatewayId id) {
        return ALL.and(" WHERE g.id = ? AND g.project_id = ?", id, project);
    }

    /// Nobody begins or ends a connection to it until the transaction ends.
    static Optional<CustomerGateway> findAndLock(Handle tx, ProjectId project, CustomerGatewayId id) {
        return find(project, id).and(" FOR UPDATE OF g").first(tx);
    }

    /// Nobody deletes it until the transaction ends.
    static Select<CustomerGateway> findAndKeep(ProjectId project, CustomerGatewayId id) {
        return find(project, id).and(" FOR KEY SHARE OF g");
    }

    /// Which of them a list shall hold.
    ///
    /// @param name a part of theirs
    record Filter(Optional<CustomerGatewayId> id, Optional<NamePart> name) {

        static final Filter NONE = new Filter(Optional.empty(), Optional.empty());

        /// Only conditions that restrict something, so that the database need not look at what they would look at.
        private <T> Select<T> of(Select<T> all, ProjectId project) {
            return all.and(" WHERE g.project_id = ?", project)
                    .and(" AND g.id = ?", id)
                    .and(" AND g.name ILIKE ?", name.map(NamePart::pattern));
        }
    }

    static Select<CustomerGateway> newestFirst(ProjectId project, Filter filter, Optional<Instant> before, int rows) {
        return filter.of(ALL, project).and(" AND g.created_at < ?", before).and(Listing.newest("g", rows));
    }

    static Select<Long> count(ProjectId project, Filter filter) {
        return filter.equals(Filter.NONE)
                ? Listing.total(CustomerGateway.TYPE, project)
                : filter.of(
                        Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM customer_gateway g"), project);
    }

    static void rename(Handle tx, CustomerGatewayId id, ResourceName name, Instant now) {
        tx.createUpdate("UPDATE customer_gateway SET name = :name, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("name", name.text())
                .bind("now", now)
                .execute();
    }

    static void delete(Handle tx, CustomerGatewayId id) {
        tx.createUpdate("DELETE FROM customer_gateway WHERE id = :id")
                .bind("id", id)
                .execute();
        TagTable.removeAll(tx, id);
    }
}
