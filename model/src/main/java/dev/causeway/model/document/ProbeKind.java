package dev.causeway.model.document;

/// Which way to a customer gateway is asked about. A further one has a list of its own in reports, which a version that
/// does not know it passes over.
public enum ProbeKind {
    /// From the node's own address to the customer gateway's, outside of the tunnel.
    LINK,
    /// Between the two ends of a tunnel, inside of it.
    TUNNEL
}
