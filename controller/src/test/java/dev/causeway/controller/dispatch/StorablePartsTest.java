package dev.causeway.controller.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorablePartsTest {

    /// As a host tells it that is in somebody else's hands.
    @Test
    void anAsPathIsCutWhereItIsTooLong() {
        assertThat(stored("65001 ".repeat(100_000)))
                .hasSizeLessThanOrEqualTo(1_000)
                .endsWith("65001 …");
        assertThat(stored("65001 65002")).isEqualTo("65001 65002");
    }

    private static String stored(String path) {
        var route = new SeenRoute(
                Prefix.parse("10.1.0.0/24"),
                Optional.empty(),
                Ipv4.parse("169.254.70.1"),
                SeenRoute.Origin.IGP,
                path,
                0,
                SeenRoute.Way.TUNNEL);
        var block = new RouteBlock(NodeId.random(), Optional.empty(), 1, List.of(route));
        return ((RouteBlock) StorableParts.of(block)).routes().getFirst().asPath();
    }
}
