package dev.causeway.agent.node;

import dev.causeway.agent.firewall.Sessions;
import dev.causeway.agent.openvpn.SessionCounters;
import dev.causeway.agent.openvpn.SessionFilter;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Lets OpenVPN's clients through the firewalls of their nodes.
public record FirewalledSessions(Sessions sessions) implements SessionFilter {

    @Override
    public void policies(NodeId node, Map<String, List<Prefix>> reach) {
        sessions.policies(node, reach);
    }

    @Override
    public void admit(NodeId node, Map<Ipv4, String> groups) {
        sessions.admit(node, groups);
    }

    @Override
    public void withdraw(NodeId node, Set<Ipv4> addresses) {
        sessions.withdraw(node, addresses);
    }

    @Override
    public Map<Ipv4, SessionCounters> counters(NodeId node) {
        return sessions.counters(node).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> counters(entry.getValue())));
    }

    private static SessionCounters counters(Sessions.Counts counts) {
        return new SessionCounters(
                counts.sent().packets(),
                counts.received().packets(),
                counts.sent().bytes(),
                counts.received().bytes());
    }

    @Override
    public Set<Ipv4> admitted(NodeId node) {
        return sessions.admitted(node);
    }
}
