package dev.causeway.agent.network;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Link;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.VpcDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The networks of this host. Each method makes one thing as its document says, whatever is there, and returns when it
/// was seen to be so.
public final class HostNetwork {

    private static final System.Logger LOG = System.getLogger(HostNetwork.class.getName());

    /// One change may take another thing away (an address its routes), so that it takes a second look to be complete.
    private static final int ROUNDS = 4;

    private final HostNames names;
    private final Namespaces namespaces;
    private final Layouts layouts;
    private final Map<Namespace, ReentrantLock> locks = new ConcurrentHashMap<>();

    public HostNetwork(HostNames names, Namespaces namespaces) {
        this.names = names;
        this.namespaces = namespaces;
        this.layouts = new Layouts(names, Files.exists(Path.of("/proc/sys/net/ipv6")));
    }

    public void apply(InternetDocument document) {
        converge(names.internet(), layouts.internet(document));
    }

    public void removeInternet() {
        namespaces.evict(names.internet());
    }

    /// Makes the VPC with its workloads and routes.
    ///
    /// @param states asked for what is known of the tunnels on nodes that are there
    public void apply(VpcDocument document, Supplier<TunnelStates> states) {
        route(document, states);
        Set<Namespace> workloads = document.workloads().stream()
                .map(workload -> names.workload(document.vpc(), workload.name()))
                .collect(Collectors.toSet());
        workloads(document.vpc()).stream()
                .filter(namespace -> !workloads.contains(namespace))
                .forEach(namespaces::evict);
        document.workloads()
                .forEach(workload -> converge(
                        names.workload(document.vpc(), workload.name()), layouts.workload(document, workload)));
    }

    /// Makes the VPC itself and its routes, and leaves its workloads alone.
    public void route(VpcDocument document, Supplier<TunnelStates> states) {
        converge(names.vpc(document.vpc()), there -> layouts.vpc(document, states.get(), there));
    }

    public void remove(VpcId vpc) {
        workloads(vpc).forEach(namespaces::evict);
        namespaces.evict(names.vpc(vpc));
    }

    private List<Namespace> workloads(VpcId vpc) {
        return namespaces.list().stream()
                .filter(namespace -> namespace.name().startsWith(names.workloads(vpc)))
                .toList();
    }

    /// Makes the node's namespace, with no link yet: time to close its firewall.
    public void prepare(NodeId node) {
        exclusively(names.node(node), () -> create(names.node(node)));
    }

    /// Connects the prepared node to the internet and its VPC and enters its routes. What others made in it stays.
    ///
    /// @param states asked for what is known of the tunnels
    /// @return the connections that packets are routed into now
    public Set<ConnectionId> apply(NodeDocument document, Supplier<TunnelStates> states) {
        return route(document, states, live -> layouts.node(document, live));
    }

    /// Enters the routes of a connected node, and looks at nothing else.
    ///
    /// @param states asked for what is known of the tunnels
    /// @return the connections that packets are routed into now
    public Set<ConnectionId> route(NodeDocument document, Supplier<TunnelStates> states) {
        return route(document, states, live -> layouts.node(document, live).routesOnly());
    }

    private Set<ConnectionId> route(
            NodeDocument document, Supplier<TunnelStates> states, Function<Set<ConnectionId>, Layout> layout) {
        Namespace namespace = names.node(document.node());
        Set<ConnectionId> routed = new HashSet<>();
        exclusively(
                namespace,
                () -> repeat(namespace, there -> {
                    Set<ConnectionId> live = layouts.live(document, states.get(), there);
                    routed.clear();
                    routed.addAll(live);
                    return layout.apply(live);
                }));
        return routed;
    }

    public boolean exists(NodeId node) {
        return namespaces.exists(names.node(node));
    }

    public boolean exists(VpcId vpc) {
        return namespaces.exists(names.vpc(vpc));
    }

    public boolean internetExists() {
        return namespaces.exists(names.internet());
    }

    public void remove(NodeId node) {
        exclusively(names.node(node), () -> namespaces.evict(names.node(node)));
    }

    private void converge(Namespace namespace, Layout layout) {
        converge(namespace, _ -> layout);
    }

    private void converge(Namespace namespace, Function<NetworkView, Layout> layout) {
        exclusively(namespace, () -> {
            create(namespace);
            repeat(namespace, layout);
        });
    }

    /// Looks, plans and acts until there is nothing left to do.
    private void repeat(Namespace namespace, Function<NetworkView, Layout> layout) {
        Optional<Found> before = Optional.empty();
        Plan plan = Plan.NOTHING;
        for (int round = 0; round <= ROUNDS; round++) {
            NetworkView view = namespaces.view(namespace);
            Layout wanted = layout.apply(view);
            Found found = look(wanted, view, before, plan);
            plan = Plan.between(wanted, found);
            if (plan.isEmpty()) {
                return;
            }
            LOG.log(System.Logger.Level.DEBUG, "{0}", plan);
            carryOut(namespace, plan);
            before = Optional.of(found);
        }
        throw new IllegalStateException("changes do not last: " + plan);
    }

    /// What the last plan did not touch need not be looked at again.
    private Found look(Layout wanted, NetworkView view, Optional<Found> before, Plan last) {
        Map<String, String> settings = before.filter(_ -> last.settings().isEmpty())
                .map(Found::settings)
                .orElseGet(() -> settings(wanted));
        Map<String, Link> ports = before.filter(_ -> last.staysWithin(wanted.namespace()))
                .map(Found::ports)
                .orElseGet(() -> ports(wanted));
        return new Found(view, settings, ports);
    }

    private Map<String, String> settings(Layout wanted) {
        return wanted.settings().isEmpty()
                ? Map.of()
                : namespaces.settings(
                        wanted.namespace(), List.copyOf(wanted.settings().keySet()));
    }

    private Map<String, Link> ports(Layout wanted) {
        Map<String, Link> ports = new HashMap<>();
        for (WantedLink link : wanted.links()) {
            if (link instanceof WantedLink.Cable cable) {
                namespaces
                        .link(cable.port().namespace(), cable.port().name())
                        .ifPresent(port -> ports.put(cable.name(), port));
            }
        }
        return ports;
    }

    private void create(Namespace namespace) {
        if (!namespaces.exists(namespace)) {
            namespaces.add(namespace);
            // Before there is any link, since links inherit some of them.
            namespaces.set(namespace, layouts.router());
        }
    }

    /// Steps in a row that concern the same namespace are one process.
    private void carryOut(Namespace home, Plan plan) {
        namespaces.set(home, plan.settings());
        List<String> lines = new ArrayList<>();
        Namespace current = home;
        for (Plan.Step step : plan.steps()) {
            if (!step.namespace().equals(current)) {
                namespaces.batch(current, lines);
                lines.clear();
                current = step.namespace();
            }
            lines.add(step.line());
        }
        namespaces.batch(current, lines);
    }

    private void exclusively(Namespace namespace, Runnable work) {
        ReentrantLock lock = locks.computeIfAbsent(namespace, _ -> new ReentrantLock());
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
