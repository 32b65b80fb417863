package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.CertificateChain;
import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.certificates.Pem;
import dev.causeway.controller.certificates.Received;
import dev.causeway.controller.certificates.UnreadablePem;
import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Rows of `held_certificate`.
final class HeldCertificateTable {

    private static final Select<HeldCertificate> ALL = Select.of(
            HeldCertificateTable::read,
            "SELECT id, domain_id, name, enterprise_project_id, chain, created_at FROM held_certificate AS c");

    private HeldCertificateTable() {}

    /// A certificate as it lies there, its key sealed.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(HeldCertificate certificate, byte[] sealedKey) {}

    /// Nobody adds one to the domain until the transaction ends.
    static Select<Integer> lock(String domain) {
        return Select.of(
                row -> row.number("one"),
                "SELECT 1 AS one FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 0))) AS locked",
                "held_certificate/" + domain);
    }

    static Select<Long> count(String domain) {
        return Select.of(
                row -> row.longNumber("count"),
                "SELECT count(*) FROM held_certificate AS c WHERE domain_id = ?",
                domain);
    }

    /// Whether the domain has one with this digest.
    static Select<Boolean> holds(String domain, String digest) {
        return Select.of(
                row -> row.flag("found"),
                "SELECT EXISTS (SELECT FROM held_certificate WHERE domain_id = ? AND digest = ?) AS found",
                domain,
                digest);
    }

    /// Adds one, if its identifier is free.
    ///
    /// @return whether it was
    static boolean insert(Handle tx, Stored stored) {
        HeldCertificate certificate = stored.certificate();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", certificate.id().text());
        row.put("domain_id", certificate.domain());
        row.put("name", certificate.name());
        row.put("enterprise_project_id", certificate.enterpriseProject());
        row.put("chain", Pem.certificates(certificate.chain().certificates()));
        row.put("digest", CertificateFacts.digest(certificate.chain().own()));
        row.put("sealed_key", stored.sealedKey());
        row.put("expires_at", certificate.expiresAt());
        row.put("created_at", certificate.createdAt());
        Write plain = Write.insert("held_certificate", row);
        return new Write(plain.sql() + " ON CONFLICT (id) DO NOTHING", plain.values()).in(tx) > 0;
    }

    static Select<HeldCertificate> find(String domain, CertificateId id) {
        return ALL.and(" WHERE domain_id = ? AND id = ?", domain, id.text());
    }

    static Select<Stored> withKey(String domain, CertificateId id) {
        return Select.of(
                row -> new Stored(read(row), row.bytes("sealed_key")),
                "SELECT * FROM held_certificate WHERE domain_id = ? AND id = ?",
                domain,
                id.text());
    }

    /// Those of a domain that match.
    static Select<HeldCertificate> matching(String domain, CertificateFilter filter, Instant now) {
        return filter.in(ALL.and(" WHERE domain_id = ?", domain), now);
    }

    static Select<Long> countMatching(String domain, CertificateFilter filter, Instant now) {
        return filter.in(count(domain), now);
    }

    /// Deletes one, if it is there.
    ///
    /// @return whether it was
    static boolean delete(Handle tx, String domain, CertificateId id) {
        return Write.of("DELETE FROM held_certificate WHERE domain_id = ? AND id = ?", domain, id.text())
                        .in(tx)
                > 0;
    }

    private static HeldCertificate read(Row row) throws SQLException {
        return new HeldCertificate(
                new CertificateId(row.text("id")),
                row.text("domain_id"),
                row.text("name"),
                row.text("enterprise_project_id"),
                chain(row.text("chain")),
                row.moment("created_at"));
    }

    private static CertificateChain chain(String stored) {
        try {
            return new CertificateChain(Received.certificates(stored));
        } catch (UnreadablePem e) {
            throw new IllegalStateException("a stored certificate cannot be read", e);
        }
    }
}
