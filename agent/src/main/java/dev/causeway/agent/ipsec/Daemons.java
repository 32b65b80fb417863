package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Map;

/// The daemons of tunnels, and the interfaces in nodes that they serve.
interface Daemons {

    /// What encrypts the packets.
    Esp esp();

    /// Makes sure that a daemon runs for a tunnel. One that is there and whole is left alone; to a new one nothing
    /// leads yet.
    Daemon open(TunnelConfig tunnel);

    /// Makes sure that the node has the tunnel interface and that packets of the peer reach the daemon. Not before it
    /// was loaded: until then it would refuse whatever the peer proposes, which is final for some peers.
    void admit(TunnelConfig tunnel);

    /// Ends the daemon of a tunnel, so that the next one takes its place. Its log and its trace stay.
    void end(Trace trace);

    /// Ends the daemon of a tunnel after it took leave of the peer, and removes all that was made for it.
    void close(Trace trace);

    /// All that was made on this host, by this process or an earlier one.
    List<Trace> traces();

    /// The traffic through the tunnel interfaces of a node since each was made, by slot. A slot that is missing
    /// lacks its interface or a way to its daemon or from it.
    Map<Slot, Traffic> counters(NodeId node);

    /// How many packets were given to each tunnel interface of a node, by slot: also those that no daemon has taken
    /// from there, which the interface does not count.
    Map<Slot, Long> given(NodeId node);

    /// A daemon that runs.
    ///
    /// @param process its number
    record Daemon(long process, WorkerFolder folder) {}

    /// What tells, without any document, whose a daemon is. Written before anything else is made.
    record Trace(NodeId node, ConnectionId connection, Slot slot) {}
}
