package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateFactsTest {

    @Test
    void areWrittenAsTheReferenceDoes() throws Exception {
        KeyPair keys = Draft.rsa(2048);
        Draft.Made root = Draft.of("C=CN,ST=beijing,L=haidian,O=lesaas,OU=root,CN=www.root.huawei.com", keys)
                .asAuthority()
                .signedByItself();
        Draft.Made server = Draft.server("C=CN,ST=beijing,L=haidian,O=server,OU=server,CN=www.server.huawei.com")
                .numbered(new BigInteger("350612543125953290200975245211283057292471206725"))
                .signedBy(root);
        CertificateFacts facts = CertificateFacts.of(server.certificate());
        assertThat(facts.issuer()).isEqualTo("C=CN,ST=beijing,L=haidian,O=lesaas,OU=root,CN=www.root.huawei.com");
        assertThat(facts.subject()).isEqualTo("C=CN,ST=beijing,L=haidian,O=server,OU=server,CN=www.server.huawei.com");
        assertThat(facts.serialNumber()).isEqualTo("350612543125953290200975245211283057292471206725");
        assertThat(facts.signatureAlgorithm()).isEqualTo("SHA256WITHRSA");
        assertThat(facts.expirationTime()).matches("20..-..-..T..:..:..Z");
        assertThat(CertificateFacts.of(Draft.of("CN=a").signedByItself().certificate())
                        .signatureAlgorithm())
                .isEqualTo("SHA256WITHECDSA");
    }

    @Test
    void keepTheOrderOfTheCertificateAndWhatNamesHold() throws Exception {
        Draft.Made odd = Draft.of("OU=a+CN=one\\, two,O=Beispiel GmbH").signedByItself();
        assertThat(CertificateFacts.of(odd.certificate()).subject()).isEqualTo("OU=a+CN=one\\, two,O=Beispiel GmbH");
    }

    @Test
    void digestsAreThoseOfTheEncodedCertificate() throws Exception {
        var certificate = Draft.of("CN=a").signedByItself().certificate();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        assertThat(CertificateFacts.digest(certificate))
                .isEqualTo(HexFormat.of().formatHex(digest))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void chainsArePutInOrderAndLeaveOutWhatDoesNotLeadUp() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made middle = Draft.authority("CN=middle").signedBy(root);
        Draft.Made sameName = Draft.authority("CN=root").signedByItself();
        Draft.Made server = Draft.server("CN=server").signedBy(middle);
        var given = List.of(root.certificate(), sameName.certificate(), server.certificate(), middle.certificate());
        CertificateChain chain = CertificateChain.from(server.certificate(), given);
        assertThat(chain.certificates())
                .containsExactly(server.certificate(), middle.certificate(), root.certificate());
        assertThat(chain.root()).contains(root.certificate());
        assertThat(chain.shown()).containsExactly(server.certificate(), middle.certificate());
        assertThat(chain.leftOut(given)).contains(sameName.certificate());
    }

    @Test
    void chainsOfTwoThatSignEachOtherEnd() throws Exception {
        var first = Draft.authority("CN=first");
        var second = Draft.authority("CN=second");
        Draft.Made below = first.signedBy(second.signedByItself());
        Draft.Made above = second.signedBy(first.signedByItself());
        CertificateChain chain = CertificateChain.from(below.certificate(), List.of(above.certificate()));
        assertThat(chain.certificates()).containsExactly(below.certificate(), above.certificate());
        assertThat(chain.root()).isEmpty();
    }
}
