package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.causeway.controller.certificates.UnreadablePem.Layer;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;

class ReceivedTest {

    private static final String NOT_A_KEY = "must be one private key in PEM (-----BEGIN PRIVATE KEY-----)";

    @Test
    void readsCertificatesInTheirOrderWhateverStandsAround() throws Exception {
        Draft.Made first = Draft.authority("CN=first").signedByItself();
        Draft.Made second = Draft.authority("CN=second").signedByItself();
        String text = "Certificate:\n    Data:\n" + first.pem() + "\n\nsubject=CN=second\n" + second.pem();
        assertThat(Received.certificates(text)).containsExactly(first.certificate(), second.certificate());
        assertThat(Received.certificates(text.replace("\n", "\r\n"))).hasSize(2);
        assertThat(Received.certificates(first.pem().strip())).containsExactly(first.certificate());
    }

    @Test
    void tellsATextThatIsNoPemFromABlockThatHoldsNoCertificate() throws Exception {
        Draft.Made one = Draft.authority("CN=one").signedByItself();
        refuses(() -> Received.certificates(""), Layer.FORM);
        refuses(() -> Received.certificates("anything"), Layer.FORM);
        refuses(() -> Received.certificates("-----BEGIN CERTIFICATE-----\n"), Layer.FORM);
        refuses(() -> Received.certificates(one.pem().replace("-----END", "")), Layer.FORM);
        refuses(() -> Received.certificates(one.pem() + one.keyPem()), Layer.FORM);
        refuses(() -> Received.certificates(one.pem().repeat(11)), Layer.FORM);
        refuses(() -> Received.certificates(Pem.block("CERTIFICATE", new byte[] {1, 2, 3})), Layer.CONTENT);
        refuses(() -> Received.certificates(Pem.block("CERTIFICATE", nested(3000))), Layer.CONTENT);
    }

    @Test
    void readsKeysInAllUsualForms() throws Exception {
        for (KeyPair keys : new KeyPair[] {Draft.rsa(2048), Draft.curve("secp256r1"), Draft.curve("secp521r1")}) {
            String eightForm = Pem.key(keys.getPrivate());
            assertThat(eightForm).startsWith("-----BEGIN PRIVATE KEY-----\n");
            assertThat(Received.key(eightForm)).isEqualTo(keys.getPrivate());
            assertThat(Pem.key(Received.key("\r\n" + old(keys)))).isEqualTo(Pem.key(keys.getPrivate()));
        }
        String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        KeyPair keys = Draft.curve("secp256r1");
        assertThat(Received.key(curve + old(keys))).isEqualTo(keys.getPrivate());
    }

    @Test
    void saysThatAKeyIsUnderAPassword() throws Exception {
        KeyPair keys = Draft.rsa(2048);
        String words = "is protected by a password: send the key without one";
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            var encryptor = new JcePEMEncryptorBuilder("AES-256-CBC").setProvider(new BouncyCastleProvider());
            pem.writeObject(keys.getPrivate(), encryptor.build("secret".toCharArray()));
        }
        assertThat(text.toString()).contains("Proc-Type: 4,ENCRYPTED");
        assertThatThrownBy(() -> Received.key(text.toString())).hasMessage(words);
        var encrypted = new StringWriter();
        try (var pem = new JcaPEMWriter(encrypted)) {
            pem.writeObject(new JcaPKCS8Generator(
                    keys.getPrivate(),
                    new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setRandom(new SecureRandom())
                            .setPassword("secret".toCharArray())
                            .build()));
        }
        assertThat(encrypted.toString()).contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThatThrownBy(() -> Received.key(encrypted.toString())).hasMessage(words);
    }

    @Test
    void refusesWhatIsNotOneKeyAndRepeatsNothingOfIt() throws Exception {
        Draft.Made one = Draft.authority("CN=one").signedByItself();
        String key = one.keyPem();
        for (String text : new String[] {
            "",
            "anything",
            one.pem(),
            key + key,
            key + one.pem(),
            key.substring(0, 100),
            Pem.block("PRIVATE KEY", new byte[] {1, 2, 3}),
            Pem.block("EC PRIVATE KEY", nested(3000)),
            Pem.block("RSA PRIVATE KEY", nested(3000)),
            Pem.block("PRIVATE KEY", nested(3000)),
            Pem.block("PUBLIC KEY", one.keys().getPublic().getEncoded())
        }) {
            assertThatThrownBy(() -> Received.key(text)).hasMessage(NOT_A_KEY).hasNoCause();
        }
        String edwards = Pem.key(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        assertThatThrownBy(() -> Received.key(edwards)).hasMessage("must be a key of RSA or of an elliptic curve");
    }

    @Test
    void tellsWhetherAKeyBelongsToACertificate() throws Exception {
        Draft.Made rsa = Draft.of("CN=rsa", Draft.rsa(2048)).signedByItself();
        Draft.Made curve = Draft.of("CN=curve").signedByItself();
        Draft.Made wide = Draft.of("CN=wide", Draft.curve("secp384r1")).signedByItself();
        assertThat(CertifiedKey.belong(rsa.keys().getPrivate(), rsa.certificate()))
                .isTrue();
        assertThat(CertifiedKey.belong(curve.keys().getPrivate(), curve.certificate()))
                .isTrue();
        assertThat(CertifiedKey.belong(wide.keys().getPrivate(), wide.certificate()))
                .isTrue();
        assertThat(CertifiedKey.belong(rsa.keys().getPrivate(), curve.certificate()))
                .isFalse();
        assertThat(CertifiedKey.belong(curve.keys().getPrivate(), wide.certificate()))
                .isFalse();
        assertThat(CertifiedKey.belong(Draft.rsa(2048).getPrivate(), rsa.certificate()))
                .isFalse();
        assertThat(CertifiedKey.belong(Draft.curve("secp256r1").getPrivate(), curve.certificate()))
                .isFalse();
    }

    private static void refuses(ThrowingCallable reading, Layer layer) {
        assertThatThrownBy(reading)
                .hasNoCause()
                .asInstanceOf(type(UnreadablePem.class))
                .extracting(UnreadablePem::layer)
                .isEqualTo(layer);
    }

    /// PKCS #1 and SEC 1, as older programs write keys.
    private static String old(KeyPair keys) throws Exception {
        var info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        if (keys.getPrivate() instanceof ECPrivateKey curve) {
            int bits = curve.getParams().getOrder().bitLength();
            var parameters = info.getPrivateKeyAlgorithm().getParameters();
            var content = new org.bouncycastle.asn1.sec.ECPrivateKey(bits, curve.getS(), parameters);
            return Pem.block("EC PRIVATE KEY", content.getEncoded());
        }
        return Pem.block(
                "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    }

    /// Sequences in sequences, of no definite length.
    private static byte[] nested(int deep) {
        byte[] content = new byte[4 * deep];
        for (int i = 0; i < deep; i++) {
            content[2 * i] = 0x30;
            content[2 * i + 1] = (byte) 0x80;
        }
        Arrays.fill(content, 2 * deep, content.length, (byte) 0);
        return content;
    }
}
