package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.RevocationList.Defect;
import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.LongStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationListTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final BigInteger LARGE = new BigInteger("350612543125953290200975245211283057292471206725");

    private final Instant now = Instant.now();

    private Draft.Made authority;
    private Draft.Made sameName;

    @BeforeEach
    void make() throws Exception {
        int both = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        authority = Draft.authority("CN=clients").usage(both).signedByItself();
        sameName = Draft.authority("CN=clients").usage(both).signedByItself();
    }

    @Test
    void tellsWhoseCertificatesAreRevoked() throws Exception {
        X509CRL list = Draft.revoke(authority, now.minus(DAY), now.plus(DAY), BigInteger.TWO, LARGE);
        RevocationList.Reading read = read(Draft.pem(list), sameName, authority);
        assertThat(read).isInstanceOfSatisfying(RevocationList.Reading.Usable.class, usable -> {
            assertThat(usable.list().authority()).isEqualTo(authority.certificate());
            assertThat(usable.list().serials()).containsExactlyInAnyOrder(BigInteger.TWO, LARGE);
            assertThat(usable.list().next())
                    .hasValueSatisfying(next -> assertThat(next).isAfter(now));
        });
        X509CRL empty = Draft.revoke(authority, now.minus(DAY), now.plus(DAY));
        assertThat(read(Draft.pem(empty), authority))
                .isInstanceOfSatisfying(
                        RevocationList.Reading.Usable.class,
                        usable -> assertThat(usable.list().serials()).isEmpty());
    }

    @Test
    void mustBeSignedByOneOfTheAuthorities() throws Exception {
        String list = Draft.pem(Draft.revoke(authority, now.minus(DAY), now.plus(DAY), BigInteger.TWO));
        String words = "none of the client CA certificates has signed it";
        assertRefused(read(list), Defect.CONTENT, words);
        assertRefused(read(list, sameName), Defect.CONTENT, words);
        Draft.Made withoutRight =
                Draft.of("CN=clients", authority.keys()).asAuthority().signedByItself();
        assertRefused(read(list, withoutRight), Defect.CONTENT, words);
    }

    @Test
    void isRefusedForWhatItIs() throws Exception {
        assertRefused(read("x", authority), Defect.FORM, "must be one list of revoked certificates in PEM");
        assertRefused(read(authority.pem(), authority), Defect.FORM, "must be one list of revoked certificates in PEM");
        String list = Draft.pem(Draft.revoke(authority, now.minus(DAY), now.plus(DAY)));
        assertRefused(read(list + list, authority), Defect.FORM, "must be one list of revoked certificates in PEM");
        assertRefused(
                read(Pem.block("X509 CRL", new byte[] {1, 2}), authority),
                Defect.CONTENT,
                "what the PEM holds is not a list of revoked certificates");
        BigInteger[] many = LongStream.rangeClosed(1, RevocationList.MOST + 1)
                .mapToObj(BigInteger::valueOf)
                .toArray(BigInteger[]::new);
        assertRefused(
                read(Draft.pem(Draft.revoke(authority, now.minus(DAY), now.plus(DAY), many)), authority),
                Defect.CONTENT,
                "it revokes 10001 certificates, and 10000 are the most");
    }

    @Test
    void mustSayAllThatIsRevokedAndOfOneAuthority() throws Exception {
        JcaX509v2CRLBuilder delta = Draft.revocations(authority, now.minus(DAY), now.plus(DAY), BigInteger.TWO);
        delta.addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1));
        assertRefused(read(signed(delta), authority), Defect.CONTENT, "only what has changed since another list");
        JcaX509v2CRLBuilder several = Draft.revocations(authority, now.minus(DAY), now.plus(DAY));
        var other = new ExtensionsGenerator();
        other.addExtension(
                Extension.certificateIssuer, true, new GeneralNames(new GeneralName(new X500Name("CN=other"))));
        other.addExtension(Extension.reasonCode, false, CRLReason.lookup(CRLReason.keyCompromise));
        several.addCRLEntry(BigInteger.TWO, Date.from(now.minus(DAY)), other.generate());
        assertRefused(read(signed(several), authority), Defect.CONTENT, "it speaks for several authorities");
    }

    @Test
    void isRefusedOutsideOfItsTime() throws Exception {
        String over = Draft.pem(Draft.revoke(authority, now.minus(DAY.multipliedBy(2)), now.minus(DAY)));
        assertRefused(read(over, authority), Defect.DATE, "the next one was due at 20");
        String later = Draft.pem(Draft.revoke(authority, now.plus(DAY), now.plus(DAY.multipliedBy(2))));
        assertRefused(read(later, authority), Defect.DATE, "it is valid only from 20");
    }

    private String signed(JcaX509v2CRLBuilder builder) throws Exception {
        return Draft.pem(new JcaX509CRLConverter()
                .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(authority.keys().getPrivate()))));
    }

    private RevocationList.Reading read(String content, Draft.Made... authorities) {
        List<X509Certificate> all =
                Arrays.stream(authorities).map(Draft.Made::certificate).toList();
        return RevocationList.read(content, all, now);
    }

    private static void assertRefused(RevocationList.Reading reading, Defect defect, String words) {
        assertThat(reading).isInstanceOfSatisfying(RevocationList.Reading.Refused.class, refused -> {
            assertThat(refused.defect()).isEqualTo(defect);
            assertThat(refused.reason()).contains(words);
        });
    }
}
