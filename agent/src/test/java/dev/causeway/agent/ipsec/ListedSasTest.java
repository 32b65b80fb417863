package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListedSasTest {

    private final ListedSas listed = new ListedSas();

    @Test
    void asksAgainWhenTheLastOneIsMissing() {
        assertThat(taken(List.of(sas("ESTABLISHED")))).isEqualTo(sas("ESTABLISHED"));
        assertThat(taken(List.of(sas("REKEYED"), sas("REKEYED", "ESTABLISHED"))))
                .isEqualTo(sas("REKEYED", "ESTABLISHED"));
        assertThat(taken(List.of(List.of(), List.of()))).isEmpty();
    }

    @Test
    void asksOnceWhileThereIsNone() {
        assertThat(taken(List.of(List.of()))).isEmpty();
        assertThat(taken(List.of(sas("CONNECTING")))).isEqualTo(sas("CONNECTING"));
    }

    /// What is taken of lists of which the daemon is asked for no fewer and no more.
    private List<IkeSa> taken(List<List<IkeSa>> lists) {
        Iterator<List<IkeSa>> left = lists.iterator();
        List<IkeSa> taken = listed.take(left::next, IkeSa::isLive);
        assertThat(left).isExhausted();
        return taken;
    }

    private static List<IkeSa> sas(String... states) {
        return List.of(states).stream()
                .map(state -> new IkeSa(1, "c", state, 0, 0, Optional.empty(), false, List.of()))
                .toList();
    }
}
