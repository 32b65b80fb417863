package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitStates;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.model.document.NodeDocument;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/// What the internet's segment hands to the nodes on it.
class SegmentTest {

    private static final int SENT = 200;
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final World world = new World();
    private final HostNetwork network = new HostNetwork(host.names(), host.namespaces());
    private final Namespace internet = host.names().internet();
    private final NodeDocument stays = world.node(10, tunnel(1, OFFICE));
    private final NodeDocument goes = world.node(11, tunnel(1, OFFICE));

    @BeforeEach
    void make() {
        network.apply(Plans.internet(world.internet()));
        network.apply(Plans.vpc(world.vpc()), () -> ExitStates.ALL_DOWN);
        List.of(stays, goes).forEach(this::apply);
        assertThat(answers("203.0.113.10") && answers("203.0.113.11")).isTrue();
    }

    @AfterEach
    void leavesNothing() {
        List.of(stays, goes).forEach(node -> network.remove(node.node()));
        network.remove(world.vpc);
        network.removeInternet();
        host.assertNothingRemains();
    }

    private void apply(NodeDocument node) {
        network.prepare(node.node());
        var _ = network.apply(Plans.node(node), () -> Plans.exits(node, Exit.State.DOWN));
    }

    /// Whoever has sent to it goes on for as long as it remembers its hardware address.
    @Test
    void whatIsForANodeThatIsGoneGoesToNoOther() {
        network.remove(goes.node());
        long before = handedTo(stays);
        assertThat(ping("203.0.113.11", "-c", "" + SENT, "-i", "0.002"))
                .contains(SENT + " packets transmitted, 0 received");
        assertThat(handedTo(stays) - before).isLessThan(SENT / 10);
        assertThat(answers("203.0.113.10")).isTrue();
    }

    @Test
    void aNodeIsReachedHoweverLongItHasSaidNothing() {
        host.inside(internet, "ip", "link", "set", "inet0", "type", "bridge", "fdb_flush");
        assertThat(answers("203.0.113.10")).isTrue();
    }

    @Test
    void anAddressIsReachedWhereItHasMovedTo() {
        apply(World.at(stays, goes.uplink()));
        network.remove(goes.node());
        assertThat(answers("203.0.113.11")).isTrue();
        long before = handedTo(stays);
        assertThat(ping("203.0.113.10", "-c", "" + SENT, "-i", "0.002")).contains(" 0 received");
        assertThat(handedTo(stays) - before).as("what goes to its former one").isLessThan(SENT / 10);
    }

    private boolean answers(String address) {
        return ping(address, "-c", "1").contains("1 received");
    }

    private String ping(String address, String... options) {
        return host.inside(
                internet, "sh", "-c", "ping -q -W 1 %s %s; true".formatted(String.join(" ", options), address));
    }

    /// How many frames have gone to a node so far.
    private long handedTo(NodeDocument node) {
        String port = LinkNames.internetPort(node.node());
        return JSON.readTree(host.inside(internet, "ip", "-s", "-j", "link", "show", "dev", port))
                .at("/0/stats64/tx/packets")
                .asLong();
    }
}
