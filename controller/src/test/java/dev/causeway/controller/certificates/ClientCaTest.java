package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.causeway.controller.certificates.ClientCa.Defect;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class ClientCaTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    @Test
    void isReadWithWhatTheReferenceShows() throws Exception {
        Draft.Made made = Draft.of("C=CN,ST=JS,L=NJ,O=NYS,OU=N10,CN=testCA.huawei.com", Draft.rsa(3072))
                .asAuthority()
                .numbered(new BigInteger("1591942200161"))
                .signedByItself();
        ClientCa read = usable(made.pem());
        assertThat(read.facts().subject()).isEqualTo("C=CN,ST=JS,L=NJ,O=NYS,OU=N10,CN=testCA.huawei.com");
        assertThat(read.facts().issuer()).isEqualTo(read.facts().subject());
        assertThat(read.facts().serialNumber()).isEqualTo("1591942200161");
        assertThat(read.facts().signatureAlgorithm()).isEqualTo("SHA256WITHRSA");
        assertThat(read.digest()).matches("[0-9a-f]{64}");
        assertThat(read.pem()).isEqualTo(made.pem());
    }

    @Test
    void bringsItsIssuersIfItIsNotSignedByItself() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made middle = Draft.authority("CN=middle").signedBy(root);
        Draft.Made own = Draft.authority("CN=own").signedBy(middle);
        ClientCa read = usable(own.pem() + root.pem() + middle.pem());
        assertThat(read.own()).isEqualTo(own.certificate());
        assertThat(read.chain().certificates())
                .containsExactly(own.certificate(), middle.certificate(), root.certificate());
        assertRefused(own.pem(), Defect.CONTENT, "the issuer of 'CN=own' is missing");
        assertRefused(own.pem() + middle.pem(), Defect.CONTENT, "the issuer of 'CN=middle' is missing");
        Draft.Made other = Draft.authority("CN=other").signedByItself();
        assertRefused(root.pem() + other.pem(), Defect.CONTENT, "number 2 of the content is none of its issuers");
    }

    @Test
    void isRefusedForWhatItIs() throws Exception {
        assertRefused("", Defect.FORM, "must be certificates in PEM");
        assertRefused("x", Defect.FORM, "must be certificates in PEM");
        assertRefused(Pem.block("CERTIFICATE", new byte[] {1}), Defect.CONTENT, "block 1 holds is not an X.509");
        String noAuthority = "its basic constraints or its key usage do not let it sign others";
        assertRefused(Draft.client("CN=a").signedByItself().pem(), Defect.NOT_AN_AUTHORITY, noAuthority);
        Draft.Made noSigner =
                Draft.authority("CN=a").usage(KeyUsage.digitalSignature).signedByItself();
        assertRefused(noSigner.pem(), Defect.NOT_AN_AUTHORITY, noAuthority);
        Draft.Made small = Draft.of("CN=a", Draft.rsa(1024)).asAuthority().signedByItself();
        assertRefused(small.pem(), Defect.KEY_ALGORITHM, "its key must be of RSA with 2048 to 8192 bits");
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made old = Draft.authority("CN=a").signedBy(root, "SHA1");
        assertRefused(old.pem() + root.pem(), Defect.SIGNATURE_ALGORITHM, "not by SHA1WITHECDSA");
        Draft.Made servers =
                Draft.authority("CN=a").purpose(KeyPurposeId.id_kp_serverAuth).signedByItself();
        assertRefused(servers.pem(), Defect.CONTENT, "its extended key usage leaves out clientAuth");
    }

    @Test
    void isRefusedOutsideOfItsTime() throws Exception {
        Draft.Made over = Draft.authority("CN=a").valid(YEAR, DAY.negated()).signedByItself();
        assertRefused(over.pem(), Defect.EXPIRED, "it expired at 20");
        Draft.Made later = Draft.authority("CN=a").valid(DAY.negated(), YEAR).signedByItself();
        assertRefused(later.pem(), Defect.NOT_YET_VALID, "it is valid only from 20");
        Draft.Made root = Draft.authority("CN=root").valid(YEAR, DAY.negated()).signedByItself();
        Draft.Made below = Draft.authority("CN=a").signedBy(root);
        assertRefused(below.pem() + root.pem(), Defect.CONTENT, "of 'CN=root' above it: it expired at 20");
    }

    private static ClientCa usable(String content) {
        return assertThat(ClientCa.read(content, Instant.now()))
                .asInstanceOf(type(ClientCa.Reading.Usable.class))
                .actual()
                .authority();
    }

    private static void assertRefused(String content, Defect defect, String words) {
        assertThat(ClientCa.read(content, Instant.now()))
                .isInstanceOfSatisfying(ClientCa.Reading.Refused.class, refused -> {
                    assertThat(refused.defect()).isEqualTo(defect);
                    assertThat(refused.reason()).contains(words);
                });
    }
}
