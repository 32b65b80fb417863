package dev.causeway.controller.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final long GENERATION = 5;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void whatWasNeverAppliedIsPending() {
        assertThat(standing(0, false)).isEqualTo(Standing.PENDING);
        assertThat(standing(4, false)).isEqualTo(Standing.PENDING);
    }

    @Test
    void whatIsAppliedIsApplied() {
        assertThat(standing(5, false)).isEqualTo(Standing.APPLIED);
        assertThat(standing(9, false)).isEqualTo(Standing.APPLIED);
    }

    @Test
    void whatFailsNowHasFailedWhateverItWasBefore() {
        assertThat(standing(0, true)).isEqualTo(Standing.FAILED);
        assertThat(standing(5, true)).isEqualTo(Standing.FAILED);
    }

    @Test
    void nobodyKnowsHowItIsOnAHostThatWasSilentForLong() {
        for (boolean failing : new boolean[] {false, true}) {
            var word = new Standing.Word(5, failing, NOW);
            assertThat(Standing.of(word, GENERATION, Instant.EPOCH, NOW.plusSeconds(90)))
                    .isNotEqualTo(Standing.SILENT);
            assertThat(Standing.of(word, GENERATION, Instant.EPOCH, NOW.plusSeconds(91)))
                    .isEqualTo(Standing.SILENT);
        }
    }

    @Test
    void silenceCountsFromWhenAHostMustBeHeard() {
        var never = new Standing.Word(0, false, Instant.EPOCH);
        assertThat(Standing.of(never, GENERATION, NOW, NOW.plusSeconds(90))).isEqualTo(Standing.PENDING);
        assertThat(Standing.of(never, GENERATION, NOW, NOW.plusSeconds(91))).isEqualTo(Standing.SILENT);
    }

    @Test
    void theWorstComesLast() {
        assertThat(Standing.values())
                .containsExactly(Standing.APPLIED, Standing.PENDING, Standing.SILENT, Standing.FAILED);
    }

    private static Standing standing(long applied, boolean failing) {
        return Standing.of(new Standing.Word(applied, failing, NOW), GENERATION, NOW, NOW);
    }
}
