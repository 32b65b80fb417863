package dev.causeway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {

    @Test
    void isTheTextItself() {
        assertThat(Quote.of("Zürich 東京 10.0.0.0/8")).isEqualTo("Zürich 東京 10.0.0.0/8");
    }

    @Test
    void isCut() {
        assertThat(Quote.of("x".repeat(100))).hasSize(100);
        assertThat(Quote.of("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
    }

    @Test
    void staysOnOneLineAndHidesNothing() {
        assertThat(Quote.of("a\r\nb\u001B[2Jc\u2028d\u202Ee")).isEqualTo("a??b?[2Jc?d?e");
    }
}
