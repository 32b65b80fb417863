package dev.causeway.controller.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An authority whose clients a server lets in.
///
/// @param chain its certificate and, where that is not signed by itself, its issuers up to the root. These and whatever
///     else they have signed are trusted for nothing else
public record ClientCa(CertificateChain chain) {

    /// Reads what a tenant sends: a certificate, and behind it in any order its issuers, if it is not signed by itself.
    public static Reading read(String content, Instant now) {
        try {
            return judged(Received.certificates(content), now);
        } catch (UnreadablePem e) {
            return switch (e.layer()) {
                case FORM -> new Reading.Refused(Defect.FORM, e.getMessage());
                case CONTENT -> new Reading.Refused(Defect.CONTENT, e.getMessage());
            };
        }
    }

    /// What comes of reading.
    public sealed interface Reading {

        /// Clients are verified by it.
        record Usable(ClientCa authority) implements Reading {}

        /// They are not.
        ///
        /// @param reason in words
        record Refused(Defect defect, String reason) implements Reading {}
    }

    /// What is wrong with an authority.
    public enum Defect {
        KEY_ALGORITHM,
        SIGNATURE_ALGORITHM,
        EXPIRED,
        NOT_YET_VALID,
        /// The text is not PEM, or not of certificates.
        FORM,
        /// What the text holds is not a certificate, or nobody can verify clients by it.
        CONTENT,
        NOT_AN_AUTHORITY
    }

    public X509Certificate own() {
        return chain.own();
    }

    public CertificateFacts facts() {
        return CertificateFacts.of(own());
    }

    /// Its SHA-256 digest, by which the chain that a client shows is known to lead through it.
    public String digest() {
        return CertificateFacts.digest(own());
    }

    /// The certificate with its issuers, as a file for OpenVPN.
    public String pem() {
        return Pem.certificates(chain.certificates());
    }

    private static Reading judged(List<X509Certificate> given, Instant now) {
        X509Certificate own = given.getFirst();
        CertificateChain chain = CertificateChain.from(own, given);
        return ownFault(own, now)
                .or(() -> chainFault(chain, given, now))
                .<Reading>map(refused -> refused)
                .orElseGet(() -> new Reading.Usable(new ClientCa(chain)));
    }

    private static Optional<Reading.Refused> ownFault(X509Certificate own, Instant now) {
        if (!Issuance.isAuthority(own)) {
            return refused(Defect.NOT_AN_AUTHORITY, "its basic constraints or its key usage do not let it sign others");
        }
        Optional<Reading.Refused> strength = Strength.keyFault(own)
                .flatMap(reason -> refused(Defect.KEY_ALGORITHM, reason))
                .or(() -> Strength.signatureFault(own).flatMap(reason -> refused(Defect.SIGNATURE_ALGORITHM, reason)));
        return strength.or(() -> Issuance.validityFault(own, now)
                .flatMap(reason -> refused(Issuance.isOver(own, now) ? Defect.EXPIRED : Defect.NOT_YET_VALID, reason)));
    }

    private static Optional<Reading.Refused> chainFault(
            CertificateChain chain, List<X509Certificate> given, Instant now) {
        if (Purpose.CLIENT.isExcludedBy(chain.own())) {
            return refused(Defect.CONTENT, "its extended key usage leaves out " + Purpose.CLIENT.word());
        }
        return Issuance.fault(chain, Purpose.CLIENT, now)
                .or(() -> chain.leftOut(given)
                        .map(stranger -> "number %d of the content is none of its issuers"
                                .formatted(given.indexOf(stranger) + 1)))
                .flatMap(reason -> refused(Defect.CONTENT, reason));
    }

    private static Optional<Reading.Refused> refused(Defect defect, String reason) {
        return Optional.of(new Reading.Refused(defect, reason));
    }
}
