package dev.causeway.agent.network;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.node.Plans;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.NodeDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayoutsTest {

    private final Layouts layouts = new Layouts(new HostNames("00aa"), _ -> true);
    private final World world = new World();
    private final NodeDocument node = world.node(10, tunnel(1, OFFICE), tunnel(2, OFFICE));

    /// The kernel refuses longer names.
    @Test
    void namesOfLinksHaveFifteenCharactersAtMost() {
        var far = new VpcConfig.Workload(
                "far", world.front, InterfaceAddress.parse("255.255.255.255/24"), Ipv4.parse("255.255.255.1"));
        var nothing = new ExitStates(Set.of(), Set.of(), Set.of(), Map.of());
        Stream<String> names = Stream.of(
                        layouts.internet(Plans.internet(world.internet())),
                        layouts.vpc(Plans.vpc(world.vpc()), nothing, NetworkView.EMPTY),
                        layouts.node(
                                Plans.node(node),
                                Plans.exits(node, Exit.State.UNDECIDED),
                                new Routed(Set.of(), Map.of())),
                        layouts.workload(world.vpc, far))
                .flatMap(layout -> layout.links().stream())
                .flatMap(link -> names(link).stream());
        assertThat(names)
                .contains("w-ffffffff")
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(15));
    }

    private static List<String> names(WantedLink link) {
        return link instanceof WantedLink.Cable cable
                ? List.of(cable.name(), cable.port().name())
                : List.of(link.name());
    }
}
