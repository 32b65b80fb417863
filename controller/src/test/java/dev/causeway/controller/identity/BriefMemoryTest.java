package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BriefMemoryTest {

    private static final int MOST = 3;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final BriefMemory<String, String> memory = new BriefMemory<>(MOST, Duration.ofNanos(10), now::get);

    @Test
    void looksOnceWithinTheLimit() {
        look("a");
        now.set(9);
        look("a");
        assertThat(looks).hasValue(1);
        now.set(10);
        look("a");
        assertThat(looks).hasValue(2);
    }

    @Test
    void remembersNothingThatIsNotThere() {
        assertThat(memory.get("a", this::nothing)).isEmpty();
        assertThat(memory.get("a", this::nothing)).isEmpty();
        assertThat(looks).hasValue(2);
    }

    @Test
    void doesNotRememberWhatChangedWhileItWasLookedUp() {
        memory.get("a", key -> {
            memory.forget();
            return Optional.of(key);
        });
        look("a");
        assertThat(looks).hasValue(1);
    }

    @Test
    void holdsNoMoreThanItMay() {
        for (int i = 0; i < 100; i++) {
            look("key " + i);
        }
        assertThat(memory.size()).isBetween(1, MOST);
    }

    private void look(String key) {
        assertThat(memory.get(key, this::found)).contains(key);
    }

    private Optional<String> found(String key) {
        looks.incrementAndGet();
        return Optional.of(key);
    }

    private Optional<String> nothing(String key) {
        looks.incrementAndGet();
        return Optional.empty();
    }
}
