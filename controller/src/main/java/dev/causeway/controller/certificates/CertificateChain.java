package dev.causeway.controller.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A certificate and those above it: each is signed by the next, and no two are the same.
public record CertificateChain(List<X509Certificate> certificates) {

    public CertificateChain {
        certificates = List.copyOf(certificates);
    }

    /// Puts together what leads up from a certificate, as far as it is there.
    ///
    /// @param others in any order; what does not lead up is left out
    public static CertificateChain from(X509Certificate own, Collection<X509Certificate> others) {
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        Optional<X509Certificate> next = above(chain, others);
        while (next.isPresent()) {
            chain.add(next.get());
            next = above(chain, others);
        }
        return new CertificateChain(chain);
    }

    /// The one that the others stand above.
    public X509Certificate own() {
        return certificates.getFirst();
    }

    /// Its last, if that is signed by itself. A certificate may be its own root.
    public Optional<X509Certificate> root() {
        return Optional.of(certificates.getLast()).filter(CertificateChain::isSignedByItself);
    }

    /// What a server shows of it: all but the root, which clients have. One that is its own root is shown.
    public List<X509Certificate> shown() {
        boolean leadsToRoot = certificates.size() > 1 && root().isPresent();
        return leadsToRoot ? certificates.subList(0, certificates.size() - 1) : certificates;
    }

    /// The first of these that is not in the chain.
    public Optional<X509Certificate> leftOut(Collection<X509Certificate> others) {
        return others.stream().filter(one -> !certificates.contains(one)).findFirst();
    }

    static boolean isSignedByItself(X509Certificate certificate) {
        return signs(certificate, certificate);
    }

    static boolean signs(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException _) {
            return false;
        }
    }

    /// A root before one of the same key that another authority has signed.
    private static Optional<X509Certificate> above(List<X509Certificate> chain, Collection<X509Certificate> others) {
        X509Certificate last = chain.getLast();
        if (isSignedByItself(last)) {
            return Optional.empty();
        }
        return others.stream()
                .filter(other -> !chain.contains(other) && signs(other, last))
                .min(Comparator.comparing(other -> !isSignedByItself(other)));
    }
}
