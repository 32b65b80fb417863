package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.ipsec.vici.Section;
import java.util.List;
import java.util.Set;

/// What encrypts the packets of tunnels, as far as it makes a difference: what daemons are told for it, and how the
/// tunnel interface comes into the node. All else is the same whatever encrypts, and stands in [Workers].
interface Esp {

    /// Whether it can take ESP as it is, and not only in UDP.
    boolean isBare();

    /// The plugins of the daemon that are for it, in the order in which they are loaded.
    String plugins();

    /// The settings of these plugins, a line for each.
    String pluginSettings();

    /// What each child SA is told beside what all are told.
    Section childSettings(TunnelConfig tunnel);

    /// How a worker that was made for it is known from those that were made for others.
    String shape();

    /// The links that a worker keeps, beside its ways in and out. Where one is gone the worker is made anew.
    Set<String> links();

    /// Lines for `ip` that make the tunnel interface or find it in the worker, and move it into the node. The daemon
    /// holds the connection.
    ///
    /// @param name of the interface in the node
    List<String> plug(TunnelConfig tunnel, Namespace node, String name);

    /// Lines for `ip` in a worker that was plugged for an earlier form of the tunnel.
    List<String> adjust(TunnelConfig tunnel, Namespace worker);
}
