package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.RouteTable.Entry;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTablesTest {

    private static final String TOLD = """
            {"routes":{
              "10.1.0.0/24":[{"bestpath":true,"peerId":"169.254.70.2","nexthops":[{"ip":"169.254.70.2"}],"origin":"IGP"}],
              "10.2.0.0/24":[{"bestpath":true,"peerId":"169.254.70.2","nexthops":[{"ip":"169.254.70.2"}],"origin":"IGP"}],
              "192.168.0.0/24":[{"bestpath":true,"peerId":"(unspec)","nexthops":[{"ip":"0.0.0.0"}],"origin":"IGP"}]}}
            """;

    private final Neighbour neighbour = new Neighbour(
            ConnectionId.random(),
            new Slot(1),
            Ipv4.parse("169.254.70.1"),
            Ipv4.parse("169.254.70.2"),
            65001,
            SpeakerLab.prefixes("10.0.0.0/8"),
            false,
            0);
    private final SpeakerConfig config = SpeakerLab.config(SpeakerLab.prefixes("192.168.0.0/24"), neighbour);
    private final RouteTables tables = new RouteTables(Clock.systemUTC(), () -> Ipv4.parse("192.168.0.10"));

    private List<String> of(Optional<ConnectionId> source) {
        return tables.all().stream()
                .filter(table -> table.connection().equals(source))
                .flatMap(table -> table.routes().stream())
                .map(Entry::destination)
                .map(Prefix::toString)
                .toList();
    }

    @Test
    void whenNobodyCanBeAskedTheyHoldWhatTheKernelStillGoesBy() {
        assertThat(tables.take(TOLD, config)).isTrue();
        assertThat(of(Optional.of(neighbour.connection()))).containsExactly("10.1.0.0/24", "10.2.0.0/24");
        Map<Slot, Set<Prefix>> routed =
                Map.of(new Slot(1), Set.of(Prefix.parse("10.2.0.0/24"), Prefix.parse("10.3.0.0/24")));
        assertThat(tables.keep(config, routed)).isTrue();
        assertThat(of(Optional.of(neighbour.connection()))).containsExactly("10.2.0.0/24");
        assertThat(of(Optional.empty())).isEmpty();
        assertThat(tables.keep(config, routed)).isFalse();
        assertThat(tables.keep(config, Map.of())).isTrue();
        assertThat(of(Optional.of(neighbour.connection()))).isEmpty();
        assertThat(tables.take(TOLD, config)).isTrue();
    }

    /// So that what was told before is taken back.
    @Test
    void thereIsATableForEachSourceThoughNothingWasEverTold() {
        assertThat(tables.keep(config, Map.of())).isTrue();
        assertThat(tables.all())
                .extracting(RouteTable::connection)
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of(neighbour.connection()));
    }
}
