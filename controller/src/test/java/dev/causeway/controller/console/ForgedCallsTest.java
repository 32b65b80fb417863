package dev.causeway.controller.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.identity.Signature;
import dev.causeway.controller.web.TestApi;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cookie proves whose browser it is, and not whose page calls.
class ForgedCallsTest extends ConsoleLab {

    private static final String MARK = "X-Causeway-Console";
    private static final String SITE = "Sec-Fetch-Site";

    private static String cookie;

    @BeforeAll
    static void logIn() {
        cookie = login(tenant);
    }

    @Test
    void countsInCallsOfTheConsolesPages() {
        assertThat(status(ours(whoami(), cookie))).isEqualTo(200);
        assertThat(status(bearing(Map.of(MARK, "", SITE, "same-origin")))).isEqualTo(200);
        assertThat(status(bearing(Map.of(MARK, "1", "Origin", here())))).isEqualTo(200);
        assertThat(status(bearing(Map.of(MARK, "1", "Origin", here().toUpperCase(Locale.ROOT)))))
                .isEqualTo(200);
        assertThat(status(bearing(Map.of(MARK, "1", "Origin", "https://vpn.example.com"))))
                .as("the public URL")
                .isEqualTo(200);
        assertThat(status(bearing(Map.of(MARK, "1", "Origin", "https://vpn.example.com:443"))))
                .isEqualTo(200);
        assertThat(status(bearing(Map.of(MARK, "1", SITE, "same-origin", "Origin", here()))))
                .isEqualTo(200);
    }

    @Test
    void countsInNoOtherCall() {
        String another = "https://localhost:" + (api.port() + 1);
        var forged = List.of(
                Map.<String, String>of(),
                Map.of(MARK, "1"),
                Map.of(SITE, "same-origin"),
                Map.of("Origin", here()),
                Map.of(SITE, "same-origin", "Origin", here()),
                Map.of(MARK, "1", SITE, "same-site"),
                Map.of(MARK, "1", SITE, "cross-site"),
                Map.of(MARK, "1", SITE, "none"),
                Map.of(MARK, "1", SITE, ""),
                Map.of(MARK, "1", SITE, "same-origin, cross-site"),
                Map.of(MARK, "1", SITE, "same-site", "Origin", here()),
                Map.of(MARK, "1", "Origin", another),
                Map.of(MARK, "1", "Origin", "null"),
                Map.of(MARK, "1", "Origin", ""),
                Map.of(MARK, "1", "Origin", here().replace("https:", "http:")),
                Map.of(MARK, "1", "Origin", here() + "/"),
                Map.of(MARK, "1", "Origin", here() + ".example.com"));
        for (Map<String, String> headers : forged) {
            TestApi.Answer answer = api.send(bearing(headers).build());
            assertThat(answer.status()).as("%s", headers).isEqualTo(403);
            assertThat(answer.body().get("error_code").stringValue()).isEqualTo("VPN.0003");
            assertThat(answer.body().get("error_msg").stringValue()).contains(MARK, SITE);
        }
        assertThat(status(ours(whoami(), cookie).header(SITE, "same-origin")))
                .as("said twice")
                .isEqualTo(403);
        assertThat(status(bearing(Map.of(MARK, "1", "Origin", here())).header("Origin", here())))
                .isEqualTo(403);
    }

    /// As a form of another port's page sends it: nothing is done, and no body is needed to know that.
    @Test
    void stopsAFormOfAnotherPort() {
        TestApi.Answer answer = api.send(plain(whoami())
                .header("Cookie", cookie)
                .header("Origin", "https://localhost:1")
                .header(SITE, "same-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=b"))
                .build());
        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void noOtherPageLogsInOrOutOrLooks(String method) {
        String body = method.equals("POST") ? body(tenant, tenant.password()) : "";
        String mine = login(tenant);
        for (HttpRequest.Builder call : List.of(
                plain("/console/session").header("Cookie", mine),
                plain("/console/session").header("Cookie", mine).header(MARK, "1"),
                plain("/console/session").header("Cookie", mine).header(SITE, "same-origin"),
                plain("/console/session")
                        .header("Cookie", mine)
                        .header(MARK, "1")
                        .header(SITE, "same-site"),
                plain("/console/session"))) {
            TestApi.Answer answer =
                    api.send(call.method(method, BodyPublishers.ofString(body)).build());
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(status(ours(whoami(), mine))).isEqualTo(200);
    }

    @Test
    void theStreamGoesByWhatTheBrowserSaysAlone() {
        String stream = SessionAuthenticator.STREAM;
        assertThat(status(plain(stream).header("Cookie", cookie).header(SITE, "same-origin")))
                .isEqualTo(200);
        assertThat(status(plain(stream).header("Cookie", cookie).header(SITE, "same-site")))
                .isEqualTo(403);
        assertThat(status(plain(stream).header("Cookie", cookie))).isEqualTo(403);
        assertThat(status(
                        plain(stream).header("Cookie", cookie).header(MARK, "1").header("Origin", here())))
                .isEqualTo(403);
        assertThat(status(plain("/console/%65vents").header("Cookie", cookie).header(SITE, "same-origin")))
                .as("by another spelling")
                .isEqualTo(403);
    }

    /// A stream by another name would be a use of the session all the time.
    @Test
    void countsForNoPathThatBeginsInAnotherSpelling() {
        String project = tenant.projectId().orElseThrow().value();
        for (String path : List.of(
                "/console/%65vents",
                "/%63onsole/events",
                "/%76%35/" + project + "/whoami",
                "/v5/%" + Integer.toHexString(project.charAt(0)) + project.substring(1) + "/whoami",
                "/%61dmin/v1/projects")) {
            assertThat(status(ours(path, cookie))).as(path).isEqualTo(403);
        }
        assertThat(status(ours("/v5/" + project + "/%77hoami", cookie))).isEqualTo(200);
    }

    @Test
    void otherCredentialsCountAlone() {
        String token = api.send(plain("/v3/auth/tokens")
                        .POST(BodyPublishers.ofString(body(tenant, tenant.password())))
                        .build())
                .response()
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
        assertThat(status(plain(whoami()).header("Cookie", cookie).header("X-Auth-Token", token)))
                .isEqualTo(200);
        assertThat(status(ours(whoami(), cookie).header("X-Auth-Token", "wrong")))
                .isEqualTo(401);
        assertThat(status(ours(whoami(), cookie).header("Authorization", "wrong")))
                .isEqualTo(401);
        assertThat(status(ours(whoami(make("others")), cookie).header("X-Auth-Token", token)))
                .isEqualTo(403);
        URI uri = plain("/admin/v1/projects").build().uri();
        var signed = ours("/admin/v1/projects", cookie);
        Signature.sign("GET", uri, Map.of(), new byte[0], operator.accessKey(), operator.secretKey(), Instant.now())
                .forEach(signed::header);
        assertThat(status(signed)).as("the operator's, in a user's browser").isEqualTo(200);
    }

    @Test
    void aUsersNeverCountsForWhatIsTheOperators() {
        assertThat(status(ours("/admin/v1/projects", cookie))).isEqualTo(401);
        assertThat(status(ours("/admin/v1/projects", cookie).POST(BodyPublishers.ofString("{\"name\":\"mine\"}"))))
                .isEqualTo(401);
        assertThat(status(ours("/%61dmin/v1/projects", cookie))).isEqualTo(403);
    }

    @Test
    void allowsNothingToOtherOrigins() {
        for (String path : List.of(whoami(), "/console/session", "/console/", "/v3/auth/tokens")) {
            HttpResponse<String> answer = api.sendForText(plain(path)
                    .header("Cookie", cookie)
                    .header("Origin", "https://elsewhere.example.com")
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", MARK)
                    .method("OPTIONS", BodyPublishers.noBody())
                    .build());
            assertThat(answer.statusCode()).as(path).isEqualTo(405);
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        }
        HttpResponse<String> read = api.sendForText(ours(whoami(), cookie)
                .header("Origin", "https://elsewhere.example.com")
                .build());
        assertThat(read.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void findsItsOwnAmongMany() {
        String many = IntStream.range(0, 300).mapToObj(i -> "c" + i + "=" + i).collect(Collectors.joining("; "));
        for (String cookies : List.of(
                many + "; " + cookie,
                cookie + ";" + many,
                "; ;;=; =x; a; " + cookie + "; b=\"c;d\"",
                "__Host-causeway-000000000000=" + "x".repeat(64) + "; " + cookie,
                "x" + cookie + "; " + cookie + "  ; y")) {
            assertThat(status(ours(whoami(), cookies))).as(cookies).isEqualTo(200);
        }
        assertThat(status(ours(whoami(), cookie).header("Cookie", "a=b"))).isEqualTo(200);
    }

    @Test
    void takesWhatIsNotItsOwnForNone() {
        String name = cookie.substring(0, cookie.indexOf('='));
        String secret = cookie.substring(cookie.indexOf('=') + 1);
        for (String cookies : List.of(
                "",
                "=",
                name,
                name + "=",
                name + "=x",
                name + "=\"" + secret + "\"",
                name + "=" + secret + "x",
                name + "=" + secret.substring(1),
                name + "=" + "A".repeat(64),
                name + "=" + "%41".repeat(21) + "x",
                name.toLowerCase(Locale.ROOT) + "=" + secret,
                name + " =" + secret,
                "__Host-causeway-000000000000=" + secret,
                "__Host-causeway=" + secret,
                cookie + "; " + cookie,
                cookie + "; " + name + "=" + "A".repeat(64),
                cookie + "; " + name + "=")) {
            TestApi.Answer answer = api.send(ours(whoami(), cookies).build());
            assertThat(answer.status()).as(cookies).isEqualTo(401);
            assertThat(answer.body().get("error_code").stringValue()).isEqualTo("APIGW.0301");
            assertThat(answer.response().body()).doesNotContain(secret);
        }
        assertThat(status(ours(whoami(), cookie).header("Cookie", cookie)))
                .as("in two headers")
                .isEqualTo(401);
        assertThat(status(ours("/console/session", cookie + "; " + cookie))).isEqualTo(401);
        assertThat(status(ours(whoami(), cookie + "; a=" + "x".repeat(9_000))))
                .as("larger than any header may be")
                .isEqualTo(400);
        assertThat(status(ours(whoami(), cookie))).isEqualTo(200);
    }

    private static HttpRequest.Builder bearing(Map<String, String> headers) {
        var request = plain(whoami()).header("Cookie", cookie);
        headers.forEach(request::header);
        return request;
    }

    private static String here() {
        return "https://localhost:" + api.port();
    }
}
