package dev.causeway.agent.node;

import dev.causeway.agent.probe.ProbeSamples;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What asks customers for echoes.
public interface ProbeDriver {

    /// Makes exactly these the ones that a node asks. The node's namespace exists.
    void apply(NodeId node, Set<ProbeTarget> targets);

    /// What is known of those that are asked. Of one that is missing nothing is known yet.
    Map<ProbeTarget, ProbeVerdict> observe(NodeId node);

    /// The samples of minutes that are over, each of them once.
    List<ProbeSamples> take(NodeId node);

    /// Asks nobody for this node any more. The node's namespace may exist.
    void remove(NodeId node);
}
