package dev.causeway.agent.node;

import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.ExitStates;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.network.Routed;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Lets routes follow exits: a node routes into exits that are up, and a VPC sends to nodes that do.
final class TunnelRoutes {

    /// What has been up for this long is thought to last.
    static final Duration SETTLES = Duration.ofSeconds(1);

    /// The clock by which exits say since when they are up.
    private final InstantSource clock = SteadyClock.ofProcess();
    private final HostNetwork network;
    private final Function<NodeDocument, Serving> servings;
    private final Supplier<Wanted> wanted;

    /// What each node routes into, as of its last visit.
    private final Map<NodeId, Routed> routed = new ConcurrentHashMap<>();

    /// What each VPC went by at its last visit, by node.
    private final Map<VpcId, Map<NodeId, ExitStates>> sent = new ConcurrentHashMap<>();

    /// The same once its routes are in place.
    private final Map<VpcId, Map<NodeId, ExitStates>> sends = new ConcurrentHashMap<>();

    /// What each VPC's document means.
    private final Map<VpcId, VpcPlan> plans = new ConcurrentHashMap<>();

    TunnelRoutes(HostNetwork network, Function<NodeDocument, Serving> servings, Supplier<Wanted> wanted) {
        this.network = network;
        this.servings = servings;
        this.wanted = wanted;
    }

    /// The VPC stops sending first and begins to send last, so that no packet reaches a node that has no way for it.
    /// Whoever else enters routes into the node is told before that: he takes longest.
    /// Only this node is asked about: what changes on others is followed there.
    ///
    /// @return whether it has settled: the VPC does not have to turn yet to an exit that came up just now
    boolean follow(NodeDocument node) {
        boolean told = !network.exists(node.node()) || servings.apply(node).tellCarriers();
        Optional<VpcPlan> vpc =
                vpc(node).filter(plan -> network.exists(plan.document().vpc()));
        vpc.filter(plan -> part(plan, node.node()).lost(sent(plan, node.node())))
                .ifPresent(this::route);
        if (network.exists(node.node())) {
            Serving serving = servings.apply(node);
            routed.put(node.node(), network.route(NodePlan.network(node, serving), serving::exits));
        }
        vpc.filter(plan -> !sent.containsKey(plan.document().vpc())
                        || !part(plan, node.node()).equals(sent(plan, node.node())))
                .ifPresent(this::route);
        vpc.ifPresent(this::sends);
        return told
                && vpc.filter(plan -> !part(plan, node.node()).fresh().isEmpty())
                        .isEmpty();
    }

    private Optional<VpcPlan> vpc(NodeDocument node) {
        return wanted.get()
                .present(DocumentKey.vpc(vpcOf(node)))
                .filter(VpcDocument.class::isInstance)
                .map(VpcDocument.class::cast)
                .map(this::plan);
    }

    private static VpcId vpcOf(NodeDocument node) {
        return switch (node.attachment()) {
            case Attachment.Vpc at -> at.vpc();
        };
    }

    /// Whether an exit that is up is known not to be routed into yet, by its node or by its VPC. What was not visited
    /// since the start is taken to be as it was left.
    boolean lack(NodeDocument node, ExitId exit) {
        Routed ready = routed.get(node.node());
        ExitStates sending = Optional.ofNullable(sends.get(vpcOf(node)))
                .map(nodes -> nodes.getOrDefault(node.node(), ExitStates.ALL_DOWN))
                .orElse(null);
        return (ready != null && !ready.whole().contains(exit)) || (sending != null && sending.isDown(exit));
    }

    /// Makes the node with its links and routes.
    void apply(NodeDocument node) {
        Serving serving = servings.apply(node);
        routed.put(node.node(), network.apply(NodePlan.network(node, serving), serving::exits));
    }

    /// Makes the VPC with its workloads and routes.
    void apply(VpcDocument vpc) {
        VpcPlan plan = plan(vpc);
        network.apply(plan.network(), () -> send(plan));
        sends(plan);
    }

    /// The node's namespace has vanished, and what it routed into with it.
    void lost(NodeId node) {
        routed.put(node, Routed.NOTHING);
    }

    void forget(NodeId node) {
        routed.remove(node);
    }

    /// Forgets what is not among the documents any more.
    void keepOnly(Wanted documents) {
        Set<String> ids =
                documents.documents().keySet().stream().map(DocumentKey::id).collect(Collectors.toSet());
        routed.keySet().removeIf(node -> !ids.contains(node.toString()));
        sent.keySet().removeIf(vpc -> !ids.contains(vpc.toString()));
        sends.keySet().removeIf(vpc -> !ids.contains(vpc.toString()));
        plans.keySet().removeIf(vpc -> !ids.contains(vpc.toString()));
    }

    private void route(VpcPlan plan) {
        network.route(plan.network(), () -> send(plan));
    }

    private void sends(VpcPlan plan) {
        VpcId vpc = plan.document().vpc();
        Optional.ofNullable(sent.get(vpc)).ifPresent(states -> sends.put(vpc, states));
    }

    private ExitStates send(VpcPlan plan) {
        Map<NodeId, ExitStates> states =
                plan.exits().keySet().stream().collect(Collectors.toMap(Function.identity(), node -> part(plan, node)));
        sent.put(plan.document().vpc(), states);
        return ExitStates.of(states.values());
    }

    private ExitStates sent(VpcPlan plan, NodeId node) {
        return sent.getOrDefault(plan.document().vpc(), Map.of()).getOrDefault(node, ExitStates.ALL_DOWN);
    }

    /// What the VPC may rely on of a node: an exit is of use to it only when its node routes into it. Of a node without
    /// a document that can be read nothing is known.
    private ExitStates part(VpcPlan plan, NodeId node) {
        Set<ExitId> asked = plan.exits().getOrDefault(node, Set.of());
        if (asked.isEmpty() || !network.exists(node)) {
            return ExitStates.ALL_DOWN;
        }
        Optional<NodeDocument> document = node(node);
        Exit.State otherwise = document.isPresent() ? Exit.State.DOWN : Exit.State.UNDECIDED;
        Map<ExitId, Exit.State> states = new HashMap<>();
        asked.forEach(exit -> states.put(exit, otherwise));
        Map<ExitId, Set<Prefix>> learned = new HashMap<>();
        document.map(servings).map(Serving::exits).orElse(List.of()).stream()
                .filter(exit -> asked.contains(exit.id()))
                .forEach(exit -> {
                    states.put(exit.id(), through(node, exit));
                    exit.learned().ifPresent(networks -> learned.put(exit.id(), networks));
                });
        return ExitStates.of(states, clock.instant().minus(SETTLES)).with(learned);
    }

    private Optional<NodeDocument> node(NodeId id) {
        return wanted.get()
                .present(DocumentKey.node(id))
                .filter(NodeDocument.class::isInstance)
                .map(NodeDocument.class::cast);
    }

    private Exit.State through(NodeId node, Exit exit) {
        Routed ready = routed.get(node);
        if (ready != null) {
            return ready.through(exit);
        }
        return exit.state().equals(Exit.State.DOWN) ? Exit.State.DOWN : Exit.State.UNDECIDED;
    }

    private VpcPlan plan(VpcDocument vpc) {
        return plans.compute(
                vpc.vpc(), (_, known) -> known != null && known.document().equals(vpc) ? known : VpcPlan.of(vpc));
    }
}
