package dev.causeway.agent.network;

import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.network.Exit.State;
import dev.causeway.model.Prefix;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a node routes into exits.
///
/// @param whole exits that take packets to all of their destinations, or to what was learned of them
/// @param partly others, with the networks that they reach
public record Routed(Set<ExitId> whole, Map<ExitId, Set<Prefix>> partly) {

    public static final Routed NOTHING = new Routed(Set.of(), Map.of());

    public Routed {
        whole = Set.copyOf(whole);
        partly = Map.copyOf(partly);
    }

    /// What a node can route into its exits: their link is there, and they are up, or were when someone last looked, or
    /// reach some networks at least.
    static Routed of(Collection<Exit> exits, NetworkView there) {
        Set<ExitId> whole = new HashSet<>();
        Map<ExitId, Set<Prefix>> partly = new HashMap<>();
        for (Exit exit : exits) {
            if (there.link(exit.device()).filter(NetworkLink::up).isEmpty()) {
                continue;
            }
            switch (exit.state()) {
                case State.Up _ -> whole.add(exit.id());
                case State.Undecided _ when isUsed(exit, there) -> whole.add(exit.id());
                case State.Down(Set<Prefix> reached) when !reached.isEmpty() -> partly.put(exit.id(), reached);
                case State.Undecided _, State.Down _ -> {}
            }
        }
        return new Routed(whole, partly);
    }

    private static boolean isUsed(Exit exit, NetworkView there) {
        return exit.learned()
                .map(networks -> !networks.isEmpty())
                .orElseGet(
                        () -> RoutesBehindNodes.leads(there, hop -> hop.device().equals(exit.device())));
    }

    /// Whether packets to a network go into an exit.
    public boolean leads(ExitId exit, Prefix network) {
        return whole.contains(exit) || partly.getOrDefault(exit, Set.of()).contains(network);
    }

    /// How an exit is doing for those who send to the node: one into which the node sends nothing is of no use to them.
    public State through(Exit exit) {
        return switch (exit.state()) {
            case State.Up up -> whole.contains(exit.id()) ? up : State.DOWN;
            case State.Undecided undecided -> undecided;
            case State.Down(Set<Prefix> reached) ->
                new State.Down(reached.stream()
                        .filter(network -> leads(exit.id(), network))
                        .collect(Collectors.toSet()));
        };
    }
}
