package dev.causeway.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.probe.MinuteBlocks.Block;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinuteBlocksTest {

    private final MinuteBlocks<String, Integer> blocks = new MinuteBlocks<>();

    @Test
    void aMinuteIsToldOnceWhenTheNextHasBegun() {
        blocks.add("a", 100, 1);
        blocks.add("a", 100, 2);
        assertThat(blocks.take(100)).isEmpty();
        assertThat(blocks.take(101)).as("the last sample may be on its way").isEmpty();
        blocks.add("a", 101, 3);
        assertThat(blocks.take(101)).containsExactly(new Block<>("a", 100, List.of(1, 2)));
        assertThat(blocks.take(101)).isEmpty();
    }

    @Test
    void whatIsMeasuredNoMoreIsToldAMinuteLater() {
        blocks.add("a", 100, 1);
        assertThat(blocks.take(102)).containsExactly(new Block<>("a", 100, List.of(1)));
    }

    @Test
    void aSampleThatIsALittleLateIsNotLost() {
        blocks.add("a", 100, 1);
        blocks.add("a", 99, 2);
        blocks.add("a", 101, 3);
        assertThat(blocks.take(101)).containsExactly(new Block<>("a", 100, List.of(1, 2)));
    }

    @Test
    void aClockThatIsSetBackBeginsAnewAndKeepsWhatIsPast() {
        blocks.add("a", 39, 0);
        blocks.add("a", 100, 1);
        blocks.add("a", 40, 2);
        blocks.add("a", 41, 3);
        assertThat(blocks.take(41)).containsExactly(new Block<>("a", 39, List.of(0)), new Block<>("a", 40, List.of(2)));
    }

    @Test
    void whatNobodyTakesIsKeptForAnHour() {
        for (int minute = 0; minute < 200; minute++) {
            blocks.add("a", minute, minute);
        }
        assertThat(blocks.take(200)).extracting(Block::minute).startsWith(140L).endsWith(198L);
    }

    @Test
    void whatNobodyAsksForIsKeptForAnHourToo() {
        for (int minute = 0; minute < 200; minute++) {
            blocks.add("a", minute, minute);
        }
        assertThat(blocks.take(100)).hasSize(59);
    }
}
