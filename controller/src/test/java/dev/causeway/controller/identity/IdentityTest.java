package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ProjectId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Signatures, projects, and who may do what.
class IdentityTest extends IdentityService {

    @Test
    void knowsWhoSigned() {
        var answer = signed(tenant, "GET", "/v5/" + project(tenant) + "/whoami?b=2&a=1&a=0", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("user").stringValue()).isEqualTo("main");
        assertThat(signed(tenant, "POST", "/v5/" + project(tenant) + "/whoami", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretKeyAnUnknownAccessKeyAndAnOldDate() {
        var path = "/v5/" + project(tenant) + "/whoami";
        var wrong = send(path, tenant.accessKey(), "x".repeat(40), Instant.now());
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body().get("error_code").stringValue()).isEqualTo("APIGW.0301");
        assertThat(send(path, "UNKNOWN", tenant.secretKey(), Instant.now()).status())
                .isEqualTo(401);
        Instant old = Instant.now().minus(Duration.ofMinutes(16));
        var late = send(path, tenant.accessKey(), tenant.secretKey(), old);
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.body().get("error_msg").stringValue())
                .contains("X-Sdk-Date is " + Signature.DATE.format(old))
                .containsPattern(
                        "here it is " + Signature.DATE.format(Instant.now()).substring(0, 9) + "\\d{6}Z");
        Instant nearlyOld = Instant.now().minus(Duration.ofMinutes(14));
        assertThat(send(path, tenant.accessKey(), tenant.secretKey(), nearlyOld).status())
                .isEqualTo(200);
    }

    @Test
    void decidesBeforeABodyAllThatNeedsNone() throws Exception {
        String mine = "/v5/" + project(tenant) + "/whoami";
        String foreign = "/v5/" + ProjectId.random() + "/whoami";
        Instant now = Instant.now();
        assertThat(statusByHead(mine, "UNKNOWN", now)).isEqualTo(401);
        assertThat(statusByHead(mine, tenant.accessKey(), now.minus(Duration.ofMinutes(16))))
                .isEqualTo(401);
        assertThat(statusByHead(foreign, tenant.accessKey(), now)).isEqualTo(403);
    }

    @Test
    void takesASignedHeaderInUtf8() throws Exception {
        String path = "/v5/" + project(tenant) + "/whoami";
        for (String agent : List.of("Grüße", "Größe")) {
            Map<String, String> headers = Signature.sign(
                    "GET",
                    uri(path),
                    Map.of("User-Agent", "Grüße"),
                    new byte[0],
                    tenant.accessKey(),
                    tenant.secretKey(),
                    Instant.now());
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + uri(path).getAuthority() + "\r\nUser-Agent: "
                    + agent + "\r\nX-Sdk-Date: " + headers.get("X-Sdk-Date") + "\r\nAuthorization: "
                    + headers.get("Authorization") + "\r\nConnection: close\r\n\r\n";
            try (var socket = api.trust().getSocketFactory().createSocket("localhost", api.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith(agent.equals("Grüße") ? "HTTP/1.1 200 " : "HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void findsExactlyOneProjectByTheNameOfTheRegion() {
        TenantCredentials other = createProject("second");
        for (TenantCredentials who : List.of(tenant, other)) {
            var found =
                    signed(who, "GET", "/v3/projects?name=" + REGION, "").body().get("projects");
            assertThat(found.size()).isEqualTo(1);
            assertThat(found.get(0).get("id").stringValue()).isEqualTo(project(who));
        }
        var domains = signed(other, "GET", "/v3/auth/domains", "").body().get("domains");
        assertThat(domains.get(0).get("name").stringValue()).isEqualTo("second");
    }

    @Test
    void listsTheProjectsThatWereAskedFor() {
        String domain = signed(tenant, "GET", "/v3/projects", "")
                .body()
                .at("/projects/0/domain_id")
                .stringValue();
        var wanted = Map.of(
                "domain_id=" + domain + "&parent_id=" + domain,
                1,
                "domain_id=another",
                0,
                "parent_id=another",
                0,
                "enabled=true&is_domain=false",
                1,
                "enabled=False",
                0,
                "is_domain=true",
                0,
                "page=1&per_page=1",
                1,
                "page=2&per_page=1",
                0);
        wanted.forEach((query, count) -> assertThat(signed(tenant, "GET", "/v3/projects?" + query, "")
                        .body()
                        .get("projects"))
                .as(query)
                .hasSize(count));
        for (String wrong : List.of("page=0", "per_page=5001", "page=x", "enabled=x", "is_domain=1")) {
            var answer = signed(tenant, "GET", "/v3/projects?" + wrong, "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().get("error_msg").stringValue()).contains(wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void keepsTenantsApart() {
        TenantCredentials other = createProject("third");
        assertThat(signed(other, "GET", "/v5/" + project(tenant) + "/whoami", "")
                        .status())
                .isEqualTo(403);
        assertThat(signed(other, "GET", "/v5/" + project(other) + "/whoami", "").status())
                .isEqualTo(200);
        String domainToken = subject(token(other, other.password(), "{\"domain\":{\"name\":\"third\"}}"));
        assertThat(withToken(domainToken, "/v5/" + project(other) + "/whoami").status())
                .isEqualTo(403);
    }

    @Test
    void letsOnlyTheOperatorMakeProjects() {
        assertThat(signed(tenant, "POST", "/admin/v1/projects", "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(signed(operator, "POST", "/admin/v1/projects", "{\"name\":\"main\"}")
                        .status())
                .isEqualTo(400);
        assertThat(signed(operator, "POST", "/admin/v1/projects", "{\"name\":\"a b\"}")
                        .status())
                .isEqualTo(400);
        assertThat(signed(operator, "GET", "/v5/" + project(tenant) + "/whoami", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void keepsNoSecretInClear() {
        String rows = database.read(tx -> tx.createQuery(
                        "SELECT string_agg(account::text || access_key::text, '') FROM account, access_key")
                .mapTo(String.class)
                .one());
        assertThat(rows).doesNotContain(tenant.password()).contains("$argon2id$");
        byte[] sealedSecret = database.read(tx -> tx.createQuery("SELECT sealed_secret FROM access_key WHERE id = :id")
                .bind("id", tenant.accessKey())
                .mapTo(byte[].class)
                .one());
        assertThat(new String(sealedSecret, StandardCharsets.ISO_8859_1)).doesNotContain(tenant.secretKey());
    }
}
