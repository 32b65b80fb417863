package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LifespansTest {

    private final Lifespans lifespans = new Lifespans();

    @Test
    void areShortWhenThreeInARowEndedEarly() {
        endThreeEarly();
    }

    private void endThreeEarly() {
        for (long id = 1; id <= 3; id++) {
            assertThat(lifespans.areShort()).isFalse();
            seen(20 * id, sa(id, 0));
            seen(20 * id + 15);
        }
        assertThat(lifespans.areShort()).isTrue();
    }

    @Test
    void areShortUntilOneHasLasted() {
        endThreeEarly();
        seen(100, sa(4, 0));
        seen(159, sa(4, 59));
        assertThat(lifespans.areShort()).isTrue();
        seen(160, sa(4, 60));
        assertThat(lifespans.areShort()).isFalse();
    }

    @Test
    void oneThatLastedBetweenThemMakesAllWell() {
        seen(0, sa(1, 0));
        seen(15);
        seen(20, sa(2, 0));
        seen(35);
        seen(40, sa(3, 0));
        seen(101);
        seen(102, sa(4, 0));
        seen(110);
        assertThat(lifespans.areShort()).isFalse();
    }

    @Test
    void doNotEndWhereOneTakesThePlaceOfAnother() {
        for (long id = 1; id <= 9; id++) {
            // IKEv1: both stand side by side. IKEv2: the daemon tells.
            seen(10 * id, sa(id, 9), sa(id + 1, 0));
            seen(10 * id + 1, sa(id + 1, 1));
        }
        Lifespans told = new Lifespans();
        for (long id = 1; id <= 9; id++) {
            told.seen(List.of(sa(id, 0)), id == 1 ? Set.of() : Set.of(id), Duration.ofSeconds(10 * id));
        }
        assertThat(lifespans.areShort()).isFalse();
        assertThat(told.areShort()).isFalse();
    }

    @Test
    void sayNothingOfOnesThatThisEndEnds() {
        LongStream.rangeClosed(1, 5).forEach(id -> {
            seen(10 * id, sa(id, 0));
            lifespans.forget(id);
            seen(10 * id + 1);
        });
        assertThat(lifespans.areShort()).isFalse();
    }

    private void seen(long second, IkeSa... established) {
        lifespans.seen(Arrays.asList(established), Set.of(), Duration.ofSeconds(second));
    }

    private static IkeSa sa(long id, long age) {
        return new IkeSa(id, "vpn", "ESTABLISHED", age, id, Optional.of(3000L), false, List.of());
    }
}
