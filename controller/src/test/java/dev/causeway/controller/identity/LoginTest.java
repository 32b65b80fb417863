package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Passwords, and the tokens that are given for them.
class LoginTest extends IdentityService {

    @Test
    void givesATokenForAPassword() {
        var answer = token(tenant, tenant.password(), "{\"project\":{\"name\":\"" + REGION + "\"}}");
        assertThat(answer.status()).isEqualTo(201);
        var body = answer.body().get("token");
        assertThat(body.get("project").get("id").stringValue()).isEqualTo(project(tenant));
        assertThat(body.get("user").get("domain").get("name").stringValue()).isEqualTo("main");
        assertThat(Duration.between(
                        Instant.parse(body.get("issued_at").stringValue()),
                        Instant.parse(body.get("expires_at").stringValue())))
                .isEqualTo(Duration.ofHours(24));
        assertThat(whoami(subject(answer)).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike() {
        var wrong = token(tenant, "wrong password", "{}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.response().body()).doesNotContain("wrong password\"");
        assertThat(tokenOf("nobody", "main", "x", "{}").status()).isEqualTo(401);
        assertThat(tokenOf("operator", "main", operator.password(), "{}").status())
                .isEqualTo(401);
    }

    /// The service's other callers have places of their own.
    @Test
    void answersTenantsWhileAHundredClientsTryPasswords() throws Exception {
        var done = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Set<Integer>>> attackers = IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(() -> {
                        Set<Integer> seen = new HashSet<>();
                        while (!done.get()) {
                            seen.add(token(tenant, "wrong password", "{}").status());
                        }
                        return seen;
                    }))
                    .toList();
            try {
                for (int i = 0; i < 40; i++) {
                    assertThat(signed(tenant, "GET", "/v3/projects", "").status())
                            .isEqualTo(200);
                    assertThat(signed(tenant, "POST", "/v5/" + project(tenant) + "/whoami", "{}")
                                    .status())
                            .isEqualTo(200);
                }
            } finally {
                done.set(true);
            }
            Set<Integer> seen = new HashSet<>();
            for (Future<Set<Integer>> attacker : attackers) {
                seen.addAll(attacker.get());
            }
            assertThat(seen).isSubsetOf(401, 503).contains(401);
        }
    }

    @Test
    void refusesAnExpiredToken() {
        String token = subject(token(tenant, tenant.password(), "{}"));
        AHEAD.set(Duration.ofHours(24).plusSeconds(1));
        assertThat(whoami(token).status()).isEqualTo(401);
    }

    @Test
    void endsAllTokensOfAPasswordThatChanges() {
        TenantCredentials other = createProject("changing");
        String token = subject(token(other, other.password(), "{}"));
        assertThat(withToken(token, "/v3/projects").status()).isEqualTo(200);
        assertThat(change(other, other.password(), "another one").status()).isEqualTo(204);
        assertThat(withToken(token, "/v3/projects").status()).isEqualTo(401);
        assertThat(token(other, other.password(), "{}").status()).isEqualTo(401);
        assertThat(token(other, "another one", "{}").status()).isEqualTo(201);
    }

    @Test
    void aPasswordThatChangesWhileALoginIsCheckedGivesNoToken() {
        TenantCredentials other = createProject("overtaken");
        assertThat(whileItsPasswordChanges(other, () -> token(other, other.password(), "{}"))
                        .status())
                .isEqualTo(401);
        assertThat(tokensOf(other)).isZero();
    }

    @Test
    void aPasswordThatChangesWhileAnotherChangeIsCheckedIsNotReplaced() {
        TenantCredentials other = createProject("twice");
        assertThat(whileItsPasswordChanges(other, () -> change(other, other.password(), "mine, not theirs"))
                        .status())
                .isEqualTo(401);
        assertThat(token(other, "mine, not theirs", "{}").status()).isEqualTo(401);
    }

    @Test
    void noTokenOfAPasswordOutlivesItWhoeverLogsInMeanwhile() throws Exception {
        TenantCredentials other = createProject("busy");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = IntStream.range(0, 12)
                    .mapToObj(_ -> threads.submit(() -> token(other, other.password(), "{}")))
                    .toList();
            assertThat(change(other, other.password(), "another one").status()).isEqualTo(204);
            for (var login : logins) {
                TestApi.Answer answer = login.get();
                assertThat(answer.status()).isIn(201, 401, 503);
                if (answer.status() == 201) {
                    assertThat(withToken(subject(answer), "/v3/projects").status())
                            .isEqualTo(401);
                }
            }
        }
        assertThat(tokensOf(other)).isZero();
    }

    @Test
    void aNameThatIsNoTextIsAWrongRequest() {
        for (String odd : List.of("\\u0000", "\\ud800", "a\\udc00b")) {
            assertThat(tokenOf(odd, "main", "x", "{}").status()).isEqualTo(400);
            assertThat(tokenOf("main", odd, "x", "{}").status()).isEqualTo(400);
            assertThat(tokenOf("main", "main", odd, "{}").status()).isEqualTo(400);
            assertThat(token(tenant, tenant.password(), "{\"project\":{\"name\":\"" + odd + "\"}}")
                            .status())
                    .isEqualTo(400);
        }
    }
}
