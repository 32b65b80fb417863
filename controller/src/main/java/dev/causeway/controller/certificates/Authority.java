package dev.causeway.controller.certificates;

import dev.causeway.controller.secrets.Vault;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/// Signs certificates of servers and of clients. Whoever has one keeps it in a table of their own, [Sealed], so that
/// all replicas are one authority.
public final class Authority {

    /// Clocks of hosts differ a little.
    private static final Duration EARLIER = Duration.ofMinutes(10);

    private final X509Certificate certificate;
    private final Signer signer;
    private final Clock clock;

    private Authority(X509Certificate certificate, Signer signer, Clock clock) {
        this.certificate = certificate;
        this.signer = signer;
        this.clock = clock;
    }

    /// An authority as it is stored.
    ///
    /// @param certificate in DER
    /// @param key sealed by the vault
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sealed(byte[] certificate, byte[] key) {}

    /// Makes an authority, sealed.
    ///
    /// @param name its common name
    /// @param context what it is sealed for, and opened for again
    public static Sealed create(String name, Duration life, Vault vault, String context, Clock clock) {
        try {
            KeyPair keys = Keys.generate();
            X500Name own = name(name);
            X509Certificate certificate = new Signer(own, keys.getPrivate())
                    .sign(new Signer.Subject(own, keys.getPublic()), validity(clock, life), new Use.ToSign());
            return new Sealed(
                    certificate.getEncoded(), vault.seal(keys.getPrivate().getEncoded(), context));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no authority can be made", e);
        }
    }

    /// Opens one that was [made][#create] before.
    ///
    /// @throws IllegalStateException if it cannot be read
    public static Authority open(Sealed stored, Vault vault, String context, Clock clock) {
        try {
            X509Certificate certificate = Pem.certificate(stored.certificate());
            PrivateKey key = Keys.decode(vault.open(stored.key(), context));
            X500Name name = new JcaX509CertificateHolder(certificate).getSubject();
            return new Authority(certificate, new Signer(name, key), clock);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authority for " + context + " cannot be read", e);
        }
    }

    /// What its certificates are verified by.
    public X509Certificate certificate() {
        return certificate;
    }

    public String certificatePem() {
        return Pem.certificates(List.of(certificate));
    }

    /// A new key and certificate for a server.
    ///
    /// @param names host names and addresses at which clients call it; none where clients do not look at them
    public CertifiedKey forServer(String commonName, Collection<String> names, Duration life) {
        try {
            KeyPair keys = Keys.generate();
            var use = new Use.ToServe(List.copyOf(names));
            X509Certificate signed = sign(commonName, keys.getPublic(), life, use);
            return new CertifiedKey(keys.getPrivate(), List.of(signed, certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made for a server", e);
        }
    }

    /// A client certificate for a key that somebody else holds.
    public X509Certificate forClient(String commonName, PublicKey client, Duration life) {
        try {
            return sign(commonName, client, life, new Use.ToCall());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no client certificate can be made", e);
        }
    }

    private X509Certificate sign(String commonName, PublicKey key, Duration life, Use use)
            throws GeneralSecurityException {
        return signer.sign(new Signer.Subject(name(commonName), key), validity(clock, life), use);
    }

    private static Signer.Validity validity(Clock clock, Duration life) {
        Instant now = clock.instant();
        return new Signer.Validity(now.minus(EARLIER), now.plus(life));
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }
}
