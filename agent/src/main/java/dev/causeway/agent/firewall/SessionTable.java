package dev.causeway.agent.firewall;

/// The second table of a node that is there for clients: who of them is connected, and how far each comes.
final class SessionTable {

    /// What may pass between a client and the VPC is marked with this, for the rules of the node.
    static final int MARK = 0x50;

    private SessionTable() {}
}
