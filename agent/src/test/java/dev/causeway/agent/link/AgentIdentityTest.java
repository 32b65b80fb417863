package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentIdentityTest {

    private static final String UNTIL_2029 = """
            -----BEGIN CERTIFICATE-----
            MIIBczCCARmgAwIBAgIUUz0ED4iYrsm7/7sK2rvP0zUlFJ4wCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEaG9zdDAeFw0yNjExMjMwODE3NTVaFw0yOTA4MTkwODE3NTVa
            MA8xDTALBgNVBAMMBGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASkXieO
            Z0ymkMENli+6iA8Oq3r6ylYe6FUm3jw2MUQRg4znnaszhpaiEqRP9+RCGcOZSHW2
            FYn9lMq895Tjb6M7o1MwUTAdBgNVHQ4EFgQUtdkjzWXfkS9UARQrGeKEz55N4ngw
            HwYDVR0jBBgwFoAUtdkjzWXfkS9UARQrGeKEz55N4ngwDwYDVR0TAQH/BAUwAwEB
            /zAKBggqhkjOPQQDAgNIADBFAiBjfUIsQnQmd9Dt5qgMskVo6ou0fGI/Vv7rl9ml
            lA11qQIhAMMiPag6I+/7CqZ9F6RV/GmWUDQJNDrayEHaool9EyIV
            -----END CERTIFICATE-----
            """;

    static final String UNTIL_2051 = """
            -----BEGIN CERTIFICATE-----
            MIIBdTCCARugAwIBAgIUeGuyjBJdV/CK5AHILCjezAH82u0wCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEaG9zdDAgFw0yNjExMjMwODE3NTZaGA8yMDUxMDcxNTA4MTc1
            NlowDzENMAsGA1UEAwwEaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKXH
            hyzmCI8LwerCSy4TX59168w31vdl4bWGSawGqeLPRJId4cidIF199wVPKrnZeldn
            1l8Gtrueo44zEn6khDajUzBRMB0GA1UdDgQWBBRO5cD+CpnLUUMRmPj35VRfLsVh
            WDAfBgNVHSMEGDAWgBRO5cD+CpnLUUMRmPj35VRfLsVhWDAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0gAMEUCIB6lMCsauoowCHPpLkiZdC7bUo94dfsPnofb
            IbVUzUpGAiEA6eAUZEy6dhgyYW5hSEyrb/DUmT6WciUHQ/NSTzrwSPE=
            -----END CERTIFICATE-----
            """;

    private static final Instant IN_2040 = Instant.parse("2040-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private AgentIdentity identity;

    @BeforeEach
    void open() {
        file = folder.resolve("identity.p12");
        identity = new AgentIdentity(file);
    }

    @Test
    void thereIsNoneBeforeTheFirstCertificate() throws Exception {
        assertThat(identity.valid(IN_2040)).isFalse();
        assertThat(identity.keyManagers()).isEmpty();
    }

    @Test
    void aRenewedCertificateCountsAtOnce() throws Exception {
        identity.save(AgentIdentity.newKeys(), UNTIL_2029);
        assertThat(identity.valid(IN_2040)).isFalse();

        identity.save(AgentIdentity.newKeys(), UNTIL_2051);

        assertThat(identity.valid(IN_2040)).isTrue();
    }

    @Test
    void aFileThatSomebodyPutsInItsPlaceCountsAtOnce() throws Exception {
        Path other = folder.resolve("other.p12");
        new AgentIdentity(other).save(AgentIdentity.newKeys(), UNTIL_2051);
        identity.save(AgentIdentity.newKeys(), UNTIL_2029);
        assertThat(identity.valid(IN_2040)).isFalse();

        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(identity.valid(IN_2040)).isTrue();
    }

    @Test
    void withoutItsFileItIsGone() throws Exception {
        identity.save(AgentIdentity.newKeys(), UNTIL_2051);
        assertThat(identity.valid(IN_2040)).isTrue();

        Files.delete(file);

        assertThat(identity.valid(IN_2040)).isFalse();
    }
}
