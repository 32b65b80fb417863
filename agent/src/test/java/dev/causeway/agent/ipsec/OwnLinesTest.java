package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may be the reason why a tunnel is down, among lines as the daemon writes them.
class OwnLinesTest {

    private static final String FIRST = "[ENC] parsed ID_PROT request 0 [ SA V V V V ]";
    private static final String SECOND = "[ENC] parsed ID_PROT request 0 [ KE No NAT-D NAT-D ]";
    private static final String UNREADABLE = "[IKE] message parsing failed";

    private final OwnLines own = new OwnLines();

    @Test
    void aLineInTheConnectionsNameIsItsOwn() {
        assertThat(isOwn("vpn-1-2-3|4", UNREADABLE)).isTrue();
    }

    @Test
    void nobodysMessageIsNot() {
        assertThat(isOwn("", "[NET] received invalid IKE header from 198.51.100.2 - ignored"))
                .isFalse();
        assertThat(isOwn("", UNREADABLE)).isFalse();
        assertThat(isOwn("", "[NET] error writing to socket: Network is unreachable"))
                .isTrue();
    }

    @Test
    void aFirstMessageIsNotHoweverOftenItComes() {
        for (String first : List.of(FIRST, "[ENC] parsed IKE_SA_INIT request 0 [ SA KE No ]")) {
            for (int times = 0; times < 3; times++) {
                assertThat(isOwn("5", first)).isFalse();
                assertThat(isOwn("5", "[IKE] received proposals unacceptable")).isFalse();
            }
            own.startAnew();
        }
        assertThat(isOwn("6", UNREADABLE)).isFalse();
    }

    @Test
    void whatFollowsASecondMessageIs() {
        assertThat(isOwn("5", FIRST)).isFalse();
        assertThat(isOwn("6", FIRST)).isFalse();
        assertThat(isOwn("5", SECOND)).isTrue();
        assertThat(isOwn("5", UNREADABLE)).isTrue();
        assertThat(isOwn("6", UNREADABLE)).isFalse();
    }

    @Test
    void anotherDaemonCountsAnew() {
        assertThat(isOwn("5", FIRST)).isFalse();
        assertThat(isOwn("5", SECOND)).isTrue();
        own.startAnew();
        assertThat(isOwn("5", UNREADABLE)).isFalse();
    }

    @Test
    void aFloodOfFirstMessagesTakesNoMoreMemory() {
        isOwn("1", FIRST);
        for (int number = 2; number < 10_000; number++) {
            assertThat(isOwn(Integer.toString(number), FIRST)).isFalse();
        }
        assertThat(isOwn("9999", SECOND)).isTrue();
        assertThat(isOwn("1", SECOND)).as("forgotten").isFalse();
    }

    private boolean isOwn(String negotiation, String text) {
        return own.isOwn(new DaemonLog.Line(0, 0, Instant.EPOCH, text, negotiation));
    }
}
