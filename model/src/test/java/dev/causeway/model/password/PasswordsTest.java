package dev.causeway.model.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    /// Made by password4j, which earlier versions used.
    private static final PasswordHash EARLIER = new PasswordHash(
            "$argon2id$v=19$m=19456,t=2,p=1" + "$MDEyMzQ1Njc4OWFiY2RlZg$qAAdVu8VdKlXtIS7UKAA4hTsSdtDQ0ti9a2+XZt4zXw");

    private static final String EARLIER_PASSWORD = "Gr\u00fcn & \u00a2heese";

    private final Passwords passwords = new Passwords(2);

    @Test
    void knowsAPasswordByItsHash() {
        PasswordHash hash = passwords.hash("Test@12345");
        assertThat(passwords.matches("Test@12345", hash)).isTrue();
        assertThat(passwords.matches("Test@12346", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void writesTheUsualForm() {
        assertThat(passwords.hash("Test@12345").text())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void saltsEachHashAnew() {
        assertThat(passwords.hash("Test@12345")).isNotEqualTo(passwords.hash("Test@12345"));
    }

    @Test
    void readsTheHashesOfEarlierVersions() {
        assertThat(passwords.matches(EARLIER_PASSWORD, EARLIER)).isTrue();
        assertThat(passwords.matches("Grun & cheese", EARLIER)).isFalse();
        assertThat(Argon2.load(Argon2.LIBRARY)
                        .hash(EARLIER_PASSWORD, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(EARLIER.text());
    }

    @Test
    void takesEveryCharacter() {
        for (String odd : List.of("", "\0", "a\0b", "`~!@#$%^&*()-_=+\\|[{}];:'\",<.>/? ", "x".repeat(4096))) {
            PasswordHash hash = passwords.hash(odd);
            assertThat(passwords.matches(odd, hash)).isTrue();
            assertThat(passwords.matches(odd + "\0", hash)).isFalse();
        }
    }

    @Test
    void hashesManyInTheirOrder() {
        List<String> many = IntStream.range(0, 7).mapToObj(i -> "password " + i).toList();
        List<PasswordHash> hashes = passwords.hashAll(many);
        assertThat(hashes).hasSize(7);
        for (int i = 0; i < many.size(); i++) {
            assertThat(passwords.matches(many.get(i), hashes.get(i))).isTrue();
        }
        assertThat(passwords.hashAll(List.of())).isEmpty();
    }

    @Test
    void answersManyWhoAskAtOnce() throws Exception {
        PasswordHash hash = passwords.hash("right");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> passwords.matches(i % 2 == 0 ? "right" : "wrong", hash)))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0);
            }
        }
    }

    @Test
    void saysNeitherPasswordNorHashWhenAHashCannotBeRead() {
        assertThatThrownBy(() -> passwords.matches("my secret", new PasswordHash("$argon2id$broken")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContainingAny("my secret", "broken");
    }

    @Test
    void namesThePackageWhenTheLibraryIsMissing() {
        assertThatThrownBy(() -> Argon2.load("libargon2.so.none"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("libargon2.so.none cannot be loaded, by which passwords are checked: "
                        + "install the package libargon2-1");
    }
}
