package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.certificates.Pem;
import dev.causeway.controller.certificates.Received;
import dev.causeway.controller.certificates.UnreadablePem;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rules for certificates that domains hold.
public final class HeldCertificates {

    /// How many a domain may hold.
    static final int MOST = 100;

    private final Questions questions;
    private final Vault vault;
    private final Clock clock;

    HeldCertificates(Questions questions, Vault vault, Clock clock) {
        this.questions = questions;
        this.vault = vault;
        this.clock = clock;
    }

    /// Finds a certificate with its key, for a server that is to show it. Who wants to go on showing it copies both:
    /// its owner may delete it at any time.
    ///
    /// @return empty if the domain holds no such certificate
    public Optional<HeldKey> find(Handle tx, String domain, CertificateId id) {
        return HeldCertificateTable.withKey(domain, id).first(tx).map(this::opened);
    }

    HeldCertificate add(Handle tx, String domain, ImportRequest request) {
        var asked = new Pipeline();
        asked.add(HeldCertificateTable.lock(domain));
        var count = asked.add(HeldCertificateTable.count(domain));
        var there = asked.add(HeldCertificateTable.holds(
                domain, CertificateFacts.digest(request.chain().own())));
        asked.run(tx);
        if (count.first().orElseThrow() >= MOST) {
            throw new InvalidInput("the domain holds %d certificates, which is as many as it may; delete one", MOST);
        }
        if (!request.again() && there.first().orElseThrow()) {
            throw InvalidInput.at("certificate", "the domain holds it already");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<HeldCertificate> added;
        do {
            added = tryToAdd(tx, domain, request, now);
        } while (added.isEmpty());
        return added.get();
    }

    /// Adds it under an identifier that is drawn.
    ///
    /// @return empty if that is taken
    private Optional<HeldCertificate> tryToAdd(Handle tx, String domain, ImportRequest request, Instant now) {
        var drawn = CertificateId.random();
        var certificate =
                new HeldCertificate(drawn, domain, request.name(), request.enterpriseProject(), request.chain(), now);
        byte[] key = vault.seal(Pem.key(request.key()).getBytes(StandardCharsets.US_ASCII), context(drawn));
        return Optional.of(certificate)
                .filter(_ -> HeldCertificateTable.insert(tx, new HeldCertificateTable.Stored(certificate, key)));
    }

    HeldCertificate get(String domain, CertificateId id) {
        return questions.first(HeldCertificateTable.find(domain, id)).orElseThrow(() -> notFound(id));
    }

    Listing<HeldCertificate> list(String domain, CertificateFilter filter, Page<Instant> page) {
        Instant now = clock.instant();
        var asked = new Pipeline();
        var total = asked.add(HeldCertificateTable.countMatching(domain, filter, now));
        var part = asked.add(filter.sorted(HeldCertificateTable.matching(domain, filter, now))
                .and(" LIMIT ? OFFSET ?", page.limit(), page.offset()));
        questions.ask(asked);
        return new Listing<>(part.list(), total.first().orElseThrow());
    }

    void delete(Handle tx, String domain, CertificateId id) {
        if (!HeldCertificateTable.delete(tx, domain, id)) {
            throw notFound(id);
        }
    }

    private HeldKey opened(HeldCertificateTable.Stored stored) {
        byte[] key = vault.open(stored.sealedKey(), context(stored.certificate().id()));
        return new HeldKey(stored.certificate(), key(new String(key, StandardCharsets.US_ASCII)));
    }

    private static PrivateKey key(String stored) {
        try {
            return Received.key(stored);
        } catch (UnreadablePem e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    private static String context(CertificateId id) {
        return "held-certificate/" + id;
    }

    private static NotFound notFound(CertificateId id) {
        return new NotFound("certificate %s is not found", id);
    }
}
