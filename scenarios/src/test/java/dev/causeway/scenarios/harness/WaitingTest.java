package dev.causeway.scenarios.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingTest {

    @TempDir
    private Path folder;

    @Test
    void whatAWatchedProcessSaidLastIsToldAsSoonAsItHasEnded() {
        try (Background process = start("echo first; seq 100; echo 'no such device' >&2; exit 3")) {
            process.watched();
            assertThatThrownBy(() -> Waiting.until("a tunnel", () -> false))
                    .hasMessageContainingAll("daemon", "ended with 3", "a tunnel", "no such device", "100")
                    .hasMessageNotContainingAny("in vain", "first");
        }
    }

    @Test
    void aProcessThatWasToldToEndIsNotMissed() {
        AtomicInteger looks = new AtomicInteger();
        try (Background process = start("sleep 60")) {
            process.watched().end("TERM");
            Waiting.until("the third look", Duration.ofSeconds(10), () -> looks.incrementAndGet() == 3);
        }
        assertThat(looks).hasValue(3);
    }

    private Background start(String script) {
        return Background.start(folder.resolve("daemon"), List.of("sh", "-c", script));
    }
}
