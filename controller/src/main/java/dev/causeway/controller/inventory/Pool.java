package dev.causeway.controller.inventory;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The segment that EIPs come from, as a row of `eip_pool`.
record Pool(Internet internet) {

    /// Makes the pool that of a segment.
    ///
    /// @throws InvalidInput if EIPs of another segment are still assigned
    static void install(Handle tx, Internet internet) {
        tx.execute("LOCK TABLE eip_pool IN EXCLUSIVE MODE");
        Optional<Pool> present = find(tx, "");
        if (present.isPresent() && present.get().internet().equals(internet)) {
            return;
        }
        if (tx.createQuery("SELECT EXISTS (SELECT FROM eip)")
                .mapTo(Boolean.class)
                .one()) {
            throw new InvalidInput(
                    "the internet segment cannot become %s while EIPs of another one are assigned", internet.segment());
        }
        tx.execute("DELETE FROM eip_pool");
        insert(tx, internet);
    }

    static Internet internet(Handle tx) {
        return find(tx, "").orElseThrow(Pool::missing).internet();
    }

    /// Finds the pool and keeps others from assigning addresses of it until the transaction ends.
    static Pool lock(Handle tx) {
        return find(tx, " FOR UPDATE").orElseThrow(Pool::missing);
    }

    /// Whether an address can be an EIP.
    boolean has(Ipv4 address) {
        return internet.segment().contains(address)
                && address.compareTo(internet.firstEip()) >= 0
                && address.compareTo(internet.lastEip()) <= 0;
    }

    /// The lowest address that is no EIP yet.
    Optional<Ipv4> lowestFree(Handle tx) {
        return tx.createQuery("""
                        SELECT candidate FROM (
                            SELECT CAST(:first AS inet) AS candidate
                             UNION ALL
                            SELECT address + 1 FROM eip
                        ) AS candidates
                         WHERE candidate BETWEEN :first AND :last
                           AND NOT EXISTS (SELECT FROM eip WHERE address = candidate)
                         ORDER BY candidate LIMIT 1""")
                .bind("first", internet.firstEip())
                .bind("last", internet.lastEip())
                .mapTo(String.class)
                .map(Ipv4::parse)
                .findOne();
    }

    private static Optional<Pool> find(Handle tx, String lock) {
        return tx.createQuery("SELECT segment FROM eip_pool" + lock)
                .mapTo(String.class)
                .map(segment -> new Pool(new Internet(Prefix.parse(segment))))
                .findOne();
    }

    private static void insert(Handle tx, Internet internet) {
        tx.createUpdate("""
                        INSERT INTO eip_pool (segment, router, first_address, last_address)
                        VALUES (:segment, :router, :first, :last)""")
                .bind("segment", internet.segment())
                .bind("router", internet.router())
                .bind("first", internet.firstEip())
                .bind("last", internet.lastEip())
                .execute();
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("the EIP pool is not installed");
    }
}
