package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import org.junit.jupiter.api.Test;

class OperatorPasswordTest extends IdentityService {

    private static final String PATH = "/admin/v1/operator/password";

    @Test
    void isSetByASignedCallAndKeptAsAHash() {
        String before = row();
        assertThat(signed(operator, "PUT", PATH, "{\"password\":\"chosen word 1\"}")
                        .status())
                .isEqualTo(204);
        assertThat(row())
                .contains("$argon2id$", ",t)")
                .doesNotContain("chosen word 1")
                .isNotEqualTo(before);
        assertThat(signed(operator, "GET", "/admin/v1/projects", "").status())
                .as("its signature holds as before")
                .isEqualTo(200);
    }

    @Test
    void isRefusedWhenItIsTooShortOrMissing() {
        String before = row();
        for (String body : new String[] {"{}", "{\"password\":\"1234567\"}", "{\"password\":7}"}) {
            TestApi.Answer answer = signed(operator, "PUT", PATH, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body().at("/violations/0/path").stringValue()).isEqualTo("password");
        }
        assertThat(row()).isEqualTo(before);
    }

    @Test
    void isNobodyElsesToSet() {
        assertThat(signed(tenant, "PUT", PATH, "{\"password\":\"chosen word 1\"}")
                        .status())
                .isEqualTo(403);
    }

    private static String row() {
        return database.read(tx -> tx.createQuery("SELECT account::text FROM account WHERE id = :id")
                .bind("id", operator.userId())
                .mapTo(String.class)
                .one());
    }
}
