package dev.causeway.agent.ipsec;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What was last seen of a tunnel, all at the same moment but for the traffic.
///
/// @param generation of the settings that the daemon holds; 0 before the first
/// @param reason the daemon's word for why it is not up, or why it cannot be held; empty otherwise
/// @param finding what the daemon's log tells of that
/// @param since when it entered this state, by the clock of the process
/// @param carried the customer's networks that are reached, though it may not be up as a whole
/// @param traffic since the tunnel was made; neither rekeying nor another daemon resets it
public record ObservedTunnel(
        ConnectionId connection,
        long generation,
        State state,
        String reason,
        Optional<Finding> finding,
        Instant since,
        Set<Prefix> carried,
        Traffic traffic) {

    public ObservedTunnel {
        carried = Set.copyOf(carried);
    }

    /// One of which no log tells more.
    public ObservedTunnel(
            ConnectionId connection,
            long generation,
            State state,
            String reason,
            Instant since,
            Set<Prefix> carried,
            Traffic traffic) {
        this(connection, generation, state, reason, Optional.empty(), since, carried, traffic);
    }

    /// How a tunnel is doing.
    public enum State {
        /// The daemon does not hold the wanted settings yet.
        APPLYING,
        /// A child SA is installed and the peer has confirmed it.
        UP,
        /// Held, but there is no confirmed child SA.
        DOWN,
        /// The settings cannot be held on this host.
        FAILED
    }

    /// Traffic inside a tunnel, in the direction seen from the gateway.
    public record Traffic(long packetsIn, long packetsOut, long bytesIn, long bytesOut) {

        public static final Traffic NONE = new Traffic(0, 0, 0, 0);

        Traffic plus(Traffic other) {
            return new Traffic(
                    packetsIn + other.packetsIn,
                    packetsOut + other.packetsOut,
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut);
        }

        /// What was added to what the same thing had counted before.
        Traffic since(Traffic before) {
            return new Traffic(
                    Math.max(0, packetsIn - before.packetsIn),
                    Math.max(0, packetsOut - before.packetsOut),
                    Math.max(0, bytesIn - before.bytesIn),
                    Math.max(0, bytesOut - before.bytesOut));
        }
    }
}
