package dev.causeway.controller.certificates;

import dev.causeway.controller.files.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// The listener's key and certificate. At the first start it signs one for this machine's own names itself;
/// clients trust it by its file.
public final class ServerCertificate {

    private static final Duration EARLIER = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(5 * 365);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    private static final String FOR_ALL = "rw-r--r--";
    private static final List<String> LOCAL_NAMES = List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");

    private ServerCertificate() {}

    /// Reads key and certificate, or makes what is missing. A certificate that soon expires or lacks a name is
    /// signed anew, for the key that is there.
    ///
    /// @param furtherNames host names and addresses at which clients call, beside those of this machine alone
    /// @throws IllegalStateException if the two do not belong together, or one cannot be read
    public static SSLContext in(Path keyFile, Path certificateFile, Set<String> furtherNames) {
        try {
            Set<String> names = names(furtherNames);
            PrivateKey key = key(keyFile, certificateFile);
            PublicKey publicKey = PublicHalf.of(key);
            if (!holds(certificateFile)) {
                WholeFile.replace(certificateFile, sign(key, publicKey, names), FOR_ALL);
            }
            X509Certificate certificate = readCertificate(certificateFile);
            if (!certificate.getPublicKey().equals(publicKey)) {
                throw broken("the certificate in %s is not for the key in %s", certificateFile, keyFile);
            }
            if (expires(certificate) || !covers(certificate, names)) {
                WholeFile.replace(certificateFile, sign(key, publicKey, names), FOR_ALL);
                certificate = readCertificate(certificateFile);
            }
            return Tls.listener(new CertifiedKey(key, List.of(certificate)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write the listener's certificate", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make or use the listener's certificate", e);
        }
    }

    /// A file that a crash left empty is as good as none.
    private static boolean holds(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static PrivateKey key(Path keyFile, Path certificateFile) throws IOException, GeneralSecurityException {
        if (!holds(keyFile)) {
            if (holds(certificateFile)) {
                throw broken("the certificate %s is there but not its key %s", certificateFile, keyFile);
            }
            Files.deleteIfExists(keyFile);
            WholeFile.createSecret(
                    keyFile, pem("PRIVATE KEY", Keys.generate().getPrivate().getEncoded()));
        }
        return readKey(keyFile);
    }

    private static IllegalStateException broken(String what, Path certificateFile, Path keyFile) {
        return new IllegalStateException(what.formatted(certificateFile, keyFile)
                + "; put back the other half, or remove both to begin with a new pair, which clients must trust anew");
    }

    private static boolean expires(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().minus(RENEWED_BEFORE).isBefore(Instant.now());
    }

    private static byte[] sign(PrivateKey key, PublicKey publicKey, Set<String> names) throws GeneralSecurityException {
        var name = new X500Name("CN=Causeway");
        Instant now = Instant.now();
        var validity = new Signer.Validity(now.minus(EARLIER), now.plus(VALID));
        X509Certificate signed = new Signer(name, key)
                .sign(new Signer.Subject(name, publicKey), validity, new Use.ToServeAlone(List.copyOf(names)));
        return pem("CERTIFICATE", signed.getEncoded());
    }

    private static Set<String> names(Set<String> further) {
        Set<String> names = new LinkedHashSet<>(LOCAL_NAMES);
        further.forEach(name ->
                names.add(Use.isAddress(name) ? InetAddress.ofLiteral(name).getHostAddress() : name));
        return names;
    }

    private static boolean covers(X509Certificate certificate, Set<String> names) throws CertificateException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                .flatMap(Collection::stream)
                .map(name -> name.get(1))
                .collect(Collectors.toSet())
                .containsAll(names);
    }

    private static PrivateKey readKey(Path file) throws IOException {
        try (var reader = new PemReader(Files.newBufferedReader(file))) {
            PemObject pem = reader.readPemObject();
            if (pem == null) {
                throw new IllegalStateException(file + " is not a private key in PEM");
            }
            return Keys.decode(pem.getContent());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not a private key of an elliptic curve in PEM", e);
        }
    }

    private static X509Certificate readCertificate(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Pem.certificate(in.readAllBytes());
        } catch (CertificateException e) {
            throw new IllegalStateException(file + " is not a certificate in PEM", e);
        }
    }

    private static byte[] pem(String type, byte[] content) {
        return Pem.block(type, content).getBytes(StandardCharsets.US_ASCII);
    }
}
