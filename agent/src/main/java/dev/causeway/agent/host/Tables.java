package dev.causeway.agent.host;

/// The routing tables of a node besides the main one, and in which order its rules ask them. What belongs to one tunnel
/// is in [Slot].
public final class Tables {

    /// The table with the way to the internet, which nothing but what the EIP itself answers may ask.
    public static final int INTERNET = 1000;

    /// Where the kernel has its own rule for local addresses.
    public static final int LOCAL_AT_FIRST = 0;

    /// Marked packets are a daemon's, though their destination is an address of the node.
    public static final int WORKERS_FIRST = 10;

    public static final int LOCAL_THEN = 100;
    public static final int FROM_EIP = 110;

    private Tables() {}
}
