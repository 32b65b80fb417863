package dev.causeway.agent.node;

import dev.causeway.model.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What fails in a node while all else goes on, and is tried again every few seconds: told when it begins, and
/// when something else is wrong with it.
final class Complaints {

    private static final System.Logger LOG = System.getLogger(Complaints.class.getName());

    private final Map<Subject, String> told = new ConcurrentHashMap<>();

    /// What does something for a node.
    enum Part {
        ROUTING,
        CARRIERS,
        PROBES,
        DRAIN
    }

    private record Subject(NodeId node, Part part) {

        @Override
        public String toString() {
            return "node " + node + ", " + part;
        }
    }

    /// Whether that is done, and did not fail.
    boolean isDone(NodeId node, Part part, Runnable work) {
        return failure(node, part, work).isEmpty();
    }

    /// Does that, and tells of what is the matter if it fails.
    Optional<RuntimeException> failure(NodeId node, Part part, Runnable work) {
        var subject = new Subject(node, part);
        try {
            work.run();
            told.remove(subject);
            return Optional.empty();
        } catch (RuntimeException e) {
            String words = String.valueOf(e.getMessage());
            boolean isTold = words.equals(told.put(subject, words));
            LOG.log(isTold ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING, "{0}: {1}", subject, words);
            LOG.log(System.Logger.Level.DEBUG, "it failed", e);
            return Optional.of(e);
        }
    }

    void forget(NodeId node) {
        told.keySet().removeIf(subject -> subject.node().equals(node));
    }
}
