package dev.causeway.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns<Integer> turns = new Turns<>();

    @Test
    void oneAtATimeWorksOnAThingAndNothingIsKeptAfterwards() throws InterruptedException {
        int[] count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 2_000; j++) {
                    turns.exclusively(1, () -> count[0]++);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(16_000);
        assertThat(turns.size()).isZero();
    }

    @Test
    void whatFailsOrNestsGivesItsPlaceBack() {
        turns.exclusively(
                1,
                () -> turns.exclusively(
                        1,
                        () -> turns.exclusively(
                                2, () -> assertThat(turns.size()).isEqualTo(2))));
        assertThatThrownBy(() -> turns.exclusively(1, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(turns.size()).isZero();
    }
}
