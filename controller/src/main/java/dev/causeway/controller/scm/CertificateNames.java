package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.CertificateFacts;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// The hosts that a certificate is for.
///
/// @param all the first is its common name, if it has one; empty if it names none
record CertificateNames(List<String> all) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final String ANY_HOST = "*.";

    CertificateNames {
        all = List.copyOf(all);
    }

    static CertificateNames of(X509Certificate certificate) {
        return new CertificateNames(Stream.concat(common(certificate).stream(), alternative(certificate))
                .distinct()
                .toList());
    }

    /// The one that stands for the certificate: of a certificate that names no host, its whole subject.
    static String main(X509Certificate certificate) {
        List<String> all = of(certificate).all();
        return all.isEmpty() ? CertificateFacts.of(certificate).subject() : all.getFirst();
    }

    /// All but the first.
    List<String> further() {
        return all.stream().skip(1).toList();
    }

    int wildcards() {
        return (int) all.stream().filter(name -> name.startsWith(ANY_HOST)).count();
    }

    /// Of which kind the certificate is.
    String kind() {
        if (all.size() > 1) {
            return "MULTI_DOMAIN";
        }
        return wildcards() > 0 ? "WILDCARD" : "SINGLE_DOMAIN";
    }

    private static Optional<String> common(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .reduce((_, last) -> last);
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }

    private static Stream<String> alternative(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name ->
                            name.getFirst().equals(DNS) || name.getFirst().equals(ADDRESS))
                    .map(name -> name.get(1).toString());
        } catch (CertificateParsingException _) {
            return Stream.empty();
        }
    }
}
