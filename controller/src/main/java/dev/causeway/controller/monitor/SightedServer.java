package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Select;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A VPN server for clients, with what its operator should see coming.
///
/// @param certificate its own, in PEM
/// @param authorities of its clients, in PEM
/// @param refused how many clients were ever not let in
record SightedServer(UUID gateway, UUID server, String certificate, List<String> authorities, long refused) {

    private static final String ENDS = "causeway_client_certificate_not_after_seconds";

    /// All of them.
    static Select<SightedServer> all() {
        return Select.of(
                row -> new SightedServer(
                        row.id("gateway_id", id -> id),
                        row.id("id", id -> id),
                        row.text("certificate"),
                        row.texts("authorities"),
                        row.longNumber("refused")),
                """
                SELECT s.id, s.gateway_id, s.certificate_chain[1] AS certificate,
                       ARRAY(SELECT a.chain[1] FROM client_ca a WHERE a.server_id = s.id ORDER BY a.number)
                           AS authorities,
                       (SELECT coalesce(sum(r.number), 0)
                          FROM gateway_node n JOIN refused_login r ON r.node_id = n.id
                         WHERE n.gateway_id = s.gateway_id)::bigint AS refused
                  FROM vpn_server s ORDER BY s.gateway_id, s.id""");
    }

    void tell(ExpositionText text) {
        Map<String, String> labels = Labels.of("gateway", gateway.toString(), "server", server.toString());
        text.value("causeway_client_logins_refused_total", labels, Long.toString(refused));
        end(certificate).ifPresent(end -> text.value(ENDS, Labels.and(labels, "of", "server"), seconds(end)));
        authorities.stream()
                .flatMap(authority -> end(authority).stream())
                .min(Instant::compareTo)
                .ifPresent(end -> text.value(ENDS, Labels.and(labels, "of", "client_ca"), seconds(end)));
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    private static Optional<Instant> end(String pem) {
        try {
            var read = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return read instanceof X509Certificate certificate
                    ? Optional.of(certificate.getNotAfter().toInstant())
                    : Optional.empty();
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }
}
