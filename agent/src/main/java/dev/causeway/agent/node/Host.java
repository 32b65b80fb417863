package dev.causeway.agent.node;

import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.firewall.Sessions;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.NamespaceWatch;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.agent.reconcile.WorkQueue;
import dev.causeway.agent.shaping.Shaping;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
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

    private final HostNames names;
    private final Kinds kinds;
    private final Leftovers leftovers;
    private final Progress progress;
    private final WorkQueue<Task> queue;

    /// Who is let in changes at once, however long other work takes.
    private final WorkQueue<Task> urgent;

    /// Routes follow at once as well.
    private final WorkQueue<Routes> routing;

    private final NamespaceWatch watch;
    private final Runnable onChange;
    private final CountDownLatch firstPass = new CountDownLatch(1);
    private volatile Wanted wanted = Wanted.NOTHING_KNOWN;

    /// The routes that follow what is observed of a thing.
    private record Routes(DocumentKey key) {

        @Override
        public String toString() {
            return "routes of " + key;
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
            Sessions sessions,
            Shaping shaping,
            Services services,
            Duration sweep,
            Runnable onChange) {
        this.names = names;
        this.kinds =
                new Kinds(names, new NodeThing.Drivers(network, firewall, sessions, shaping, services), () -> wanted);
        this.leftovers = new Leftovers(names, namespaces);
        this.progress = new Progress(kinds, onChange);
        this.onChange = onChange;
        this.queue = new WorkQueue<>(this::work, this::everythingElse, sweep);
        this.urgent = new WorkQueue<>(this::work, () -> documents(true), sweep);
        this.routing = new WorkQueue<>(this::follow, List::of, sweep);
        this.watch = new NamespaceWatch(this::vanished);
    }

    public void start() {
        watch.start();
        queue.start();
        urgent.start();
        routing.start();
    }

    /// Stops working; the host stays as it is.
    @Override
    public void close() {
        queue.close();
        urgent.close();
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
        kinds.keepOnly(wanted);
        if (discard) {
            leftovers.discard();
        }
        Set<DocumentKey> due = new HashSet<>();
        for (Document document : documents) {
            if (!before.find(document.key()).equals(wanted.find(document.key()))) {
                due.add(document.key());
            }
        }
        progress.keys().stream().filter(key -> wanted.find(key).isEmpty()).forEach(due::add);
        due.forEach(key -> queueOf(key).add(new Task.Realise(key)));
        queue.add(new Task.CleanUp());
        noteFirstPass();
    }

    private WorkQueue<Task> queueOf(DocumentKey key) {
        return kinds.isUrgent(key) ? urgent : queue;
    }

    /// What is observed of a thing has changed: a tunnel of a node has come up or gone down, or the like.
    public void changed(DocumentKey key) {
        routing.add(new Routes(key));
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

    /// How far each document is realised, and what was last seen of its things. In this order: what was seen is then
    /// not older than the generations of the documents.
    public List<ReportPart> parts() {
        List<ReportPart> parts = new ArrayList<>(progress.all());
        wanted.present().forEach(document -> parts.addAll(kinds.of(document).observe()));
        return parts;
    }

    /// Of what was last seen only how tunnels are.
    public List<TunnelReport> tunnels() {
        return wanted.present()
                .flatMap(document -> kinds.of(document).tunnels().stream())
                .toList();
    }

    /// What there is to tell in blocks, each of them once.
    public List<Block> blocks() {
        return wanted.present()
                .flatMap(document -> kinds.of(document).blocks().stream())
                .toList();
    }

    /// Waits until each of the first documents was realised, or failed to be; for `limit` at most.
    public void awaitFirstPass(Duration limit) throws InterruptedException {
        var _ = firstPass.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Task> documents(boolean thatAreUrgent) {
        return wanted.documents().keySet().stream()
                .filter(key -> kinds.isUrgent(key) == thatAreUrgent)
                .<Task>map(Task.Realise::new)
                .toList();
    }

    private Collection<Task> everythingElse() {
        List<Task> tasks = new ArrayList<>(documents(false));
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

    private Outcome follow(Routes of) {
        Outcome outcome =
                wanted.present(of.key()).map(kinds::of).map(Thing::follow).orElse(Outcome.SETTLED);
        onChange.run();
        return outcome;
    }

    /// Not while something is being made or removed: what is on its way out is no leftover.
    private Outcome cleanUp() {
        Wanted now = wanted;
        boolean quiet = progress.areDecided(now.documents().values())
                && now.documents().keySet().containsAll(progress.keys());
        return quiet && !leftovers.lookAt(kinds.claims(now)) ? Outcome.SETTLED : Outcome.checkAgainIn(SECOND_LOOK);
    }

    private Outcome realise(DocumentKey key) {
        Document document = wanted.find(key).orElse(null);
        if (document == null) {
            progress.forget(key);
            return Outcome.SETTLED;
        }
        progress.begun(document);
        Thing thing = kinds.of(document);
        if (document.wanted() && !isFoundationLaid(thing)) {
            return Outcome.checkAgainIn(DEPENDENCY);
        }
        try {
            Outcome outcome = document.wanted() ? thing.apply() : removed(thing);
            progress.ended(document);
            return outcome;
        } catch (RuntimeException e) {
            progress.failed(document, e);
            throw e;
        } finally {
            noteFirstPass();
        }
    }

    private static Outcome removed(Thing thing) {
        thing.remove();
        return Outcome.SETTLED;
    }

    /// Nothing to try while that is being made on which the thing stands. That it changes in another way is no reason
    /// to wait.
    private boolean isFoundationLaid(Thing thing) {
        return thing.foundations().stream()
                .allMatch(foundation -> foundation.isThere().getAsBoolean()
                        || progress.realised(foundation.key())
                                .filter(foundation.suffices())
                                .isPresent()
                        || isDecided(foundation.key()));
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

    /// Someone removed a namespace. If it should be there, nothing may lead to it any more and it is made
    /// again, and with it what stands on it.
    private void vanished(Namespace namespace) {
        if (!names.owns(namespace)) {
            return;
        }
        Wanted now = wanted;
        Set<DocumentKey> lost = new HashSet<>();
        now.present()
                .filter(document -> kinds.of(document).namespaces().covers(namespace))
                .forEach(document -> {
                    kinds.of(document).lost(namespace);
                    routing.add(new Routes(document.key()));
                    queueOf(document.key()).vanished(new Task.Realise(document.key()));
                    lost.add(document.key());
                });
        now.present()
                .filter(document -> kinds.of(document).foundations().stream()
                        .anyMatch(foundation -> lost.contains(foundation.key())))
                .forEach(document -> queueOf(document.key()).add(new Task.Realise(document.key())));
    }
}
