package dev.causeway.controller.fleet;

import static dev.causeway.controller.certificates.TestCertificates.keys;
import static dev.causeway.controller.certificates.TestCertificates.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.causeway.controller.certificates.Authority;
import dev.causeway.controller.certificates.TestCertificates;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.Enrolment;
import dev.causeway.model.document.IssuedCertificate;
import dev.causeway.model.document.Renewal;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentsTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final Hosts HOSTS = new Hosts(new Documents());
    private static final HostId HOST = DATABASE.write(tx -> HOSTS.ensureFirst(tx, List.of("az1")));

    @TempDir
    static Path folder;

    private Authority authority;
    private Enrolments enrolments;

    @BeforeEach
    void open() {
        authority = AgentAuthority.open(DATABASE, Vault.open(folder.resolve("master.key")), Clock.systemUTC());
        enrolments = new Enrolments(DATABASE, HOSTS, authority, Clock.systemUTC());
    }

    @Test
    void aTokenBuysACertificateThatStandsForTheHost() throws Exception {
        IssuedCertificate issued = enrol(enrolments.issueToken(HOST));
        assertThat(issued.host()).isEqualTo(HOST);
        assertThat(enrolments.identify(certificate(issued))).isEqualTo(HOST);
        certificate(issued).verify(authority.certificate().getPublicKey());
        assertThat(enrolments.enrolled(HOST)).isTrue();
    }

    @Test
    void aLostHostThatEnrolsGetsTheVpcsThatWereMadeMeanwhile() {
        var documents = new Documents();
        var made = new DocumentKey(DocumentKind.VPC, "made");
        var deleted = new DocumentKey(DocumentKind.VPC, "deleted");
        var node = new DocumentKey(DocumentKind.NODE, "node");
        HostId other = DATABASE.write(tx -> {
            HostId added = HOSTS.add(tx, "other", List.of("az1"));
            HOSTS.found(tx, added);
            HOSTS.markLost(tx, HOST, "host-1", Instant.now());
            for (DocumentKey key : List.of(made, deleted, node)) {
                documents.place(tx, added, key);
            }
            documents.withdraw(tx, deleted);
            return added;
        });
        enrol(enrolments.issueToken(HOST));
        DATABASE.change(tx -> {
            assertThat(documents.placements(tx, made))
                    .allMatch(Documents.Placement::wanted)
                    .extracting(Documents.Placement::host, Documents.Placement::generation)
                    .containsExactlyInAnyOrder(tuple(HOST, 1L), tuple(other, 1L));
            assertThat(documents.find(tx, HOST, deleted)).isEmpty();
            assertThat(documents.find(tx, HOST, node)).isEmpty();
            assertThat(HOSTS.lost(tx)).isEmpty();
        });
    }

    @Test
    void aTokenIsGoodForOneUse() {
        String token = enrolments.issueToken(HOST);
        enrol(token);
        assertThatThrownBy(() -> enrol(token)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void aWrongTokenBurnsNothing() {
        String token = enrolments.issueToken(HOST);
        for (String wrong :
                List.of(token + "x", HOST + ".x", HOST.toString(), "", ".", "x.y", HostId.random() + ".x")) {
            assertThatThrownBy(() -> enrol(wrong)).as(wrong).isInstanceOf(Unauthenticated.class);
        }
        assertThat(enrol(token).host()).isEqualTo(HOST);
    }

    @Test
    void aNewTokenReplacesTheOneBefore() {
        String old = enrolments.issueToken(HOST);
        String fresh = enrolments.issueToken(HOST);
        assertThatThrownBy(() -> enrol(old)).isInstanceOf(Unauthenticated.class);
        assertThat(enrol(fresh).host()).isEqualTo(HOST);
    }

    @Test
    void aTokenExpires() {
        String token = enrolments.issueToken(HOST);
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        var then = new Enrolments(DATABASE, HOSTS, authority, late);
        assertThatThrownBy(() -> then.enrol(new Enrolment(token, request(keys()))))
                .isInstanceOf(Unauthenticated.class);
    }

    @Test
    void anUnknownHostGetsNoToken() {
        assertThatThrownBy(() -> enrolments.issueToken(HostId.random())).isInstanceOf(NotFound.class);
    }

    @Test
    void enrollingAnewVoidsTheCertificatesBefore() throws Exception {
        X509Certificate old = certificate(enrol(enrolments.issueToken(HOST)));
        enrol(enrolments.issueToken(HOST));
        assertThatThrownBy(() -> enrolments.identify(old)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void renewingLeavesTheCertificateInUseValid() throws Exception {
        X509Certificate old = certificate(enrol(enrolments.issueToken(HOST)));
        X509Certificate fresh = certificate(enrolments.renew(HOST, old, new Renewal(request(keys()))));
        assertThat(enrolments.identify(old)).isEqualTo(HOST);
        assertThat(enrolments.identify(fresh)).isEqualTo(HOST);
    }

    @Test
    void aCertificateThatIsVoidRenewsNothing() throws Exception {
        X509Certificate old = certificate(enrol(enrolments.issueToken(HOST)));
        enrol(enrolments.issueToken(HOST));
        var renewal = new Renewal(request(keys()));
        assertThatThrownBy(() -> enrolments.renew(HOST, old, renewal)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void aCertificateThatWasNotIssuedByEnrolmentStandsForNobody() throws Exception {
        X509Certificate unlisted = authority.forClient(HOST.toString(), keys().getPublic(), Duration.ofDays(1));
        assertThatThrownBy(() -> enrolments.identify(unlisted)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void aRequestMustBeSignedWithItsOwnKey() throws Exception {
        String token = enrolments.issueToken(HOST);
        KeyPair mixed = new KeyPair(keys().getPublic(), keys().getPrivate());
        assertThatThrownBy(() -> enrolments.enrol(new Enrolment(token, request(mixed))))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> enrolments.enrol(new Enrolment(token, "not a request")))
                .isInstanceOf(InvalidInput.class);
        assertThat(enrol(token).host()).isEqualTo(HOST);
    }

    @Test
    void whatIsNoRequestIsRefusedWhateverItLooksLike() throws Exception {
        String token = enrolments.issueToken(HOST);
        String right = request(keys());
        List<String> odd =
                new ArrayList<>(List.of("", "\0", "\ud800", right.replace("CERTIFICATE REQUEST", "CERTIFICATE")));
        for (String inside : List.of("", "=", "!!!!", "\0\0\0\0", "MIIB", "AAAA", "Proc-Type: 4,ENCRYPTED\n\nAAAA")) {
            for (String kind : List.of("CERTIFICATE REQUEST", "RSA PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY", "X")) {
                odd.add("-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, inside, kind));
            }
        }
        // The last characters say nothing: they fill up.
        for (int i = 30; i < right.indexOf("-----END") - 6; i += 7) {
            odd.add(right.substring(0, i));
            odd.add(right.substring(0, i) + (right.charAt(i) == 'A' ? 'B' : 'A') + right.substring(i + 1));
        }
        odd.addAll(withBitsLeftOver(right));
        for (String request : odd) {
            assertThatThrownBy(() -> enrolments.enrol(new Enrolment(token, request)))
                    .as(request)
                    .isInstanceOf(InvalidInput.class);
        }
    }

    /// The request with each of its two strings of bits, the key and the signature, said to end within a byte. The
    /// library refuses that with an exception that it does not declare.
    private static List<String> withBitsLeftOver(String request) {
        byte[] whole = Base64.getMimeDecoder().decode(request.replaceAll("-----.*-----", ""));
        List<String> odd = new ArrayList<>();
        for (int i = 0; i < whole.length - 3; i++) {
            boolean bits = whole[i] == 3 && whole[i + 1] > 60 && whole[i + 2] == 0;
            if (bits) {
                byte[] changed = whole.clone();
                changed[i + 2] = 1;
                changed[i + 2 + changed[i + 1] - 1] &= ~1;
                odd.add("-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
                        .formatted(Base64.getEncoder().encodeToString(changed)));
            }
        }
        assertThat(odd).hasSizeGreaterThanOrEqualTo(2);
        return odd;
    }

    @Test
    void allReplicasAreOneAuthority() {
        Authority other = AgentAuthority.open(DATABASE, Vault.open(folder.resolve("master.key")), Clock.systemUTC());
        assertThat(other.certificate()).isEqualTo(authority.certificate());
    }

    private IssuedCertificate enrol(String token) {
        try {
            return enrolments.enrol(new Enrolment(token, request(keys())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(IssuedCertificate issued) throws Exception {
        return TestCertificates.chain(issued.chain()).getFirst();
    }
}
