package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {

    @TempDir
    private Path folder;

    private Path key;
    private Path certificate;

    @BeforeEach
    void make() {
        key = folder.resolve("key.pem");
        certificate = folder.resolve("certificate.pem");
        open();
    }

    @Test
    void keepsKeyAndCertificate() throws IOException {
        String keyBefore = Files.readString(key);
        String before = Files.readString(certificate);
        open();
        assertThat(key).hasContent(keyBefore);
        assertThat(certificate).hasContent(before);
    }

    @Test
    void signsForTheKeyThatIsThereWhenACrashLeftNoCertificate() throws Exception {
        var before = read().getPublicKey();
        Files.writeString(certificate, "");
        open();
        assertThat(read().getPublicKey()).isEqualTo(before);
        Files.delete(certificate);
        open();
        assertThat(read().getPublicKey()).isEqualTo(before);
    }

    @Test
    void beginsAnewWhenACrashLeftTwoEmptyFiles() throws Exception {
        Files.writeString(certificate, "");
        Files.writeString(key, "");
        open();
        read().verify(read().getPublicKey());
    }

    @Test
    void namesABrokenPairAndChangesNothing(@TempDir Path other) throws IOException {
        ServerCertificate.in(other.resolve("key.pem"), other.resolve("certificate.pem"), Set.of());
        String foreign = Files.readString(other.resolve("certificate.pem"));
        Files.writeString(certificate, foreign);
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the certificate in %s is not for the key in %s".formatted(certificate, key));
        Files.delete(key);
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("%s is there but not its key".formatted(certificate));
        assertThat(certificate).hasContent(foreign);
        assertThat(key).doesNotExist();
    }

    @Test
    void namesAFileThatIsNoCertificate() throws IOException {
        Files.writeString(certificate, "nothing of the kind");
        assertThatThrownBy(this::open).hasMessageContaining("certificate.pem is not a certificate in PEM");
    }

    @Test
    void signsAnewForTheSameKeyWhenClientsCallByAnotherName() throws Exception {
        var before = read().getPublicKey();
        ServerCertificate.in(key, certificate, Set.of("vpn.example.com", "2001:db8::1"));
        assertThat(read().getPublicKey()).isEqualTo(before);
        assertThat(read().getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .contains("localhost", "127.0.0.1", "vpn.example.com", "2001:db8:0:0:0:0:0:1");
        String signed = Files.readString(certificate);
        ServerCertificate.in(key, certificate, Set.of("vpn.example.com", "2001:db8::1"));
        assertThat(certificate).hasContent(signed);
    }

    private void open() {
        ServerCertificate.in(key, certificate, Set.of());
    }

    private X509Certificate read() throws Exception {
        try (var in = Files.newInputStream(certificate)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
