package dev.causeway.controller.server;

import dev.causeway.controller.certificates.CertificateChain;
import dev.causeway.controller.certificates.CertifiedKey;
import dev.causeway.controller.certificates.Pem;
import dev.causeway.controller.certificates.ServerFitness;
import dev.causeway.controller.scm.HeldCertificates;
import dev.causeway.controller.scm.HeldKey;
import dev.causeway.controller.scm.ServiceSigning;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.P2cCode;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Takes certificates for servers, with their keys.
final class ServerKeys {

    private final HeldCertificates held;
    private final ServiceSigning signing;
    private final Vault vault;
    private final Clock clock;

    ServerKeys(HeldCertificates held, ServiceSigning signing, Vault vault, Clock clock) {
        this.held = held;
        this.signing = signing;
        this.vault = vault;
        this.clock = clock;
    }

    /// A certificate as a server takes it.
    ///
    /// @param sealedKey the private key, sealed for the server
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Taken(ServerCertificateCopy certificate, byte[] sealedKey) {}

    /// Takes the certificate that a tenant has chosen.
    ///
    /// @param domain whose certificates can be chosen
    /// @throws dev.causeway.model.InvalidInput with its code, if there is none or clients would refuse it
    Taken take(Handle tx, ProjectId project, String domain, ServerId server, CertificateChoice.New choice) {
        return switch (choice) {
            case CertificateChoice.Held chosen -> {
                HeldKey found = held.find(tx, domain, chosen.id())
                        .orElseThrow(() -> P2cCode.SERVER_CERTIFICATE_MISSING
                                .of(chosen.id().text())
                                .at("server_certificate.id"));
                requireFit(found);
                yield new Taken(copy(found), seal(server, found.key()));
            }
            case CertificateChoice.Signed _ -> {
                CertifiedKey made = signing.sign(tx, project, "server-" + server);
                var copy = new ServerCertificateCopy(
                        ServerCertificateCopy.Source.SERVICE_SIGN, "", "service-sign", pem(made.chain()));
                yield new Taken(copy, seal(server, made.key()));
            }
        };
    }

    private void requireFit(HeldKey found) {
        CertificateChain chain = found.certificate().chain();
        ServerFitness.fault(chain, clock.instant()).ifPresent(why -> {
            throw P2cCode.SERVER_CERTIFICATE_ABNORMAL
                    .of(found.certificate().id().text())
                    .because("%s", why)
                    .at("server_certificate.id");
        });
    }

    private static ServerCertificateCopy copy(HeldKey found) {
        return new ServerCertificateCopy(
                ServerCertificateCopy.Source.CCM,
                found.certificate().id().text(),
                found.certificate().name(),
                pem(found.certificate().chain().certificates()));
    }

    private static List<String> pem(List<X509Certificate> chain) {
        return chain.stream().map(one -> Pem.certificates(List.of(one))).toList();
    }

    private byte[] seal(ServerId server, PrivateKey key) {
        return vault.seal(Pem.key(key).getBytes(StandardCharsets.US_ASCII), context(server));
    }

    PrivateKeyPem open(ServerId server, byte[] sealed) {
        return new PrivateKeyPem(new String(vault.open(sealed, context(server)), StandardCharsets.US_ASCII));
    }

    private static String context(ServerId server) {
        return "vpn-server/" + server;
    }
}
