package dev.causeway.controller.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Content;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void hasALimitFromNoneTo2000() {
        assertThat(page("").limit()).isEqualTo(200);
        assertThat(page("limit=0").limit()).isZero();
        assertThat(page("limit=2000").limit()).isEqualTo(2000);
        assertThat(page("limit=0000000007").limit()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "2001", "+5", "%2B5", "%D9%A3", "5.0", "0x5", "%205", "99999999999"})
    void refusesALimitThatIsNoSuchNumber(String limit) {
        assertThatThrownBy(() -> page("limit=" + limit))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("limit: must be a number from 0 to 2000");
    }

    @Test
    void beginsBehindItsMarker() {
        Instant moment = Instant.parse("2026-01-02T03:04:05.678Z");
        assertThat(page("marker=2026-01-02T03:04:05.678Z").after()).contains(moment);
        assertThat(page("marker=").after()).isEmpty();
        assertThatThrownBy(() -> page("marker=yesterday"))
                .hasMessage("marker: must be the next_marker of the page before");
        assertThat(page(Paging.BY_IDENTIFIER, "marker=00000000-0000-4000-8000-00000000000A")
                        .after())
                .contains(UUID.fromString("00000000-0000-4000-8000-00000000000a"));
        assertThatThrownBy(() -> page(Paging.BY_IDENTIFIER, "marker=1"))
                .hasMessageStartingWith("marker: must be an ID");
    }

    @Test
    void leavesOutAsManyAsItsOffsetSays() {
        assertThat(page(Paging.COUNTED, "offset=17&limit=1")).satisfies(page -> {
            assertThat(page.offset()).isEqualTo(17);
            assertThat(page.limit()).isEqualTo(1);
        });
        assertThatThrownBy(() -> page(Paging.COUNTED, "offset=2147483648"))
                .hasMessage("offset: must be a number from 0 to 2147483647, not '2147483648'");
        assertThatThrownBy(() -> page(Paging.COUNTED, "limit=0")).hasMessageStartingWith("limit: ");
    }

    @Test
    void namesTheMarkerOfTheNextOneIfThereIsOne() {
        Instant first = Instant.parse("2026-01-02T03:04:05.678Z");
        List<Instant> rows = List.of(first, first.minusMillis(1), first.minusMillis(2));
        assertThat(page("limit=2").slice(rows, moment -> moment))
                .isEqualTo(
                        new Page.Slice<>(rows.subList(0, 2), new PageInfo(Optional.of("2026-01-02T03:04:05.677Z"), 2)));
        assertThat(page("limit=3").slice(rows, moment -> moment))
                .isEqualTo(new Page.Slice<>(rows, new PageInfo(Optional.empty(), 3)));
        assertThat(page("limit=0").slice(rows.subList(0, 1), moment -> moment))
                .isEqualTo(new Page.Slice<>(List.of(), new PageInfo(Optional.empty(), 0)));
    }

    private static Page<Instant> page(String query) {
        return page(Paging.NEWEST_FIRST, query);
    }

    private static <M> Page<M> page(Paging<M> paging, String query) {
        Route route =
                Route.open(Method.GET, "/", "test", _ -> Reply.noContent()).taking(paging);
        return paging.page(new Call(
                "GET",
                "/",
                query,
                Map.of(),
                Map.of(),
                Optional.of(route),
                Content.NONE,
                new Caller.Nobody(),
                Optional.empty(),
                "request"));
    }
}
