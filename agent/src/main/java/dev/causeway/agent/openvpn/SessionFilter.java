package dev.causeway.agent.openvpn;

import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What lets packets of connected clients through a node, and counts them. Nothing passes from or to an address
/// that is not admitted. Whatever is asked for is so when the call returns; what is so already is left alone. Calls
/// that change something at one node come one after the other; counters are asked for at any time.
public interface SessionFilter {

    /// Makes these the groups of a node, and what each reaches. Clients that are admitted stay so, with their
    /// counters; those of a group that is gone reach nothing.
    ///
    /// @param reach by the name of a group, of hexadecimal digits and hyphens; the networks of one do not
    ///     overlap
    void policies(NodeId node, Map<String, List<Prefix>> reach);

    /// Lets clients reach what their groups do, in one step. One that is admitted already keeps its counters,
    /// whatever group it had; those of another begin at zero.
    ///
    /// @param groups by the client's address
    void admit(NodeId node, Map<Ipv4, String> groups);

    /// Nothing passes from and to these addresses any more, nor what has begun already, all in one step.
    /// Their counters are forgotten.
    void withdraw(NodeId node, Set<Ipv4> addresses);

    /// The traffic of each client that is admitted, since it was.
    Map<Ipv4, SessionCounters> counters(NodeId node);

    /// Who is admitted, by whatever run of the agent.
    Set<Ipv4> admitted(NodeId node);
}
