package dev.causeway.agent.node;

import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.NamespaceWatch;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.agent.reconcile.WorkQueue;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps this host equal to its documents.
public final class Host implements AutoCloseable {

    private static final Duration DEPENDENCY = Duration.ofMillis(30);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    /// What could not be removed is tried again after this.
    private static final Duration REMAINS = Duration.ofSeconds(5);

    private final HostNames names;
    private final TunnelDriver tunnels;
    private final TunnelRoutes routes;
    private final Realisation realisation;
    private final Leftovers leftovers;
    private final Progress progress;
    private final WorkQueue<Task> queue;

    /// Routes follow tunnels at once, however long other work takes.
    private final WorkQueue<Routes> routing;

    private final NamespaceWatch watch;
    private final Runnable onChange;
    private final CountDownLatch firstPass = new CountDownLatch(1);
    private volatile Wanted wanted = Wanted.NOTHING_KNOWN;

    /// The routes that follow a node's tunnels, in the node and in its VPC.
    private record Routes(NodeId node) {

        @Override
        public String toString() {
            return "routes of node/" + node;
        }
    }

    /// Drivers are used from several threads.
    ///
    /// @param sweep how often everything is looked at although nothing was heard
    /// @param onChange called when what the host reports has changed
    public Host(
            HostNames names,
            Namespaces namespaces,
            HostNetwork network,
            Firewall firewall,
            TunnelDriver tunnels,
            Duration sweep,
            Runnable onChange) {
        this.names = names;
        this.tunnels = tunnels;
        this.routes = new TunnelRoutes(network, tunnels, () -> wanted);
        this.realisation = new Realisation(network, firewall, tunnels, routes);
        this.leftovers = new Leftovers(names, namespaces);
        this.progress = new Progress(onChange);
        this.onChange = onChange;
        this.queue = new WorkQueue<>(this::work, this::everything, sweep);
        this.routing = new WorkQueue<>(this::follow, List::of, sweep);
        this.watch = new NamespaceWatch(this::removed);
    }

    public void start() {
        watch.start();
        queue.start();
        routing.start();
    }

    /// Stops working; the host stays as it is.
    @Override
    public void close() {
        queue.close();
        routing.close();
        watch.close();
    }

    /// Hands over all documents of the host.
    public void want(Collection<Document> documents) {
        want(documents, Set.of(), false);
    }

    /// Hands over all that is known of what shall be on the host. Only a document removes anything, by saying that the
    /// thing is not wanted: what is on the host and not among the documents stays, and is told of.
    ///
    /// @param untouchable things that shall stay as they are
    /// @param discard whether what is on the host and nobody mentions shall be removed, now and once
    public void want(Collection<Document> documents, Set<DocumentKey> untouchable, boolean discard) {
        Wanted before = wanted;
        wanted = Wanted.of(documents, untouchable);
        routes.keepOnly(wanted);
        if (discard) {
            leftovers.discard();
        }
        Set<Task> tasks = new HashSet<>();
        for (Document document : documents) {
            if (!before.find(document.key()).equals(wanted.find(document.key()))) {
                tasks.add(new Task.Realise(document.key()));
            }
        }
        progress.keys().stream()
                .filter(key -> wanted.find(key).isEmpty())
                .forEach(key -> tasks.add(new Task.Realise(key)));
        tasks.add(new Task.CleanUp());
        queue.addAll(tasks);
        noteFirstPass();
    }

    /// A tunnel of the node has come up, gone down or otherwise changed.
    public void tunnelsChanged(NodeId node) {
        routing.add(new Routes(node));
    }

    /// How far each document is realised.
    public List<ThingReport> things() {
        return progress.all();
    }

    /// What the operator should know of the host.
    public List<String> concerns() {
        return leftovers.strangers().stream()
                .map(name -> name + ": no document mentions it; it stays until it is given up with"
                        + " `causeway discard-unlisted`")
                .toList();
    }

    /// What was last seen of all tunnels.
    public List<TunnelReport> tunnels() {
        return wanted.nodes()
                .flatMap(node -> tunnels.observe(node.node()).stream().map(seen -> withRoutes(node, seen)))
                .toList();
    }

    /// A tunnel is up when traffic finds it: one that the routes have not followed yet is still down for others.
    private TunnelReport withRoutes(NodeDocument node, TunnelReport seen) {
        boolean early = seen.state() == TunnelReport.State.UP && routes.lack(node, seen.connection());
        return early
                ? new TunnelReport(
                        seen.connection(),
                        seen.node(),
                        seen.generation(),
                        TunnelReport.State.DOWN,
                        "",
                        seen.since(),
                        seen.counters())
                : seen;
    }

    /// Waits until each of the first documents was realised, or failed to be; for `limit` at most.
    public void awaitFirstPass(Duration limit) throws InterruptedException {
        var _ = firstPass.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Collection<Task> everything() {
        List<Task> tasks = new ArrayList<>();
        wanted.documents().keySet().forEach(key -> tasks.add(new Task.Realise(key)));
        if (wanted.known()) {
            tasks.add(new Task.CleanUp());
        }
        return tasks;
    }

    private Outcome work(Task task) {
        return switch (task) {
            case Task.Realise realise -> realise(realise.key());
            case Task.CleanUp _ -> cleanUp();
        };
    }

    private Outcome follow(Routes key) {
        boolean unsettled = wanted.node(key.node()).filter(routes::follow).isPresent();
        onChange.run();
        return unsettled ? Outcome.checkAgainIn(TunnelRoutes.SETTLES) : Outcome.SETTLED;
    }

    /// Not while something is being made or removed: what is on its way out is no leftover.
    private Outcome cleanUp() {
        Wanted now = wanted;
        boolean quiet = progress.areDecided(now.documents().values())
                && now.documents().keySet().containsAll(progress.keys());
        return quiet && !leftovers.lookAt(now) ? Outcome.SETTLED : Outcome.checkAgainIn(SECOND_LOOK);
    }

    private Outcome realise(DocumentKey key) {
        Document document = wanted.find(key).orElse(null);
        if (document == null) {
            progress.forget(key);
            return Outcome.SETTLED;
        }
        progress.begun(document);
        if (document instanceof NodeDocument node && node.wanted() && !isFoundationLaid(node)) {
            return Outcome.checkAgainIn(DEPENDENCY);
        }
        try {
            boolean settled = true;
            if (document.wanted()) {
                settled = realisation.apply(document);
                progress.applied(document);
            } else {
                realisation.remove(key);
                progress.absent(document);
            }
            return settled ? Outcome.SETTLED : Outcome.checkAgainIn(REMAINS);
        } catch (RuntimeException e) {
            progress.failed(document, e);
            throw e;
        } finally {
            noteFirstPass();
        }
    }

    /// A node is plugged into the internet and into a subnet of a VPC: nothing to try while these are being made. That
    /// either changes in another way is no reason to wait.
    private boolean isFoundationLaid(NodeDocument node) {
        var vpc = new DocumentKey(DocumentKind.VPC, node.attachment().vpc().toString());
        boolean subnetIsThere = progress.realised(vpc)
                .filter(VpcDocument.class::isInstance)
                .map(VpcDocument.class::cast)
                .filter(document -> document.subnets().stream()
                        .anyMatch(subnet -> subnet.id().equals(node.attachment().subnet())))
                .isPresent();
        boolean internetIsThere = progress.realised(InternetDocument.KEY).isPresent();
        return (subnetIsThere || isDecided(vpc)) && (internetIsThere || isDecided(InternetDocument.KEY));
    }

    private boolean isDecided(DocumentKey key) {
        return wanted.find(key).map(progress::isDecided).orElse(true);
    }

    private void noteFirstPass() {
        if (firstPass.getCount() > 0
                && wanted.known()
                && progress.areDecided(wanted.documents().values())) {
            firstPass.countDown();
        }
    }

    /// Someone removed a namespace. If it should be there, routes must not lead to it any more and it is made again.
    private void removed(Namespace namespace) {
        Wanted now = wanted;
        now.nodes()
                .filter(node -> names.node(node.node()).equals(namespace)
                        || node.tunnels().stream()
                                .anyMatch(tunnel ->
                                        names.worker(tunnel.connection()).equals(namespace)))
                .forEach(node -> {
                    if (names.node(node.node()).equals(namespace)) {
                        routes.lost(node.node());
                    }
                    routing.add(new Routes(node.node()));
                    queue.vanished(new Task.Realise(node.key()));
                });
        now.vpcs()
                .filter(vpc -> names.vpc(vpc.vpc()).equals(namespace)
                        || namespace.name().startsWith(names.workloads(vpc.vpc())))
                .forEach(vpc -> {
                    queue.add(new Task.Realise(vpc.key()));
                    now.nodes()
                            .filter(node -> node.attachment().vpc().equals(vpc.vpc()))
                            .forEach(node -> queue.add(new Task.Realise(node.key())));
                });
        if (namespace.equals(names.internet())) {
            queue.addAll(everything());
        }
    }
}
