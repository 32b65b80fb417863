package dev.causeway.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PrintingProgramTest {

    @Test
    void tellsLinesAsTheyAreEnded() {
        Command command = Command.of("sh", "-c", "cat; echo $MORE; printf begun; exec sleep 100")
                .withInput("one\ntwo\n");
        try (PrintingProgram program = PrintingProgram.start(command, Map.of("MORE", "three"))) {
            List<String> lines = new ArrayList<>();
            Awaitility.await().until(() -> {
                lines.addAll(program.lines());
                return lines.size() >= 3;
            });
            assertThat(lines).containsExactly("one", "two", "three");
            assertThat(program.isAlive()).isTrue();
        }
    }

    @Test
    void killsTheProgram() {
        PrintingProgram program = PrintingProgram.start(Command.of("sleep", "100"), Map.of());
        program.close();
        assertThat(program.isAlive()).isFalse();
        assertThat(program.lines()).isEmpty();
    }

    @Test
    void saysWhichProgramIsMissing() {
        assertThatThrownBy(() -> PrintingProgram.start(Command.of("no-such-program"), Map.of()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no-such-program");
    }
}
