package dev.causeway.agent.node;

import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at the nodes of this host that are drained, until their traffic has left and for as long as they are. What
/// turns the traffic away are routes, which are others'. It is remembered nowhere: the next agent waits once more.
public final class Drains implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Drains.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final PassageCounter counter;
    private final Runnable onChange;
    private final InstantSource clock;
    private final Map<NodeId, DrainCourse> courses = new ConcurrentHashMap<>();

    /// The nodes in which nothing counts, whatever an agent before has left there.
    private final Set<NodeId> serving = ConcurrentHashMap.newKeySet();

    private final Thread thread = Thread.ofVirtual().name("drains").unstarted(this::run);
    private volatile boolean closed;

    /// @param onChange called when something else is to be told of a node
    public Drains(PassageCounter counter, Runnable onChange) {
        this(counter, onChange, SteadyClock.ofProcess());
    }

    Drains(PassageCounter counter, Runnable onChange, InstantSource clock) {
        this.counter = counter;
        this.onChange = onChange;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /// Says whether a node is drained, once all that turns its traffic away was told. The node's namespace exists.
    void apply(NodeId node, Optional<Instant> drain) {
        drain.ifPresentOrElse(wanted -> follow(node, wanted), () -> end(node));
    }

    private void follow(NodeId node, Instant drain) {
        serving.remove(node);
        if (counter.count(node).isEmpty()) {
            counter.begin(node);
        }
        DrainCourse known = courses.get(node);
        if (known == null || !known.drain().equals(drain)) {
            courses.put(node, DrainCourse.begin(drain, counter.count(node).orElseThrow(), clock.instant()));
            onChange.run();
        }
    }

    private void end(NodeId node) {
        if (!serving.contains(node)) {
            if (counter.count(node).isPresent()) {
                counter.end(node);
            }
            serving.add(node);
        }
        forget(node);
    }

    private void forget(NodeId node) {
        if (courses.remove(node) != null) {
            onChange.run();
        }
    }

    /// The node goes, and with its namespace what counts there.
    void remove(NodeId node) {
        serving.remove(node);
        forget(node);
    }

    /// How far a node's drain is, if it is drained.
    Optional<DrainReport> observe(NodeId node) {
        return Optional.ofNullable(courses.get(node)).map(course -> course.report(node));
    }

    private void run() {
        while (!closed) {
            look();
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    void look() {
        courses.keySet().forEach(this::look);
    }

    /// Of a course that begins meanwhile nothing was seen yet.
    private void look(NodeId node) {
        try {
            Optional<DrainReport> before = observe(node);
            long count = counter.count(node).orElseThrow();
            courses.computeIfPresent(
                    node,
                    (_, course) -> before.map(DrainReport::drain).equals(Optional.of(course.drain()))
                            ? course.after(count, clock.instant())
                            : course);
            if (!observe(node).equals(before)) {
                onChange.run();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "whether node {0} is quiet is not known: {1}", node, e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
