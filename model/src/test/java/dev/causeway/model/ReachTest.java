package dev.causeway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final List<Prefix> LIMITS = prefixes("192.168.0.0/24", "10.1.0.0/16");

    @Test
    void isWhatDestinationsAndLimitsHaveInCommon() {
        assertThat(Reach.of(prefixes("192.168.0.10/32", "10.0.0.0/8", "172.16.0.0/12"), LIMITS))
                .isEqualTo(prefixes("10.1.0.0/16", "192.168.0.10/32"));
    }

    @Test
    void isNothingWithoutDestinationsOrWithoutLimits() {
        assertThat(Reach.of(List.of(), LIMITS)).isEmpty();
        assertThat(Reach.of(LIMITS, List.of())).isEmpty();
        assertThat(Reach.of(prefixes("172.16.0.0/12"), LIMITS)).isEmpty();
    }

    @Test
    void namesNothingTwice() {
        assertThat(Reach.of(
                        prefixes("192.168.0.0/25", "192.168.0.0/24", "192.168.0.7/32", "0.0.0.0/0"),
                        prefixes("192.168.0.0/24", "192.168.0.0/16")))
                .isEqualTo(prefixes("192.168.0.0/16"));
    }

    @Test
    void ofEverythingIsAllThatIsAllowed() {
        assertThat(Reach.of(List.of(Prefix.EVERYTHING), LIMITS)).isEqualTo(prefixes("10.1.0.0/16", "192.168.0.0/24"));
    }

    private static List<Prefix> prefixes(String... texts) {
        return Stream.of(texts).map(Prefix::parse).toList();
    }
}
