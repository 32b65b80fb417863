package dev.causeway.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.HostId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private final HostId one = HostId.random();
    private final HostId two = HostId.random();
    private final HostId three = HostId.random();

    @Test
    void takesDifferentHostsWhereThereAre() {
        var busy = List.of(heard(one, 0), heard(two, 900));
        assertThat(Spread.over(List.of(busy, busy))).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void leavesToTheOtherTheOnlyHostOfItsZone() {
        assertThat(Spread.over(List.of(List.of(heard(one, 0), heard(two, 5)), List.of(heard(one, 0)))))
                .containsExactly(two, one);
        assertThat(Spread.over(List.of(List.of(heard(one, 0)), List.of(heard(one, 0), heard(two, 5)))))
                .containsExactly(one, two);
    }

    @Test
    void takesOneHostTwiceWhereThereIsNoOther() {
        assertThat(Spread.over(List.of(List.of(heard(one, 3)), List.of(heard(one, 3)))))
                .containsExactly(one, one);
    }

    @Test
    void takesThoseWithTheLeastLoad() {
        var all = List.of(heard(one, 4), heard(two, 2), heard(three, 3));
        assertThat(Spread.over(List.of(all, all))).containsExactlyInAnyOrder(two, three);
    }

    @Test
    void takesAHostThatIsSilentOnlyWhereNoOtherIs() {
        var all = List.of(heard(one, 9), new Spread.Candidate(two, false, 0));
        assertThat(Spread.over(List.of(all, all))).containsExactly(one, one);
        var silent = List.of(new Spread.Candidate(one, false, 9), new Spread.Candidate(two, false, 0));
        assertThat(Spread.over(List.of(silent))).containsExactly(two);
    }

    @Test
    void looksAtFewOfManyHosts() {
        List<Spread.Candidate> many = LongStream.range(0, 2_000)
                .mapToObj(load -> heard(HostId.random(), load))
                .toList();
        List<List<Spread.Candidate>> places =
                IntStream.range(0, 4).mapToObj(_ -> many).toList();
        assertThat(Spread.over(places))
                .containsExactlyInAnyOrderElementsOf(
                        many.subList(0, 4).stream().map(Spread.Candidate::host).toList());
    }

    private static Spread.Candidate heard(HostId host, long load) {
        return new Spread.Candidate(host, true, load);
    }
}
