package dev.causeway.agent.node;

import dev.causeway.agent.probe.ProbeSamples;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A host that asks nobody for echoes.
public class NoProbes implements ProbeDriver {

    @Override
    public void apply(NodeId node, Set<ProbeTarget> targets) {}

    @Override
    public Map<ProbeTarget, ProbeVerdict> observe(NodeId node) {
        return Map.of();
    }

    @Override
    public List<ProbeSamples> take(NodeId node) {
        return List.of();
    }

    @Override
    public void remove(NodeId node) {}
}
