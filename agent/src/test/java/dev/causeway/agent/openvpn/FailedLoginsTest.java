package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.openvpn.FailedLogins.Source;
import dev.causeway.model.Ipv4;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Source ALICE = new Source("alice", Ipv4.parse("198.51.100.2"));

    private final FailedLogins failures = new FailedLogins();

    private void fail(int times, Instant at) {
        for (int i = 0; i < times; i++) {
            failures.failed(ALICE, at);
        }
    }

    @Test
    void fiveInAMinuteAreRefusedForAMinute() {
        fail(4, NOW);
        assertThat(failures.isRefused(ALICE, NOW)).isFalse();
        failures.failed(ALICE, NOW.plusSeconds(59));
        assertThat(failures.isRefused(ALICE, NOW.plusSeconds(60))).isTrue();
        assertThat(failures.isRefused(ALICE, NOW.plusSeconds(118))).isTrue();
        assertThat(failures.isRefused(ALICE, NOW.plusSeconds(119))).isFalse();
    }

    @Test
    void thoseOfAnHourAgoDoNotCount() {
        fail(4, NOW);
        fail(4, NOW.plusSeconds(3600));
        assertThat(failures.isRefused(ALICE, NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void othersAreNotRefusedWithThem() {
        fail(5, NOW);
        assertThat(failures.isRefused(new Source("bob", ALICE.address()), NOW)).isFalse();
        assertThat(failures.isRefused(new Source("alice", Ipv4.parse("198.51.100.6")), NOW))
                .isFalse();
    }

    @Test
    void whoComesInBeginsAnew() {
        fail(4, NOW);
        failures.succeeded(ALICE);
        fail(4, NOW);
        assertThat(failures.isRefused(ALICE, NOW)).isFalse();
    }

    @Test
    void whoMakesUpNamesFillsNoMemory() {
        fail(5, NOW);
        for (int i = 0; i < FailedLogins.REMEMBERED; i++) {
            failures.failed(new Source("user" + i, ALICE.address()), NOW);
        }
        assertThat(failures.isRefused(ALICE, NOW)).isFalse();
    }
}
