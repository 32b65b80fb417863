package dev.causeway.controller.scm;

import static dev.causeway.controller.scm.ScmService.body;
import static dev.causeway.controller.scm.ScmService.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.CertificateChain;
import dev.causeway.controller.certificates.CertifiedKey;
import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.certificates.Pem;
import dev.causeway.controller.certificates.ServerFitness;
import dev.causeway.controller.scm.ScmService.Who;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HeldCertificatesTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Who who = Who.of("one");

    private ScmService service;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = new ScmService(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void areTakenInAndShown() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made server = Draft.server("O=Example,CN=vpn.example.com")
                .names("vpn.example.com", "*.vpn.example.com", "gate.example.com")
                .valid(DAY, Duration.ofDays(400))
                .signedBy(root);
        String id = service.added(who, body(server, root));
        assertThat(id).matches("scs[0-9]{13}");
        JsonNode shown = service.get(who, "/" + id).body();
        assertThat(shown.get("id").stringValue()).isEqualTo(id);
        assertThat(shown.get("name").stringValue()).isEqualTo("test-cert");
        assertThat(shown.get("status").stringValue()).isEqualTo("UPLOAD");
        assertThat(shown.get("push_support").stringValue()).isEqualTo("OFF");
        assertThat(shown.get("domain").stringValue()).isEqualTo("vpn.example.com");
        assertThat(shown.get("sans").stringValue()).isEqualTo("*.vpn.example.com;gate.example.com");
        assertThat(shown.get("domain_type").stringValue()).isEqualTo("MULTI_DOMAIN");
        assertThat(shown.get("domain_count").intValue()).isEqualTo(3);
        assertThat(shown.get("wildcard_count").intValue()).isEqualTo(1);
        assertThat(shown.get("validity_period").intValue()).isEqualTo(13);
        assertThat(shown.get("signature_algorithm").stringValue()).isEqualTo("SHA256WITHECDSA");
        assertThat(shown.get("enterprise_project_id").stringValue()).isEqualTo("0");
        assertThat(shown.get("authentification").isEmpty()).isTrue();
        assertThat(shown.get("not_before").stringValue()).matches("20..-..-.. ..:..:..\\.0");
        String after = server.certificate().getNotAfter().toInstant().toString();
        assertThat(shown.get("not_after").stringValue())
                .isEqualTo(after.replace('T', ' ').replace("Z", ".0"));
        assertThat(shown.toString()).doesNotContain("KEY", "BEGIN");
    }

    @Test
    void areTakenInWithTheChainWhereverItStands() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made middle = Draft.authority("CN=middle").signedBy(root);
        Draft.Made server = Draft.server("CN=server").signedBy(middle);
        String whole = server.pem() + root.pem() + middle.pem();
        for (Map<String, Object> body : List.of(
                body(whole, "", server.keyPem()),
                body(server.pem(), middle.pem() + root.pem(), server.keyPem()),
                body(whole, whole, server.keyPem()),
                with(body(whole, "", server.keyPem()), "certificate_chain", ""))) {
            CertificateChain chain =
                    held(service.added(who, body)).certificate().chain();
            assertThat(chain.certificates())
                    .containsExactly(server.certificate(), middle.certificate(), root.certificate());
        }
        CertificateChain alone =
                held(service.added(who, body(server))).certificate().chain();
        assertThat(alone.certificates()).containsExactly(server.certificate());
    }

    @Test
    void areRefusedWithAKeyOfAnother() throws Exception {
        Draft.Made server = Draft.server("CN=server").signedByItself();
        Draft.Made other = Draft.server("CN=other").signedByItself();
        assertRefused(body(server.pem(), "", other.keyPem()), "private_key: is not the key of the certificate");
        assertRefused(body(other.pem() + server.pem(), "", server.keyPem()), "private_key: is not the key");
    }

    @Test
    void areRefusedWithAChainThatDoesNotSignThem() throws Exception {
        Draft.Made root = Draft.authority("CN=root").signedByItself();
        Draft.Made other = Draft.authority("CN=root").signedByItself();
        Draft.Made server = Draft.server("CN=server").signedBy(root);
        assertRefused(
                body(server, other),
                "certificate_chain: number 1 is no issuer of the certificate, nor of those that lead up from it");
        assertRefused(body(server, root, other), "certificate_chain: number 2 is no issuer");
        assertRefused(body(server.pem() + other.pem(), "", server.keyPem()), "certificate: number 2 is no issuer");
    }

    @Test
    void areRefusedWhenTheyHaveExpiredAndShownSoLater() throws Exception {
        Draft.Made over = Draft.server("CN=over")
                .valid(DAY.multipliedBy(9), DAY.negated())
                .signedByItself();
        assertRefused(body(over), "certificate: it expired at 20");
        String id = service.added(who, body(Draft.server("CN=server").signedByItself()));
        service.clock.pass(DAY.multipliedBy(2));
        assertThat(service.get(who, "/" + id).body().get("status").stringValue())
                .isEqualTo("EXPIRED");
        assertThat(ids("?status=EXPIRED")).containsExactly(id);
        assertThat(ids("?status=UPLOAD")).isEmpty();
    }

    @Test
    void areRefusedWithTheWordsForWhatIsWrong() throws Exception {
        Draft.Made server = Draft.server("CN=server").signedByItself();
        Map<String, Object> right = body(server);
        assertRefused(with(right, "name", "ab"), "name: must be 3 to 63 letters");
        assertRefused(with(right, "name", "no spaces"), "name: must be 3 to 63 letters");
        assertRefused(with(right, "certificate", "x"), "certificate: must be certificates in PEM");
        assertRefused(with(right, "certificate", 7), "certificate: must be a string");
        assertRefused(with(right, "certificate_chain", server.keyPem()), "certificate_chain: must be certificates in");
        assertRefused(with(right, "private_key", server.pem()), "private_key: must be one private key in PEM");
        assertRefused(with(right, "private_key", "x".repeat(8193)), "private_key: must have at most 8192 characters");
        assertRefused(with(right, "certificate", "x".repeat(16385)), "certificate: must have at most 16384 characters");
        assertRefused(with(right, "duplicate_check", "true"), "duplicate_check: must be true or false");
        assertRefused(Map.of("name", "abc"), "certificate: is missing; private_key: is missing");
        TestApi.Answer second = service.add(who, with(right, "enc_certificate", server.pem()));
        assertThat(second.status()).isEqualTo(501);
        assertThat(second.body().get("error_msg").stringValue()).contains("enc_certificate");
        assertThat(ids("")).isEmpty();
    }

    @Test
    void ofTheSameContentAreRefusedWhereThatIsWanted() throws Exception {
        Map<String, Object> body = body(Draft.server("CN=server").signedByItself());
        service.added(who, body);
        service.added(who, body);
        service.added(who, with(body, "duplicate_check", true));
        assertRefused(with(body, "duplicate_check", false), "certificate: the domain holds it already");
        service.added(Who.of("other"), with(body, "duplicate_check", false));
    }

    @Test
    void belongToTheDomainAndEachOfItsProjectsUsesThem() throws Exception {
        String id = service.added(who, body(Draft.server("CN=server").signedByItself()));
        Who sibling = Who.of("one");
        Who stranger = Who.of("two");
        assertThat(service.get(sibling, "/" + id).status()).isEqualTo(200);
        assertThat(service.get(sibling, "").body().get("total_count").intValue())
                .isEqualTo(1);
        assertThat(service.get(stranger, "/" + id).status()).isEqualTo(404);
        assertThat(service.get(stranger, "").body().toString()).isEqualTo("{\"certificates\":[],\"total_count\":0}");
        assertThat(service.call(stranger, "DELETE", "/" + id, "").status()).isEqualTo(404);
        assertThat(service.call(sibling, "DELETE", "/" + id, "").status()).isEqualTo(204);
        TestApi.Answer gone = service.get(who, "/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body().get("error_msg").stringValue()).isEqualTo("certificate " + id + " is not found");
    }

    @Test
    void areListedInPagesNewestFirstOrAsIsWanted() throws Exception {
        String first =
                service.added(who, body(Draft.server("CN=a").valid(DAY, DAY).signedByItself()));
        service.clock.pass(Duration.ofSeconds(1));
        String second = service.added(
                who, body(Draft.server("CN=b").valid(DAY, DAY.multipliedBy(3)).signedByItself()));
        service.clock.pass(Duration.ofSeconds(1));
        String third = service.added(
                who,
                with(
                        body(Draft.server("CN=c")
                                .valid(DAY, DAY.multipliedBy(2))
                                .signedByItself()),
                        "enterprise_project_id",
                        "0aad99bc-f5f6-4f78-8404-c598d76b0ed2"));
        assertThat(ids("")).containsExactly(third, second, first);
        assertThat(ids("?sort_dir=ASC")).containsExactly(first, second, third);
        assertThat(ids("?sort_key=certExpiredTime")).containsExactly(second, third, first);
        assertThat(ids("?sort_key=certStatus&status=ALL")).containsExactly(third, second, first);
        assertThat(ids("?limit=1&offset=1")).containsExactly(second);
        assertThat(ids("?limit=10&offset=3")).isEmpty();
        assertThat(ids("?enterprise_project_id=all")).hasSize(3);
        assertThat(ids("?enterprise_project_id=0")).containsExactly(second, first);
        assertThat(ids("?status=PAID")).isEmpty();
        assertThat(ids("?deploy_support=true")).isEmpty();
        assertThat(ids("?deploy_support=false&owned_by_self=true")).hasSize(3);
        JsonNode page = service.get(who, "?limit=1&offset=2").body();
        assertThat(page.get("total_count").intValue()).isEqualTo(3);
        JsonNode line = page.get("certificates").get(0);
        assertThat(line.get("expire_time").stringValue()).matches("20..-..-.. ..:..:..\\.0");
        assertThat(line.get("domain").stringValue()).isEqualTo("a");
        assertThat(line.get("domain_id").stringValue()).isEqualTo("one");
        assertThat(line.get("domain_type").stringValue()).isEqualTo("SINGLE_DOMAIN");
        assertThat(line.get("deploy_support").booleanValue()).isFalse();
        for (String wrong : List.of("limit=0", "offset=-1", "status=NEW", "sort_dir=UP", "deploy_support=7")) {
            assertThat(service.get(who, "?" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(service.get(who, "?expired_days_since=3").status()).isEqualTo(501);
    }

    @Test
    void lieSealedInTheDatabase() throws Exception {
        Draft.Made server = Draft.server("CN=server").signedByItself();
        String id = service.added(who, body(server));
        byte[] stored = service.database.read(tx -> tx.createQuery("SELECT sealed_key FROM held_certificate")
                .mapTo(byte[].class)
                .one());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE KEY");
        HeldKey held = held(id);
        assertThat(held.key()).isEqualTo(server.keys().getPrivate());
        assertThat(held.toString()).isEqualTo("HeldKey[" + id + "]");
        assertThat(Pem.key(held.key())).isEqualTo(server.keyPem());
    }

    @Test
    void areFoundWithTheirKeysUntilTheyAreDeletedByTheirDomainAlone() throws Exception {
        String id = service.added(who, body(Draft.server("CN=server").signedByItself()));
        HeldKey held = held(id);
        assertThat(CertifiedKey.belong(held.key(), held.certificate().chain().own()))
                .isTrue();
        assertThat(find("two", id)).isEmpty();
        assertThat(service.call(who, "DELETE", "/" + id, "").status()).isEqualTo(204);
        assertThat(find("one", id)).isEmpty();
    }

    @Test
    void areNoMoreThanADomainMayHoldHoweverManyComeAtOnce() throws Exception {
        Map<String, Object> body = body(Draft.server("CN=server").signedByItself());
        service.added(who, body);
        service.database.change(tx -> tx.execute("""
                INSERT INTO held_certificate
                SELECT id || g, domain_id, name, enterprise_project_id, chain, digest, sealed_key, expires_at, created_at
                  FROM held_certificate, generate_series(1, 96) AS g"""));
        List<CompletableFuture<TestApi.Answer>> calls = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> service.add(who, body)))
                .toList();
        assertThat(calls.stream().map(CompletableFuture::join).map(TestApi.Answer::status))
                .filteredOn(status -> status == 200)
                .hasSize(3);
        assertThat(service.get(who, "").body().get("total_count").intValue()).isEqualTo(100);
        assertRefused(body, "the domain holds 100 certificates, which is as many as it may; delete one");
        service.added(Who.of("other"), body);
    }

    @Test
    void areSignedByOneAuthorityOfTheProjectWhereNoneIsBrought() {
        ProjectId project = ProjectId.random();
        List<CompletableFuture<CertifiedKey>> signed = IntStream.range(0, 4)
                .mapToObj(number -> CompletableFuture.supplyAsync(() ->
                        service.database.write(tx -> service.feature.signing().sign(tx, project, "server " + number))))
                .toList();
        Set<Object> authorities = new HashSet<>();
        for (CertifiedKey key : signed.stream().map(CompletableFuture::join).toList()) {
            var chain = new CertificateChain(key.chain());
            assertThat(ServerFitness.fault(chain, Instant.now())).isEmpty();
            authorities.add(chain.root().orElseThrow());
        }
        assertThat(authorities).hasSize(1);
        CertifiedKey elsewhere =
                service.database.write(tx -> service.feature.signing().sign(tx, ProjectId.random(), "server"));
        assertThat(authorities).doesNotContain(elsewhere.chain().getLast());
    }

    private HeldKey held(String id) {
        return find("one", id).findFirst().orElseThrow();
    }

    private Stream<HeldKey> find(String domain, String id) {
        return service
                .database
                .read(tx -> service.feature.certificates().find(tx, domain, CertificateId.parse(id)))
                .stream();
    }

    private List<String> ids(String query) {
        TestApi.Answer answer = service.get(who, query);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body()
                .get("certificates")
                .valueStream()
                .map(line -> line.get("id").stringValue())
                .toList();
    }

    private void assertRefused(Map<String, Object> body, String words) {
        TestApi.Answer answer = service.add(who, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(answer.body().get("error_msg").stringValue())
                .contains(words)
                .doesNotContain("BEGIN CERTIFICATE-----\nM", "BEGIN PRIVATE KEY-----\nM");
    }
}
