package dev.causeway.agent.probe;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import java.time.Duration;

/// Whom a node asks for echoes.
///
/// @param from an address of the node; all targets of one node outside of its tunnels have the same one
public record ProbeTarget(ConnectionId connection, Purpose purpose, Ipv4 from, Ipv4 to) {

    /// What for. Answers are judged by rounds of ten seconds.
    public enum Purpose {
        /// To measure the way to the customer gateway, outside of the tunnel.
        LINK(Duration.ofSeconds(5), 2),
        /// To decide whether a tunnel carries anything: routes follow.
        TUNNEL(Duration.ofMillis(3_333), 3);

        private final Duration every;
        private final int perRound;

        Purpose(Duration every, int perRound) {
            this.every = every;
            this.perRound = perRound;
        }

        /// How often each target is asked.
        public Duration every() {
            return every;
        }

        /// How many requests are a round.
        int perRound() {
            return perRound;
        }

        /// Who asks nobody for two rounds stands still.
        Duration silence() {
            return every.multipliedBy(2L * perRound);
        }
    }
}
