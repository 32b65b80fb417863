package dev.causeway.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.node.Plans;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The link between two nodes, of which each may find that it is missing.
class StrandTest {

    private static final String MAC = "02:ca:64:40:00:02";

    private final World world = new World();
    private final HostNames names = new HostNames("00aa");
    private final Layouts layouts = new Layouts(names, _ -> true);
    private final NodeId other = NodeId.random();
    private final String far = names.node(other).toString();
    private final NodeConfig node = withSibling(Optional.of(new NodeConfig.Sibling(other, 2)));

    private NodeConfig withSibling(Optional<NodeConfig.Sibling> sibling) {
        NodeConfig plain = Plans.node(world.node(10));
        return new NodeConfig(plain.node(), plain.gateway(), plain.internet(), plain.vpc(), plain.inside(), sibling);
    }

    @Test
    void whoeverFindsItMissingMakesBothEnds() {
        assertThat(steps(layout(node), Map.of(), Map.of()))
                .containsExactly(
                        "link add ha0 address %s type veth peer name ha0 address 02:ca:64:40:00:01 netns %s"
                                .formatted(MAC, far),
                        "%s: address add 100.64.0.1/30 dev ha0".formatted(far),
                        "%s: link set ha0 up".formatted(far),
                        "address add 100.64.0.2/30 dev ha0",
                        "link set ha0 up");
    }

    @Test
    void eachLooksAfterItsOwnEnd() {
        Map<String, NetworkLink> there = Map.of("ha0", link(false));
        assertThat(steps(layout(node), there, there))
                .containsExactly("address add 100.64.0.2/30 dev ha0", "link set ha0 up");
    }

    @Test
    void oneEndWithoutTheOtherIsInTheWay() {
        assertThat(steps(layout(node), Map.of("ha0", link(true)), Map.of())).startsWith("link del ha0");
        assertThat(steps(layout(node), Map.of(), Map.of("ha0", link(true)))).startsWith(far + ": link del ha0");
    }

    @Test
    void whileTheOtherNodeIsNotThereItIsNeitherMadeNorRemoved() {
        assertThat(steps(layout(node).withoutStrands(), Map.of(), Map.of())).isEmpty();
        assertThat(steps(layout(node).withoutStrands(), Map.of("ha0", link(true)), Map.of()))
                .isEmpty();
    }

    @Test
    void itGoesWithTheWishForIt() {
        assertThat(steps(layout(withSibling(Optional.empty())), Map.of("ha0", link(true)), Map.of()))
                .containsExactly("link del ha0");
    }

    private Layout layout(NodeConfig config) {
        return layouts.node(config, List.of(), Routed.NOTHING);
    }

    private static NetworkLink link(boolean up) {
        return new NetworkLink("ha0", "veth", up, up, 1500, MAC, Optional.empty(), Set.of());
    }

    /// What is done about the link, with the namespace in front where it is not the node's.
    private List<String> steps(Layout layout, Map<String, NetworkLink> near, Map<String, NetworkLink> ports) {
        var found = new Found(new NetworkView(near, Set.of(), Set.of()), Map.of(), ports);
        return LaidOut.steps(layout, found).stream()
                .filter(line -> line.contains("ha0"))
                .toList();
    }
}
