package dev.causeway.controller.fleet;

import dev.causeway.model.HostId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `enrolment_token` and `host_certificate`.
final class EnrolmentTable {

    private EnrolmentTable() {}

    /// Opens a token.
    ///
    /// @return whether there is such a host
    static boolean open(Handle tx, HostId host, byte[] digest, Instant expires) {
        return tx.createUpdate("""
                                INSERT INTO enrolment_token (host_id, digest, expires_at)
                                SELECT id, :digest, :expires FROM host WHERE id = :host
                                ON CONFLICT (host_id)
                                DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at""")
                        .bind("host", host)
                        .bind("digest", digest)
                        .bind("expires", expires)
                        .execute()
                == 1;
    }

    /// The digest of the open token.
    static Optional<byte[]> digest(Handle tx, HostId host, Instant now) {
        return digest(tx, host, now, "");
    }

    /// The same, locked until the transaction ends, so that a token is used once.
    static Optional<byte[]> digestToBurn(Handle tx, HostId host, Instant now) {
        return digest(tx, host, now, " FOR UPDATE");
    }

    private static Optional<byte[]> digest(Handle tx, HostId host, Instant now, String lock) {
        return tx.createQuery("SELECT digest FROM enrolment_token WHERE host_id = :host AND expires_at > :now" + lock)
                .bind("host", host)
                .bind("now", now)
                .map((row, _) -> row.getBytes("digest"))
                .findOne();
    }

    static void burn(Handle tx, HostId host) {
        tx.createUpdate("DELETE FROM enrolment_token WHERE host_id = :host")
                .bind("host", host)
                .execute();
    }

    /// Nobody adds a certificate for the host until the transaction ends.
    static void lockHost(Handle tx, HostId host) {
        tx.createQuery("SELECT id FROM host WHERE id = :host FOR UPDATE")
                .bind("host", host)
                .mapTo(HostId.class)
                .findOne();
    }

    /// Keeps a certificate from being dropped until the transaction ends.
    ///
    /// @return whether it is there
    static boolean keep(Handle tx, BigInteger serial) {
        return tx.createQuery("SELECT 1 FROM host_certificate WHERE serial = :serial FOR SHARE")
                .bind("serial", new BigDecimal(serial))
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void addCertificate(Handle tx, HostId host, X509Certificate certificate) {
        tx.createUpdate("INSERT INTO host_certificate (serial, host_id, not_after) VALUES (:serial, :host, :end)")
                .bind("serial", new BigDecimal(certificate.getSerialNumber()))
                .bind("host", host)
                .bind("end", certificate.getNotAfter().toInstant())
                .execute();
    }

    static void dropCertificates(Handle tx, HostId host) {
        tx.createUpdate("DELETE FROM host_certificate WHERE host_id = :host")
                .bind("host", host)
                .execute();
    }

    static void dropExpired(Handle tx, Instant now) {
        tx.createUpdate("DELETE FROM host_certificate WHERE not_after < :now")
                .bind("now", now)
                .execute();
    }

    static boolean hasCertificate(Handle tx, HostId host, Instant now) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM host_certificate WHERE host_id = :host AND not_after > :now)")
                .bind("host", host)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    static Optional<HostId> hostOf(Handle tx, BigInteger serial, Instant now) {
        return tx.createQuery("SELECT host_id FROM host_certificate WHERE serial = :serial AND not_after > :now")
                .bind("serial", new BigDecimal(serial))
                .bind("now", now)
                .mapTo(HostId.class)
                .findOne();
    }
}
