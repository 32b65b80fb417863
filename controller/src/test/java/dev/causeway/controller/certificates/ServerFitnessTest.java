package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.ProjectId;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFitnessTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    @Test
    void takesAServersCertificateWithItsChainUpToTheRoot() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made middle = Draft.authority("CN=middle").asLowestAuthority().signedBy(root);
        Draft.Made server = Draft.server("CN=server").signedBy(middle);
        assertThat(fault(server, root, middle)).isEmpty();
        assertThat(fault(Draft.server("CN=server").signedBy(root), root)).isEmpty();
        assertThat(fault(Draft.server("CN=alone").signedByItself())).isEmpty();
    }

    @Test
    void takesTheUsualKeysOnly() throws Exception {
        Draft.Made root = Draft.of("CN=root", Draft.rsa(3072)).asAuthority().signedByItself();
        assertThat(fault(server(Draft.rsa(2048)).signedBy(root), root)).isEmpty();
        assertThat(fault(server(Draft.curve("secp384r1")).signedBy(root, "SHA384"), root))
                .isEmpty();
        assertThat(fault(server(Draft.rsa(1024)).signedBy(root), root))
                .contains("its key must be of RSA with 2048 to 8192 bits, or of the curve P-256, P-384 or P-521");
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThat(fault(server(edwards).signedBy(root), root)).isPresent();
        assertThat(fault(Draft.server("CN=server").signedBy(root, "SHA1"), root))
                .contains("it must be signed by RSA or ECDSA with SHA-256, SHA-384 or SHA-512, not by SHA1WITHRSA");
    }

    @Test
    void saysWhenItIsNotValid() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made over = Draft.server("CN=server").valid(YEAR, DAY.negated()).signedBy(root);
        Draft.Made later = Draft.server("CN=server").valid(DAY.negated(), YEAR).signedBy(root);
        assertThat(fault(over, root))
                .hasValueSatisfying(reason -> assertThat(reason).matches("it expired at 20..-..-..T..:..:..Z"));
        assertThat(fault(later, root))
                .hasValueSatisfying(reason -> assertThat(reason).matches("it is valid only from 20..-..-..T..:..:..Z"));
    }

    @Test
    void wantsThatItNamesWhatServersDo() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        String usage = "its key usage does not name digitalSignature";
        String purpose = "its extended key usage does not name serverAuth";
        Draft plain = Draft.of("CN=server");
        assertThat(fault(plain.purpose(KeyPurposeId.id_kp_serverAuth).signedBy(root), root))
                .contains(usage);
        assertThat(fault(
                        Draft.server("CN=server")
                                .usage(KeyUsage.keyEncipherment)
                                .signedBy(root),
                        root))
                .contains(usage);
        assertThat(fault(plain.usage(KeyUsage.digitalSignature).signedBy(root), root))
                .contains(purpose);
        assertThat(fault(Draft.client("CN=client").signedBy(root), root)).contains(purpose);
        assertThat(fault(
                        Draft.server("CN=server")
                                .purpose(KeyPurposeId.anyExtendedKeyUsage)
                                .signedBy(root),
                        root))
                .contains(purpose);
    }

    @Test
    void namesTheIssuerThatIsMissing() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made middle = Draft.authority("O=Example,CN=middle").signedBy(root);
        Draft.Made server = Draft.server("CN=server").signedBy(middle);
        assertThat(fault(server))
                .contains("the issuer of 'CN=server' is missing:"
                        + " the chain must go up to a root, which is signed by itself");
        assertThat(fault(server, root)).isEqualTo(fault(server));
        assertThat(fault(server, middle))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("the issuer of 'O=Example,CN=middle' is missing"));
    }

    @Test
    void looksAtTheIssuersToo() throws Exception {
        Draft.Made over = Draft.authority("CN=root").valid(YEAR, DAY.negated()).signedByItself();
        assertThat(fault(Draft.server("CN=server").signedBy(over), over))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("of 'CN=root' above it: it expired at "));
        Draft.Made nobody = Draft.server("CN=nobody").signedByItself();
        assertThat(fault(Draft.server("CN=server").signedBy(nobody), nobody))
                .contains("of 'CN=nobody' above it: it is not the certificate of an authority");
        Draft.Made clients = Draft.authority("CN=root")
                .purpose(KeyPurposeId.id_kp_clientAuth)
                .signedByItself();
        assertThat(fault(Draft.server("CN=server").signedBy(clients), clients))
                .contains("of 'CN=root' above it: its extended key usage leaves out serverAuth");
    }

    @Test
    void holdsTheChainToItsConstraints() throws Exception {
        Draft.Made root = Draft.authority("CN=root").asLowestAuthority().signedByItself();
        Draft.Made middle = Draft.authority("CN=middle").signedBy(root);
        Draft.Made server = Draft.server("CN=server").signedBy(middle);
        assertThat(fault(server, middle, root))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the chain does not hold: "));
        var unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");
        Draft.Made odd = Draft.server("CN=server")
                .with(unknown, true, new DEROctetString(new byte[1]))
                .signedBy(root);
        assertThat(fault(odd, root))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the chain does not hold: "));
    }

    @Test
    void takesWhatTheServiceSignsItself(@TempDir Path folder) {
        Vault vault = Vault.open(folder.resolve("master.key"));
        ProjectId project = ProjectId.random();
        Clock clock = Clock.systemUTC();
        Authority.Sealed stored = ServiceAuthority.create(project, vault, clock);
        CertifiedKey key = ServiceAuthority.open(stored, project, vault, clock).forServer("a server");
        var chain = new CertificateChain(key.chain());
        assertThat(ServerFitness.fault(chain, Instant.now())).isEmpty();
        assertThat(chain.root()).isPresent();
        assertThat(chain.shown()).containsExactly(chain.own());
        assertThat(CertifiedKey.belong(key.key(), chain.own())).isTrue();
    }

    private static Draft server(KeyPair keys) {
        return Draft.of("CN=server", keys).usage(KeyUsage.digitalSignature).purpose(KeyPurposeId.id_kp_serverAuth);
    }

    private static Optional<String> fault(Draft.Made own, Draft.Made... others) {
        List<X509Certificate> above =
                Stream.of(others).map(Draft.Made::certificate).toList();
        return ServerFitness.fault(CertificateChain.from(own.certificate(), above), Instant.now());
    }
}
