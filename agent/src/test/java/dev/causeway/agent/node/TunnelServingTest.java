package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.Exit;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunnelServingTest {

    private static final Prefix PEERS = Prefix.parse("10.1.0.0/16");

    private final Tunnel fixed = World.tunnel(1, PEERS);
    private final Tunnel learning = World.tunnel(2, new Steering.Bgp(List.of(PEERS), 65001, false));
    private final NodeDocument node = new World().node(10, fixed, learning);
    private final List<Set<Ipv4>> answering = new ArrayList<>();
    private final Serving serving =
            new Services(new HostNames("0000"), new Nothing(), new NoRouting(), new NoProbes(), null).of(node);

    /// Nothing passes it and nothing leads there, and the report says why.
    @Test
    void aTunnelByBgpIsSaidToBeMissing() {
        assertThat(Plans.tunnels(node)).extracting(TunnelConfig::connection).containsExactly(fixed.connection());
        serving.begin();
        assertThat(answering).containsExactly(Set.of(fixed.peer()));
        assertThat(serving.exits())
                .filteredOn(exit -> exit.id().equals(Plans.exit(learning)))
                .singleElement()
                .satisfies(exit -> assertThat(exit.state()).isEqualTo(new Exit.State.Down(Set.of())));
        assertThat(serving.observe(_ -> true)).singleElement().isInstanceOfSatisfying(TunnelReport.class, report -> {
            assertThat(report.connection()).isEqualTo(learning.connection());
            assertThat(report.state()).isEqualTo(TunnelReport.State.FAILED);
            assertThat(report.reason()).isEqualTo("NO_BGP: nothing on this host speaks BGP");
        });
    }

    private final class Nothing implements TunnelDriver {

        @Override
        public boolean apply(NodeId id, List<TunnelConfig> tunnels) {
            return true;
        }

        @Override
        public void letAnswer(NodeId id, Set<Ipv4> peers) {
            answering.add(peers);
        }

        @Override
        public void remove(NodeId id) {}

        @Override
        public List<ObservedTunnel> observe(NodeId id) {
            return List.of();
        }
    }
}
