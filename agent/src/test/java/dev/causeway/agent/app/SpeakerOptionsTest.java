package dev.causeway.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.routing.SpeakerTimers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SpeakerOptionsTest {

    @Test
    void withoutAnyTheUsualTimersHold() {
        assertThat(timers()).isEqualTo(SpeakerTimers.USUAL);
    }

    @Test
    void timersAndDetectionAreTaken() {
        assertThat(timers("--bgp-timers", "3,9", "--bfd", "5,1000"))
                .isEqualTo(new SpeakerTimers(3, 9, Optional.of(new SpeakerTimers.Detection(5, 1000))));
        assertThat(timers("--bfd", "0").detection()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedWithWhatCan() {
        for (String wrong : List.of("10", "10,20", "0,30", "10,30,50", "a,b", "30000,90000", "")) {
            assertThatThrownBy(() -> timers("--bgp-timers", wrong))
                    .as(wrong)
                    .isInstanceOf(CommandLine.ParameterException.class)
                    .hasMessageContaining("takes two numbers");
        }
        for (String wrong : List.of("1,300", "256,300", "3,9", "3,60001", "no")) {
            assertThatThrownBy(() -> timers("--bfd", wrong))
                    .as(wrong)
                    .isInstanceOf(CommandLine.ParameterException.class)
                    .hasMessageContaining("takes ");
        }
    }

    private static SpeakerTimers timers(String... arguments) {
        var options = new SpeakerOptions();
        CommandLine.populateCommand(options, arguments);
        return options.timers();
    }
}
