package dev.causeway.agent.openvpn;

/// Traffic inside a client's tunnel. In is from the client, out towards it.
public record SessionCounters(long packetsIn, long packetsOut, long bytesIn, long bytesOut) {

    public static final SessionCounters NONE = new SessionCounters(0, 0, 0, 0);
}
