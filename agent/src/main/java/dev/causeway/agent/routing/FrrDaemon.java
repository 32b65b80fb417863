package dev.causeway.agent.routing;

/// The daemons of a node's speaker, in the order in which they start.
enum FrrDaemon {
    /// Enters into the kernel what is learned.
    ZEBRA("zebra"),
    /// Notices soon that a peer is gone.
    BFDD("bfdd"),
    /// Speaks with peers.
    BGPD("bgpd");

    private final String program;

    FrrDaemon(String program) {
        this.program = program;
    }

    String program() {
        return program;
    }
}
