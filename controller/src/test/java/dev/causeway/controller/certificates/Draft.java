package dev.causeway.controller.certificates;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates of every kind for tests, good ones and such as are refused.
///
/// @param name of the subject, its parts in the order that is written
/// @param keys of the subject
public record Draft(String name, KeyPair keys, Instant from, Instant until, BigInteger serial, List<Part> parts) {

    /// An extension.
    record Part(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {}

    /// A certificate and the key that it is for.
    public record Made(KeyPair keys, X509Certificate certificate) {

        public String pem() {
            return Pem.certificates(List.of(certificate));
        }

        public String keyPem() {
            return Pem.key(keys.getPrivate());
        }
    }

    /// A certificate of nothing in particular for a new key of the curve P-256, valid from yesterday to tomorrow.
    public static Draft of(String name) throws Exception {
        return of(name, TestCertificates.keys());
    }

    public static Draft of(String name, KeyPair keys) {
        return new Draft(
                name,
                keys,
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(1)),
                BigInteger.valueOf(System.nanoTime()),
                List.of());
    }

    /// One for an authority.
    public static Draft authority(String name) throws Exception {
        return of(name).asAuthority();
    }

    /// One that a server may show.
    public static Draft server(String name) throws Exception {
        return of(name).usage(KeyUsage.digitalSignature).purpose(KeyPurposeId.id_kp_serverAuth);
    }

    /// One that a client may show.
    public static Draft client(String name) throws Exception {
        return of(name).usage(KeyUsage.digitalSignature).purpose(KeyPurposeId.id_kp_clientAuth);
    }

    public static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    public static KeyPair curve(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    public Draft asAuthority() {
        return with(Extension.basicConstraints, true, new BasicConstraints(true))
                .usage(KeyUsage.keyCertSign);
    }

    public Draft asLowestAuthority() {
        return with(Extension.basicConstraints, true, new BasicConstraints(0)).usage(KeyUsage.keyCertSign);
    }

    public Draft usage(int bits) {
        return with(Extension.keyUsage, true, new KeyUsage(bits));
    }

    public Draft purpose(KeyPurposeId... purposes) {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    public Draft names(String... hosts) {
        GeneralName[] names = new GeneralName[hosts.length];
        for (int i = 0; i < hosts.length; i++) {
            names[i] = new GeneralName(GeneralName.dNSName, hosts[i]);
        }
        return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    public Draft with(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
        List<Part> more = new ArrayList<>(parts);
        more.removeIf(part -> part.type().equals(type));
        more.add(new Part(type, critical, value));
        return new Draft(name, keys, from, until, serial, more);
    }

    public Draft valid(Duration since, Duration remains) {
        return new Draft(name, keys, Instant.now().minus(since), Instant.now().plus(remains), serial, parts);
    }

    public Draft numbered(BigInteger number) {
        return new Draft(name, keys, from, until, number, parts);
    }

    public Made signedByItself() throws Exception {
        return sign(name, keys, algorithm(keys, "SHA256"));
    }

    public Made signedBy(Made issuer) throws Exception {
        return signedBy(issuer, "SHA256");
    }

    public Made signedBy(Made issuer, String digest) throws Exception {
        return sign(name(issuer), issuer.keys(), algorithm(issuer.keys(), digest));
    }

    /// A list in which an authority revokes certificates.
    public static X509CRL revoke(Made issuer, Instant from, Instant next, BigInteger... serials) throws Exception {
        return new JcaX509CRLConverter()
                .getCRL(revocations(issuer, from, next, serials)
                        .build(new JcaContentSignerBuilder(algorithm(issuer.keys(), "SHA256"))
                                .build(issuer.keys().getPrivate())));
    }

    static JcaX509v2CRLBuilder revocations(Made issuer, Instant from, Instant next, BigInteger... serials) {
        var builder = new JcaX509v2CRLBuilder(issuer.certificate(), Date.from(from));
        builder.setNextUpdate(Date.from(next));
        for (BigInteger serial : serials) {
            builder.addCRLEntry(serial, Date.from(from), CRLReason.keyCompromise);
        }
        return builder;
    }

    public static String pem(X509CRL list) throws Exception {
        return Pem.block("X509 CRL", list.getEncoded());
    }

    private static String name(Made issuer) {
        return CertificateFacts.subject(issuer.certificate());
    }

    private static String algorithm(KeyPair signer, String digest) {
        return digest + (signer.getPrivate().getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA");
    }

    private Made sign(String issuer, KeyPair signer, String algorithm) throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer), serial, Date.from(from), Date.from(until), new X500Name(name), keys.getPublic());
        for (Part part : parts) {
            builder.addExtension(part.type(), part.critical(), part.value());
        }
        var signature = new JcaContentSignerBuilder(algorithm).build(signer.getPrivate());
        return new Made(keys, new JcaX509CertificateConverter().getCertificate(builder.build(signature)));
    }
}
