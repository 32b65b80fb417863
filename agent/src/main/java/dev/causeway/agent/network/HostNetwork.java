package dev.causeway.agent.network;

import dev.causeway.agent.host.Glances.Glance;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The networks of this host. Each method makes one thing as it is told, whatever is there, and returns when it
/// was seen to be so.
public final class HostNetwork {

    private static final System.Logger LOG = System.getLogger(HostNetwork.class.getName());

    /// One change may take another thing away (an address its routes), so that it takes a second look to be complete.
    private static final int ROUNDS = 4;

    private final HostNames names;
    private final Namespaces namespaces;
    private final Layouts layouts;
    private final Sights sights = new Sights();
    private final Turns<Namespace> turns = new Turns<>();
    private final Turns<GatewayId> gateways = new Turns<>();
    private final Set<NodeId> connected = ConcurrentHashMap.newKeySet();

    public HostNetwork(HostNames names, Namespaces namespaces) {
        this.names = names;
        this.namespaces = namespaces;
        this.layouts = new Layouts(names, namespaces::knows);
    }

    public void apply(InternetConfig config) {
        converge(layouts.internet(config));
    }

    public void removeInternet() {
        evict(names.internet());
    }

    /// Makes the VPC with its workloads and routes.
    ///
    /// @param states asked for what is known of the exits of nodes that are there
    public void apply(VpcConfig config, Supplier<ExitStates> states) {
        route(config, states);
        Set<Namespace> workloads = config.workloads().stream()
                .map(workload -> names.workload(config.vpc(), workload.name()))
                .collect(Collectors.toSet());
        workloads(config.vpc()).stream()
                .filter(namespace -> !workloads.contains(namespace))
                .forEach(this::evict);
        config.workloads().forEach(workload -> converge(layouts.workload(config.vpc(), workload)));
    }

    /// Makes the VPC itself and its routes, and leaves its workloads alone.
    public void route(VpcConfig config, Supplier<ExitStates> states) {
        Layout frame = layouts.vpc(config, ExitStates.ALL_DOWN, NetworkView.EMPTY);
        converge(frame, there -> layouts.vpc(config, states.get(), there));
    }

    public void remove(VpcId vpc) {
        workloads(vpc).forEach(this::evict);
        evict(names.vpc(vpc));
    }

    private List<Namespace> workloads(VpcId vpc) {
        return namespaces.startingWith(names.workloads(vpc));
    }

    /// Makes the node's namespace, with no link yet: time to close its firewall.
    public void prepare(NodeId node) {
        exclusively(names.node(node), () -> {
            if (!exists(node)) {
                connected.remove(node);
            }
            create(names.node(node));
        });
    }

    /// Connects the prepared node to the internet, its VPC and the other node of its gateway, if that is prepared, and
    /// enters its routes. What others made in it stays.
    ///
    /// @param exits asked for all exits of the node, in the order of preference
    /// @return what is routed into exits now
    public Routed apply(NodeConfig config, Supplier<List<Exit>> exits) {
        AtomicReference<Routed> routed = new AtomicReference<>(Routed.NOTHING);
        // Each node of a gateway makes, and takes away, the link between the two as a whole.
        gateways.exclusively(config.gateway(), () -> {
            boolean isPaired = config.sibling()
                    .filter(other -> namespaces.exists(names.node(other.node())))
                    .isPresent();
            routed.set(route(config, exits, isPaired ? UnaryOperator.identity() : Layout::withoutStrands));
        });
        connected.add(config.node());
        return routed.get();
    }

    /// Enters the routes of a connected node, and looks at nothing else.
    ///
    /// @param exits asked for all exits of the node, in the order of preference
    /// @return what is routed into exits now
    public Routed route(NodeConfig config, Supplier<List<Exit>> exits) {
        return route(config, exits, Layout::routesOnly);
    }

    private Routed route(NodeConfig config, Supplier<List<Exit>> exits, UnaryOperator<Layout> part) {
        Namespace namespace = names.node(config.node());
        AtomicReference<Routed> routed = new AtomicReference<>(Routed.NOTHING);
        Layout frame = part.apply(layouts.node(config, List.of(), Routed.NOTHING));
        exclusively(
                namespace,
                () -> repeat(frame, there -> {
                    List<Exit> now = exits.get();
                    routed.set(Routed.of(now, there));
                    return part.apply(layouts.node(config, now, routed.get()));
                }));
        return routed.get();
    }

    /// Whether the node was connected by this process, and has not vanished since.
    public boolean isConnected(NodeId node) {
        return connected.contains(node) && exists(node);
    }

    public boolean exists(NodeId node) {
        return namespaces.exists(names.node(node));
    }

    public boolean exists(VpcId vpc) {
        return namespaces.exists(names.vpc(vpc));
    }

    public void remove(NodeId node) {
        connected.remove(node);
        exclusively(names.node(node), () -> evict(names.node(node)));
    }

    private void evict(Namespace namespace) {
        namespaces.evict(namespace);
        sights.forget(namespace);
    }

    private void converge(Layout layout) {
        converge(layout, _ -> layout);
    }

    private void converge(Layout frame, Function<NetworkView, Layout> layout) {
        exclusively(frame.namespace(), () -> {
            create(frame.namespace());
            repeat(frame, layout);
        });
    }

    /// Looks, plans and acts until there is nothing left to do.
    ///
    /// @param frame the links and settings, which do not depend on what is there
    private void repeat(Layout frame, Function<NetworkView, Layout> layout) {
        Optional<Found> before = Optional.empty();
        Plan plan = Plan.NOTHING;
        Collection<Namespaces.Port> ports = ports(frame).values();
        for (int round = 0; round <= ROUNDS; round++) {
            Optional<Glance> glance = sights.glance(frame, ports);
            Optional<Found> known = glance.flatMap(now -> sights.still(frame, ports, now));
            Found found = known.isPresent() ? known.get() : look(frame, before, plan);
            plan = Plan.between(layout.apply(found.view()), found);
            if (plan.isEmpty()) {
                glance.ifPresent(now -> sights.remember(frame, ports, now, found));
                return;
            }
            LOG.log(System.Logger.Level.DEBUG, "{0}", plan);
            carryOut(frame.namespace(), plan);
            before = Optional.of(found);
        }
        throw new IllegalStateException("changes do not last: " + plan);
    }

    /// What the last plan did not touch need not be looked at again.
    private Found look(Layout frame, Optional<Found> before, Plan last) {
        Optional<Found> settingsBefore = before.filter(_ -> last.settings().isEmpty());
        Optional<Found> portsBefore = before.filter(_ -> last.staysWithin(frame.namespace()));
        Map<String, Namespaces.Port> ports = portsBefore.isPresent() ? Map.of() : ports(frame);
        Namespaces.Sight sight = namespaces.look(
                frame.namespace(),
                settingsBefore.isPresent() ? Set.of() : frame.settings().keySet(),
                List.copyOf(ports.values()));
        Map<String, NetworkLink> found = new HashMap<>();
        ports.forEach((cable, port) ->
                Optional.ofNullable(sight.ports().get(port)).ifPresent(link -> found.put(cable, link)));
        return new Found(
                sight.view(),
                settingsBefore.map(Found::settings).orElse(sight.settings()),
                portsBefore.map(Found::ports).orElse(found));
    }

    /// Where links end in other namespaces, by the name of the near end.
    private static Map<String, Namespaces.Port> ports(Layout frame) {
        Map<String, Namespaces.Port> ports = new LinkedHashMap<>();
        frame.links().forEach(link -> link.far().ifPresent(far -> ports.put(link.name(), far)));
        return ports;
    }

    private void create(Namespace namespace) {
        if (!namespaces.exists(namespace)) {
            namespaces.add(namespace);
            // Before there is any link, since links inherit some of them.
            namespaces.set(namespace, layouts.router());
        }
    }

    /// Steps in a row that the same program carries out in the same namespace are one batch.
    private void carryOut(Namespace home, Plan plan) {
        namespaces.set(home, plan.settings());
        List<Namespaces.Batch> batches = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            var fresh = new Namespaces.Batch(Optional.of(step.namespace()), step.tool(), new ArrayList<>());
            if (batches.isEmpty() || !batches.getLast().isLike(fresh)) {
                batches.add(fresh);
            }
            batches.getLast().lines().add(step.line());
        }
        namespaces.batches(batches);
    }

    private void exclusively(Namespace namespace, Runnable work) {
        turns.exclusively(namespace, work);
    }
}
