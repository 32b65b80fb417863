package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.InvalidInput;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void hasALimitFromNoneTo2000() {
        assertThat(page("").limit()).isEqualTo(200);
        assertThat(page("limit=0").limit()).isZero();
        assertThat(page("limit=2000").limit()).isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "2001", "+5", "%2B5", "%D9%A3", "5.0", "0x5", "%205", "99999999999"})
    void refusesALimitThatIsNoSuchNumber(String limit) {
        assertThatThrownBy(() -> page("limit=" + limit))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("0 to 2000");
    }

    private static Page page(String query) {
        return Page.of(new Call(
                "GET", "/", query, Map.of(), Map.of(), Content.NONE, new Caller.Nobody(), Optional.empty(), "request"));
    }
}
