package dev.causeway.agent.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.document.HostLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMeterTest {

    private static final String MEMORY = """
            MemTotal:        1000000 kB
            MemFree:          100000 kB
            MemAvailable:     400000 kB
            """;

    private final AtomicLong nanoseconds = new AtomicLong();

    @TempDir
    private Path proc;

    private LoadMeter meter;

    @BeforeEach
    void begin() throws IOException {
        var clock = SteadyClock.from(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), nanoseconds::get);
        meter = new LoadMeter(proc, Duration.ofSeconds(5), clock);
        Files.writeString(proc.resolve("meminfo"), MEMORY);
    }

    @Test
    void whatWasInUseSinceTheLastLookIsTold() throws IOException {
        kernelSays("cpu  1000 0 0 5000 0 0 0 0 0 0");
        assertThat(meter.load()).isEmpty();
        pass(5);
        kernelSays("cpu  1030 10 15 5130 10 2 2 1 30 10");
        assertThat(meter.load()).contains(new HostLoad(300, 614_400_000, 1_024_000_000));
        pass(5);
        kernelSays("cpu  1130 10 15 5130 10 2 2 1 30 10");
        assertThat(meter.load().map(HostLoad::processor)).contains(1_000);
    }

    @Test
    void nobodyLooksMoreOftenThanIsWanted() throws IOException {
        kernelSays("cpu  0 0 0 0 0 0 0 0 0 0");
        meter.load();
        pass(5);
        kernelSays("cpu  50 0 0 50 0 0 0 0 0 0");
        Optional<HostLoad> seen = meter.load();
        pass(4);
        kernelSays("cpu  50 0 0 1000 0 0 0 0 0 0");
        assertThat(meter.load()).isEqualTo(seen).isPresent();
        pass(1);
        assertThat(meter.load().map(HostLoad::processor)).contains(0);
    }

    @Test
    void whereTheKernelSaysNothingNothingIsTold() throws IOException {
        for (String odd : new String[] {"", "cpu", "cpu a b c d e f g h", "cpu  1 2 3", "intr 1 2 3 4 5 6 7 8"}) {
            kernelSays(odd);
            assertThat(meter.load()).as(odd).isEmpty();
            pass(5);
        }
        kernelSays("cpu  0 0 0 0 0 0 0 0 0 0");
        meter.load();
        pass(5);
        kernelSays("cpu  1 0 0 0 0 0 0 0 0 0");
        Files.writeString(proc.resolve("meminfo"), "MemTotal:        1000000 kB\n");
        assertThat(meter.load()).isEmpty();
        Files.delete(proc.resolve("stat"));
        pass(5);
        assertThat(meter.load()).isEmpty();
    }

    @Test
    void theKernelOfThisHostSaysIt() throws InterruptedException {
        var here = new LoadMeter(Duration.ofMillis(1));
        Optional<HostLoad> seen = here.load();
        while (seen.isEmpty()) {
            Thread.sleep(10);
            seen = here.load();
        }
        assertThat(seen.get().processor()).isBetween(0, 1_000);
        assertThat(seen.get().memoryUsed()).isPositive().isLessThan(seen.get().memoryTotal());
    }

    private void kernelSays(String line) throws IOException {
        Files.writeString(proc.resolve("stat"), line + "\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    }

    private void pass(int seconds) {
        nanoseconds.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
