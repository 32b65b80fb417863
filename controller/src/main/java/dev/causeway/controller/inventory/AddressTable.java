package dev.causeway.controller.inventory;

import dev.causeway.model.ApiWord;
import dev.causeway.model.Ipv4;
import dev.causeway.model.SubnetId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `subnet_address`.
final class AddressTable {

    private AddressTable() {}

    /// Gives an address to a holder unless somebody has it.
    static boolean insert(Handle tx, Subnet subnet, Ipv4 address, Holder holder) {
        return tx.createUpdate("""
                        INSERT INTO subnet_address (subnet_id, vpc_id, subnet_cidr, address, holder_kind, holder_id)
                        VALUES (:subnet, :vpc, :cidr, :address, :kind, :holder)
                        ON CONFLICT ON CONSTRAINT subnet_address_taken DO NOTHING""")
                        .bind("subnet", subnet.id())
                        .bind("vpc", subnet.vpc())
                        .bind("cidr", subnet.prefix())
                        .bind("address", address)
                        .bind("kind", holder.kind())
                        .bind("holder", holder.id())
                        .execute()
                == 1;
    }

    /// The lowest address that nobody has: the first of the subnet, or the one behind an address that somebody has.
    static Optional<Ipv4> lowestIdle(Handle tx, Subnet subnet) {
        return tx.createQuery("""
                        SELECT candidate FROM (
                            SELECT CAST(:first AS inet) AS candidate
                             UNION ALL
                            SELECT address + 1 FROM subnet_address WHERE subnet_id = :subnet
                        ) AS candidates
                         WHERE candidate <= :last AND NOT EXISTS (
                            SELECT FROM subnet_address WHERE subnet_id = :subnet AND address = candidate)
                         ORDER BY candidate LIMIT 1""")
                .bind("subnet", subnet.id())
                .bind("first", subnet.prefix().network().plus(1))
                .bind("last", subnet.prefix().last().plus(-1))
                .mapTo(String.class)
                .map(Ipv4::parse)
                .findOne();
    }

    static long count(Handle tx, SubnetId subnet) {
        return tx.createQuery("SELECT count(*) FROM subnet_address WHERE subnet_id = :subnet")
                .bind("subnet", subnet)
                .mapTo(Long.class)
                .one();
    }

    /// Who has addresses in a subnet, but for its router.
    static List<Holder> holders(Handle tx, SubnetId subnet) {
        return tx.createQuery("""
                        SELECT holder_kind, holder_id FROM subnet_address
                         WHERE subnet_id = :subnet AND holder_kind <> :router
                         ORDER BY address""")
                .bind("subnet", subnet)
                .bind("router", Holder.Kind.ROUTER)
                .map((row, _) -> new Holder(
                        ApiWord.parse(Holder.Kind.class, row.getString("holder_kind")), row.getString("holder_id")))
                .list();
    }

    static void deleteAll(Handle tx, SubnetId subnet) {
        tx.createUpdate("DELETE FROM subnet_address WHERE subnet_id = :subnet")
                .bind("subnet", subnet)
                .execute();
    }

    static void delete(Handle tx, Holder holder) {
        tx.createUpdate("DELETE FROM subnet_address WHERE holder_kind = :kind AND holder_id = :holder")
                .bind("kind", holder.kind())
                .bind("holder", holder.id())
                .execute();
    }
}
