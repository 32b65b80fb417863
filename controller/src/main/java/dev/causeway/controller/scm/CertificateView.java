package dev.causeway.controller.scm;

import dev.causeway.controller.certificates.CertificateFacts;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// A certificate as the API shows it, by itself.
///
/// @param pushSupport nothing here pushes certificates to other services
/// @param validityPeriod in months
/// @param sans further names, separated by semicolons
/// @param authentification proofs of ownership, which only certificates need that are applied for here
record CertificateView(
        CertificateId id,
        CertificateStatus status,
        String name,
        String pushSupport,
        String signatureAlgorithm,
        String issueTime,
        String notBefore,
        String notAfter,
        long validityPeriod,
        String domainType,
        String domain,
        String sans,
        int domainCount,
        int wildcardCount,
        boolean shared,
        String description,
        String enterpriseProjectId,
        List<String> authentification) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.0", Locale.ROOT);

    static CertificateView of(HeldCertificate held, Instant now) {
        X509Certificate own = held.chain().own();
        CertificateNames names = CertificateNames.of(own);
        return new CertificateView(
                held.id(),
                held.status(now),
                held.name(),
                "OFF",
                CertificateFacts.of(own).signatureAlgorithm(),
                time(own.getNotBefore().toInstant()),
                time(own.getNotBefore().toInstant()),
                time(own.getNotAfter().toInstant()),
                months(own),
                names.kind(),
                CertificateNames.main(own),
                String.join(";", names.further()),
                Math.max(1, names.all().size()),
                names.wildcards(),
                false,
                "",
                held.enterpriseProject(),
                List.of());
    }

    /// The answer to an import.
    record Imported(CertificateId certificateId) {}

    /// One of a list.
    record Line(
            CertificateId id,
            String name,
            String domain,
            String sans,
            String signatureAlgorithm,
            boolean deploySupport,
            String type,
            String brand,
            String expireTime,
            String domainType,
            long validityPeriod,
            CertificateStatus status,
            int domainCount,
            int wildcardCount,
            String description,
            String domainId,
            String enterpriseProjectId) {

        static Line of(HeldCertificate held, Instant now) {
            CertificateView whole = CertificateView.of(held, now);
            return new Line(
                    whole.id(),
                    whole.name(),
                    whole.domain(),
                    whole.sans(),
                    whole.signatureAlgorithm(),
                    false,
                    "",
                    "",
                    whole.notAfter(),
                    whole.domainType(),
                    whole.validityPeriod(),
                    whole.status(),
                    whole.domainCount(),
                    whole.wildcardCount(),
                    whole.description(),
                    held.domain(),
                    whole.enterpriseProjectId());
        }
    }

    /// A page of them.
    record Many(List<Line> certificates, long totalCount) {}

    /// As the service writes times: UTC, without saying so.
    private static String time(Instant moment) {
        return TIME.format(moment.atOffset(ZoneOffset.UTC));
    }

    private static long months(X509Certificate certificate) {
        return ChronoUnit.MONTHS.between(
                LocalDateTime.ofInstant(certificate.getNotBefore().toInstant(), ZoneOffset.UTC),
                LocalDateTime.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC));
    }
}
