package dev.causeway.controller.certificates;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The certificates that an authority has revoked.
///
/// @param authority whose certificates they are
/// @param serials of the revoked ones
/// @param from when the list was made
/// @param next when the authority makes the next one at the latest, if it says so
public record RevocationList(X509Certificate authority, Set<BigInteger> serials, Instant from, Optional<Instant> next) {

    /// More than any document takes.
    public static final int MOST = 10_000;

    private static final String DELTA = "2.5.29.27";

    public RevocationList {
        serials = Set.copyOf(serials);
    }

    /// Reads what a tenant sends.
    ///
    /// @param authorities one of which must have signed it
    public static Reading read(String content, Collection<X509Certificate> authorities, Instant now) {
        try {
            return judged(Received.revocations(content), authorities, now);
        } catch (UnreadablePem e) {
            return switch (e.layer()) {
                case FORM -> new Reading.Refused(Defect.FORM, e.getMessage());
                case CONTENT -> new Reading.Refused(Defect.CONTENT, e.getMessage());
            };
        }
    }

    /// What comes of reading.
    public sealed interface Reading {

        /// It counts.
        record Usable(RevocationList list) implements Reading {}

        /// It does not.
        ///
        /// @param reason in words
        record Refused(Defect defect, String reason) implements Reading {}
    }

    /// What is wrong with a list.
    public enum Defect {
        /// The text is not PEM, or not of a list.
        FORM,
        /// What the text holds is not a list that says all that is revoked, or is of none of the authorities.
        CONTENT,
        /// It is not valid now.
        DATE
    }

    private static Reading judged(X509CRL list, Collection<X509Certificate> authorities, Instant now) {
        Optional<X509Certificate> signer = authorities.stream()
                .filter(authority -> isSignedBy(list, authority))
                .findFirst();
        if (signer.isEmpty()) {
            return new Reading.Refused(Defect.CONTENT, "none of the client CA certificates has signed it");
        }
        return contentFault(list)
                .map(reason -> new Reading.Refused(Defect.CONTENT, reason))
                .or(() -> dateFault(list, now).map(reason -> new Reading.Refused(Defect.DATE, reason)))
                .<Reading>map(refused -> refused)
                .orElseGet(() -> new Reading.Usable(of(list, signer.get())));
    }

    private static boolean isSignedBy(X509CRL list, X509Certificate authority) {
        if (!authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())
                || !Issuance.allows(authority, Issuance.REVOCATION_SIGN)) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException _) {
            return false;
        }
    }

    /// A list that adds to another, or speaks for other authorities too, would be read as if it were whole.
    private static Optional<String> contentFault(X509CRL list) {
        if (list.getExtensionValue(DELTA) != null) {
            return Optional.of("it says only what has changed since another list: send the whole one");
        }
        if (entries(list).size() > MOST) {
            return Optional.of("it revokes %d certificates, and %d are the most"
                    .formatted(entries(list).size(), MOST));
        }
        return entries(list).stream().anyMatch(entry -> entry.getCertificateIssuer() != null)
                ? Optional.of("it speaks for several authorities: send a list of each")
                : Optional.empty();
    }

    private static Optional<String> dateFault(X509CRL list, Instant now) {
        Instant from = list.getThisUpdate().toInstant();
        if (now.isBefore(from)) {
            return Optional.of("it is valid only from " + from);
        }
        return next(list).filter(now::isAfter).map(next -> "the next one was due at " + next);
    }

    private static RevocationList of(X509CRL list, X509Certificate signer) {
        Set<BigInteger> serials = new TreeSet<>();
        entries(list).forEach(entry -> serials.add(entry.getSerialNumber()));
        return new RevocationList(signer, serials, list.getThisUpdate().toInstant(), next(list));
    }

    private static Optional<Instant> next(X509CRL list) {
        return Optional.ofNullable(list.getNextUpdate()).map(Date::toInstant);
    }

    private static Collection<? extends X509CRLEntry> entries(X509CRL list) {
        return list.getRevokedCertificates() == null ? List.of() : list.getRevokedCertificates();
    }
}
