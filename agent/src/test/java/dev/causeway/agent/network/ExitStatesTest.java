package dev.causeway.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.network.Exit.State;
import dev.causeway.model.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is made of the states of exits by those who send into them.
class ExitStatesTest {

    private static final Instant LASTING = Instant.ofEpochSecond(1000);
    private static final State LASTS = new State.Up(LASTING);
    private static final State NEW = new State.Up(LASTING.plus(Duration.ofMillis(1)));
    private static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");
    private static final Prefix SHOP = Prefix.parse("10.2.0.0/24");
    private static final ExitId ONE = new ExitId("one");
    private static final ExitId OTHER = new ExitId("other");

    @Test
    void whatHasNotBeenUpForLongIsFresh() {
        ExitStates states = ExitStates.of(Map.of(ONE, LASTS, OTHER, NEW), LASTING);
        assertThat(states.up()).containsExactlyInAnyOrder(ONE, OTHER);
        assertThat(states.fresh()).containsExactly(OTHER);
        assertThat(ExitStates.of(Map.of(ONE, LASTS, OTHER, NEW), LASTING.plusSeconds(1))
                        .fresh())
                .isEmpty();
    }

    @Test
    void whatIsNeitherUpNorUndecidedIsDownThoughItReachesSomething() {
        ExitStates states = ExitStates.of(Map.of(ONE, State.UNDECIDED, OTHER, new State.Down(Set.of(OFFICE))), LASTING);
        assertThat(states.isDown(ONE)).isFalse();
        assertThat(states.isDown(OTHER)).isTrue();
        assertThat(states.partly()).isEqualTo(Map.of(OTHER, Set.of(OFFICE)));
        assertThat(ExitStates.of(Map.of(ONE, State.DOWN), LASTING)).isEqualTo(ExitStates.ALL_DOWN);
    }

    @Test
    void anExitIsOfUseOnlyAsFarAsItsNodeSendsIntoIt() {
        var routed = new Routed(Set.of(ONE), Map.of(OTHER, Set.of(OFFICE)));
        assertThat(routed.through(exit(ONE, LASTS))).isEqualTo(LASTS);
        assertThat(routed.through(exit(OTHER, LASTS))).isEqualTo(State.DOWN);
        assertThat(routed.through(exit(OTHER, State.UNDECIDED))).isEqualTo(State.UNDECIDED);
        assertThat(routed.through(exit(OTHER, new State.Down(Set.of(OFFICE, SHOP)))))
                .isEqualTo(new State.Down(Set.of(OFFICE)));
    }

    @Test
    void whatIsNotLearnedAnyMoreIsLost() {
        ExitStates before = ExitStates.of(Map.of(ONE, LASTS), LASTING).with(Map.of(ONE, Set.of(OFFICE, SHOP)));
        assertThat(before.with(Map.of(ONE, Set.of(OFFICE))).lost(before)).isTrue();
        assertThat(before.with(Map.of()).lost(before)).isTrue();
        assertThat(before.lost(before.with(Map.of(ONE, Set.of(OFFICE))))).isFalse();
        assertThat(before.lost(before)).isFalse();
        assertThat(ExitStates.of(List.of(before, ExitStates.ALL_DOWN.with(Map.of(OTHER, Set.of(SHOP)))))
                        .learned())
                .isEqualTo(Map.of(ONE, Set.of(OFFICE, SHOP), OTHER, Set.of(SHOP)));
    }

    @Test
    void aNodeSendsIntoAnExitOfWhichNobodyKnowsAsLongAsSomethingIsLearnedOfIt() {
        var there = new NetworkView(
                Map.of("tun1", new NetworkLink("tun1", "tun", true, true, 1400, "", Optional.empty(), Set.of())),
                Set.of(),
                Set.of());
        assertThat(Routed.of(List.of(learning(State.UNDECIDED, OFFICE)), there).whole())
                .containsExactly(ONE);
        assertThat(Routed.of(List.of(learning(State.UNDECIDED)), there).whole()).isEmpty();
        assertThat(Routed.of(List.of(learning(LASTS)), there).whole()).containsExactly(ONE);
        assertThat(Routed.of(List.of(learning(LASTS, OFFICE)), NetworkView.EMPTY)
                        .whole())
                .isEmpty();
    }

    private static Exit learning(State state, Prefix... learned) {
        return new Exit(ONE, "tun1", state, Set.of(OFFICE, SHOP), Optional.of(Set.of(learned)));
    }

    private static Exit exit(ExitId id, State state) {
        return new Exit(id, "tun1", state, Set.of(OFFICE, SHOP));
    }
}
