package dev.causeway.agent.node;

import dev.causeway.agent.probe.ProbeSamples;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.probe.Probes;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Echo requests by `fping`.
public record FpingProbes(Probes probes) implements ProbeDriver {

    @Override
    public void apply(NodeId node, Set<ProbeTarget> targets) {
        probes.apply(node, targets);
    }

    @Override
    public Map<ProbeTarget, ProbeVerdict> observe(NodeId node) {
        return probes.observe(node);
    }

    @Override
    public List<ProbeSamples> take(NodeId node) {
        return probes.take(node);
    }

    @Override
    public void remove(NodeId node) {
        probes.remove(node);
    }
}
