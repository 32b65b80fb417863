package dev.causeway.agent.network;

import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What leads out of a node to the other side, such as a tunnel: a link, how it is doing, and the networks behind it.
///
/// @param device the link in the node into which packets go
/// @param destinations all networks that it is there for. A node sends packets for them nowhere but into exits
/// @param learned present if a routing daemon enters the routes into it: the networks that it leads to at this moment,
///     of which only those that lie in a destination count
public record Exit(ExitId id, String device, State state, Set<Prefix> destinations, Optional<Set<Prefix>> learned) {

    public Exit {
        Objects.requireNonNull(id);
        Objects.requireNonNull(device);
        Objects.requireNonNull(state);
        destinations = Set.copyOf(destinations);
        learned = learned.map(Set::copyOf);
    }

    /// An exit into which the node routes all of its destinations while it is up.
    public Exit(ExitId id, String device, State state, Set<Prefix> destinations) {
        this(id, device, state, destinations, Optional.empty());
    }

    /// How an exit is doing.
    public sealed interface State {

        State UNDECIDED = new Undecided();
        State DOWN = new Down(Set.of());

        /// Packets to all destinations get through.
        ///
        /// @param since when that began, by the clock of the process
        record Up(Instant since) implements State {}

        /// Nobody has looked yet, as after a start: packets go on where they went.
        record Undecided() implements State {}

        /// It does not lead to all destinations.
        ///
        /// @param reached those to which it leads all the same, mostly none: of use where no other exit is up
        record Down(Set<Prefix> reached) implements State {

            public Down {
                reached = Set.copyOf(reached);
            }
        }
    }
}
