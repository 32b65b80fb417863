package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.InternetConfig;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.agent.network.VpcConfig;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Set;

/// What documents mean for the drivers, for tests of these.
public final class Plans {

    private Plans() {}

    public static InternetConfig internet(InternetDocument document) {
        return InternetThing.config(document);
    }

    public static VpcConfig vpc(VpcDocument document) {
        return VpcPlan.of(document).network();
    }

    public static NodeConfig node(NodeDocument document) {
        return NodePlan.network(document, serving(document));
    }

    public static FirewallConfig firewall(NodeDocument document) {
        return serving(document).firewall();
    }

    /// Without drivers.
    private static Serving serving(NodeDocument document) {
        return new Services(new HostNames("0000"), null, null, null, null, null).of(document);
    }

    static List<TunnelConfig> tunnels(NodeDocument document) {
        return ((TunnelServing) serving(document)).configs();
    }

    public static ExitId exit(Tunnel tunnel) {
        return Exits.id(tunnel.connection());
    }

    /// The exits of a node, all of them in one state.
    public static List<Exit> exits(NodeDocument document, Exit.State state) {
        return document.tunnels().stream()
                .map(tunnel -> new Exit(
                        exit(tunnel),
                        "tun" + tunnel.slot(),
                        state,
                        Set.copyOf(tunnel.steering().destinations())))
                .toList();
    }
}
