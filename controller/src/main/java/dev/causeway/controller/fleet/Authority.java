package dev.causeway.controller.fleet;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.secrets.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The authority of the agent API: it signs the agents' client certificates and the certificates of the
/// controllers' agent listeners, and nothing else trusts it. It lives in the database, so that all replicas
/// are one authority; its key is sealed there.
public final class Authority {

    private static final String SEAL_CONTEXT = "agent-authority";
    private static final X500Name NAME = new X500Name("CN=Causeway agent authority");
    private static final Duration LIFE = Duration.ofDays(20 * 365);
    private static final Duration LISTENER_LIFE = Duration.ofDays(5 * 365);

    /// Clocks of hosts differ a little.
    private static final Duration EARLIER = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final Clock clock;

    private Authority(X509Certificate certificate, PrivateKey key, Clock clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /// A key and its certificates, its own first.
    record Credentials(PrivateKey key, List<X509Certificate> chain) {

        public Credentials {
            chain = List.copyOf(chain);
        }
    }

    /// Whether this database has an authority already, and with it secrets that only its vault opens.
    public static boolean exists(Database database) {
        return database.read(tx -> AuthorityTable.find(tx).isPresent());
    }

    /// The authority of this database; made when there is none.
    public static Authority open(Database database, Vault vault, Clock clock) {
        var stored = database.write(tx ->
                AuthorityTable.find(tx).orElseGet(() -> AuthorityTable.insertUnlessThere(tx, create(vault, clock))));
        try {
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(vault.open(stored.sealedKey(), SEAL_CONTEXT)));
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(stored.certificate()));
            return new Authority(certificate, key, clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the agent authority cannot be read", e);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// What agents verify the controller by.
    public String certificatePem() {
        return Pem.certificates(List.of(certificate));
    }

    /// A new key and certificate for a listener of the agent API.
    ///
    /// @param names host names and addresses at which agents call it
    Credentials forListener(Collection<String> names) {
        try {
            KeyPair keys = newKeys();
            var builder = builder(new X500Name("CN=Causeway controller"), keys.getPublic(), LISTENER_LIFE);
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            return new Credentials(keys.getPrivate(), List.of(sign(builder, key), certificate));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate can be made for the agent listener", e);
        }
    }

    /// What a listener of the agent API needs for TLS: a certificate of its own, and this authority to verify
    /// the agents' certificates by.
    ///
    /// @param names host names and addresses at which agents call it
    public SSLContext listenerTls(Collection<String> names) {
        char[] unused = {'-'};
        try {
            KeyStore own = emptyStore();
            Credentials credentials = forListener(names);
            own.setKeyEntry(
                    "listener", credentials.key(), unused, credentials.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, unused);
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), RANDOM);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS of the agent listener cannot be set up", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /// A client certificate for a key that somebody else holds.
    X509Certificate forClient(String commonName, PublicKey client, Duration life) {
        try {
            var builder = builder(new X500Name("CN=" + commonName), client, life);
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            return sign(builder, key);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no client certificate can be made", e);
        }
    }

    private X509v3CertificateBuilder builder(X500Name subject, PublicKey subjectKey, Duration life) throws IOException {
        var builder = unsigned(subject, subjectKey, clock.instant(), life);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        return builder;
    }

    private static AuthorityTable.Row create(Vault vault, Clock clock) {
        try {
            KeyPair keys = newKeys();
            var builder = unsigned(NAME, keys.getPublic(), clock.instant(), LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            byte[] sealed = vault.seal(keys.getPrivate().getEncoded(), SEAL_CONTEXT);
            return new AuthorityTable.Row(sign(builder, keys.getPrivate()).getEncoded(), sealed);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no agent authority can be made", e);
        }
    }

    private static JcaX509v3CertificateBuilder unsigned(
            X500Name subject, PublicKey subjectKey, Instant now, Duration life) {
        return new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(127, RANDOM),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(life)),
                subject,
                subjectKey);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey issuer)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static GeneralNames alternativeNames(Collection<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }
}
