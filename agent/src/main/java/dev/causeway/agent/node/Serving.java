package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What a node does for others, on this host. There is a type for each kind of service, and the node, its links and its
/// routes know no more of a service than this.
sealed interface Serving permits TunnelServing, ClientServing {

    /// The networks in the VPC that the node sends to.
    Set<Prefix> inside();

    /// The other node of the gateway, if the two need a link between them.
    default Optional<NodeConfig.Sibling> sibling() {
        return Optional.empty();
    }

    /// What the node lets pass for it.
    FirewallConfig firewall();

    /// Makes the service as the document says. The node's namespace exists. What is the matter with one of those that
    /// are served is for [#observe] to tell: it fails neither the node nor any other.
    ///
    /// @return whether nothing remains of what is not wanted; otherwise this shall be called again
    boolean apply();

    /// Whether it serves nobody any more. Who was served is told so by [#apply], as long as the firewall still lets it
    /// pass.
    boolean ends();

    /// The firewall may not let answers pass yet: nobody is asked for anything.
    void hold();

    /// The firewall lets pass what [#firewall] says.
    void begin();

    /// Ends the service; nothing of it remains.
    void remove();

    /// What leads out of the node, the preferred ones first, as it was last seen.
    List<Exit> exits();

    /// Tells who else enters routes into exits which of them carry packets. Quick, and safe to call while
    /// [#apply] is at work.
    ///
    /// @return whether that was heard; otherwise this shall be called again
    default boolean tellCarriers() {
        return true;
    }

    /// What was last seen.
    ///
    /// @param isFound whether traffic finds an exit, as far as is known
    List<? extends ReportPart> observe(Predicate<ExitId> isFound);

    /// Of that only how tunnels are.
    default List<TunnelReport> tunnels(Predicate<ExitId> isFound) {
        return List.of();
    }

    /// What there is to tell in blocks, each of them once.
    default List<Block> blocks() {
        return List.of();
    }

    /// The namespaces of its daemons, beside the node's own.
    Set<Namespace> namespaces();
}
