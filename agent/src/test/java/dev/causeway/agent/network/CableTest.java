package dev.causeway.agent.network;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.node.Plans;
import dev.causeway.model.document.NodeDocument;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The cables from a node to the internet and to its VPC.
class CableTest {

    private static final String INTERNET = "cw-00aa-inet: ";

    private final World world = new World();
    private final NodeDocument node = world.node(10, tunnel(1, OFFICE));
    private final String port = "e-" + node.node().shortId();
    private final Layout layout = new Layouts(new HostNames("00aa"), _ -> true)
            .node(Plans.node(node), Plans.exits(node, Exit.State.UNDECIDED), Routed.NOTHING);
    private final Found found = LaidOut.found(layout);

    /// Earlier versions let all ports have what is for an EIP that nobody has.
    @Test
    void aPortThatIsInUseComesToTakeNothingThatIsForOthers() {
        NetworkLink flooded = LaidOut.port(port, new NetworkLink.Plugged("inet0", true));
        assertThat(LaidOut.steps(layout, LaidOut.withPort(found, "eip0", Optional.of(flooded))))
                .containsExactly(
                        INTERNET + "fdb replace 02:ca:cb:00:71:0a dev " + port + " master static",
                        INTERNET + "link set " + port + " type bridge_slave flood off");
    }

    @Test
    void anotherAddressIsKnownBeforeItIsUsed() {
        NetworkLink is = found.view().link("eip0").orElseThrow();
        var before = new NetworkLink(
                is.name(), is.kind(), true, true, is.mtu(), "02:ca:cb:00:71:63", is.plugged(), is.addresses());
        assertThat(LaidOut.steps(layout, LaidOut.withLink(found, "eip0", Optional.of(before))))
                .containsExactly(
                        INTERNET + "fdb flush dev inet0 brport " + port + " static nopermanent",
                        INTERNET + "fdb replace 02:ca:cb:00:71:0a dev " + port + " master static",
                        "link set eip0 address 02:ca:cb:00:71:0a");
    }

    @Test
    void oneWithOneEndIsMadeAnew() {
        assertThat(LaidOut.steps(layout, LaidOut.withPort(found, "eip0", Optional.empty())))
                .startsWith("link del eip0")
                .contains("address add 203.0.113.10/24 dev eip0", "link set eip0 up");
        List<String> steps = LaidOut.steps(layout, LaidOut.withLink(found, "vpc0", Optional.empty()));
        assertThat(steps)
                .startsWith("cw-00aa-v-" + world.vpc.shortId() + ": link del n-"
                        + node.node().shortId());
    }
}
