package dev.causeway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortTextTest {

    @ParameterizedTest
    @CsvSource({
        "65001 65002, 11, 65001 65002",
        "65001 65002, 10, 65001 …",
        "65001 65002, 7, 65001 …",
        "65001 65002, 6, 65001…",
        "'{65001,65002}', 9, '{65001,6…'",
        "ab\uD83D\uDE00cd, 4, ab…",
    })
    void endsWithAWholeWordWhereItCan(String text, int longest, String cut) {
        assertThat(ShortText.of(text, longest)).isEqualTo(cut);
        assertThat(ShortText.of(cut, longest)).isEqualTo(cut);
    }
}
