package dev.causeway.agent.node;

import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at the nodes of this host that are drained, until their traffic has left and for as long as they are. What
/// turns the traffic away are routes, which are others'. It is remembered nowhere: the next agent waits once more.
public final class Drains implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Drains.class.getName());

    /// A node that has passed on nothing for so long is quiet. Many a program says something each few seconds only, and
    /// what it says comes by this node while routes have not moved.
    public static final Duration QUIET = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final PassageCounter counter;
    private final Duration quiet;
    private final Runnable onChange;
    private final InstantSource clock;
    private final Map<NodeId, DrainCourse> courses = new ConcurrentHashMap<>();

    /// The nodes in which nothing counts, whatever an agent before has left there.
    private final Set<NodeId> serving = ConcurrentHashMap.newKeySet();

    private final Thread thread = Thread.ofVirtual().name("drains").unstarted(this::run);
    private volatile boolean closed;

    /// @param quiet for how long nothing has to pass until a node is quiet, such as [#QUIET]
    /// @param onChange called when something else is to be told of a node
    public Drains(PassageCounter counter, Duration quiet, Runnable onChange) {
        this(counter, quiet, onChange, SteadyClock.ofProcess());
    }

    Drains(PassageCounter counter, Duration quiet, Runnable onChange, InstantSource clock) {
        this.counter = counter;
        this.quiet = quiet;
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

    /// The course begins also where nothing can be counted: it ends overdue then.
    private void follow(NodeId node, Instant drain) {
        serving.remove(node);
        try {
            if (counter.count(node).isEmpty()) {
                counter.begin(node);
            }
        } finally {
            DrainCourse known = courses.get(node);
            if (known == null || !known.drain().equals(drain)) {
                courses.put(node, DrainCourse.begin(drain, quiet, count(node), clock.instant()));
                onChange.run();
            }
        }
    }

    private OptionalLong count(NodeId node) {
        try {
            return counter.count(node);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "whether node {0} is quiet is not known: {1}", node, e.toString());
            return OptionalLong.empty();
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
        Optional<DrainReport> before = observe(node);
        OptionalLong count = count(node);
        courses.computeIfPresent(
                node,
                (_, course) -> before.map(DrainReport::drain).equals(Optional.of(course.drain()))
                        ? course.after(count, clock.instant())
                        : course);
        if (!observe(node).equals(before)) {
            onChange.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
