package dev.causeway.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.secrets.Vault;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {

    private static final Duration LIFE = Duration.ofDays(30);
    private static final String SERVER_USE = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_USE = "1.3.6.1.5.5.7.3.2";

    @TempDir
    private Path folder;

    private Vault vault;
    private Authority.Sealed stored;
    private Authority authority;

    @BeforeEach
    void make() {
        vault = Vault.open(folder.resolve("master.key"));
        stored = Authority.create("an authority", LIFE, vault, "this", Clock.systemUTC());
        authority = Authority.open(stored, vault, "this", Clock.systemUTC());
    }

    @Test
    void signsServersWithAllTheirNamesAndNoFurtherAuthority() throws Exception {
        CertifiedKey server = authority.forServer("a server", List.of("vpn.example.com", "192.0.2.1"), LIFE);
        X509Certificate own = server.chain().getFirst();
        own.verify(authority.certificate().getPublicKey());
        assertThat(server.chain()).containsExactly(own, authority.certificate());
        assertThat(own.getSubjectAlternativeNames().stream().<Object>map(name -> name.get(1)))
                .containsExactly("vpn.example.com", "192.0.2.1");
        assertThat(own.getExtendedKeyUsage()).containsExactly(SERVER_USE);
        assertThat(own.getBasicConstraints()).isNegative();
        assertThat(own.getIssuerX500Principal())
                .isEqualTo(authority.certificate().getSubjectX500Principal());
    }

    @Test
    void signsForAClientTheKeyThatItHolds() throws Exception {
        KeyPair keys = TestCertificates.keys();
        X509Certificate client = authority.forClient("a client", keys.getPublic(), LIFE);
        client.verify(authority.certificate().getPublicKey());
        assertThat(client.getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(client.getExtendedKeyUsage()).containsExactly(CLIENT_USE);
    }

    @Test
    void aNameIsOneNameWhateverCharactersItHas() throws Exception {
        X509Certificate client =
                authority.forClient("one, O=another", TestCertificates.keys().getPublic(), LIFE);
        assertThat(client.getSubjectX500Principal().getName()).isEqualTo("CN=one\\, O\\=another");
    }

    @Test
    void isTheSameWhenItIsOpenedAgain() {
        Authority again = Authority.open(stored, vault, "this", Clock.systemUTC());
        assertThat(again.certificatePem()).isEqualTo(authority.certificatePem());
    }

    @Test
    void isOpenedOnlyForWhatItIsSealedFor() {
        assertThatThrownBy(() -> Authority.open(stored, vault, "that", Clock.systemUTC()))
                .isInstanceOf(RuntimeException.class);
    }
}
