package dev.causeway.agent.network;

import dev.causeway.agent.network.Exit.State;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a VPC goes by: the states of exits at one moment. One that is neither up nor undecided is down.
///
/// @param fresh those of `up` that have not been up for long: they are no reason yet to leave another one
/// @param undecided nobody has looked yet, as after a start: packets go on where they went
/// @param partly those that are down as a whole and yet reach some networks: of use where no other exit is up
/// @param learned to which networks those lead whose node has learned that
public record ExitStates(
        Set<ExitId> up,
        Set<ExitId> fresh,
        Set<ExitId> undecided,
        Map<ExitId, Set<Prefix>> partly,
        Map<ExitId, Set<Prefix>> learned) {

    public static final ExitStates ALL_DOWN = new ExitStates(Set.of(), Set.of(), Set.of(), Map.of());

    public ExitStates {
        up = Set.copyOf(up);
        fresh = Set.copyOf(fresh);
        undecided = Set.copyOf(undecided);
        partly = Map.copyOf(partly);
        learned = Map.copyOf(learned);
    }

    public ExitStates(Set<ExitId> up, Set<ExitId> fresh, Set<ExitId> undecided, Map<ExitId, Set<Prefix>> partly) {
        this(up, fresh, undecided, partly, Map.of());
    }

    /// Tells exits apart by their states.
    ///
    /// @param lasting what has been up since then or before is thought to last
    public static ExitStates of(Map<ExitId, State> exits, Instant lasting) {
        Set<ExitId> up = new HashSet<>();
        Set<ExitId> fresh = new HashSet<>();
        Set<ExitId> undecided = new HashSet<>();
        Map<ExitId, Set<Prefix>> partly = new HashMap<>();
        exits.forEach((exit, state) -> {
            switch (state) {
                case State.Up(Instant since) -> {
                    up.add(exit);
                    if (since.isAfter(lasting)) {
                        fresh.add(exit);
                    }
                }
                case State.Undecided _ -> undecided.add(exit);
                case State.Down(Set<Prefix> reached) when !reached.isEmpty() -> partly.put(exit, reached);
                case State.Down _ -> {}
            }
        });
        return new ExitStates(up, fresh, undecided, partly);
    }

    /// What is known of the exits of several nodes.
    public static ExitStates of(Collection<ExitStates> nodes) {
        return new ExitStates(
                union(nodes, ExitStates::up),
                union(nodes, ExitStates::fresh),
                union(nodes, ExitStates::undecided),
                joined(nodes, ExitStates::partly),
                joined(nodes, ExitStates::learned));
    }

    /// The same where this has been learned.
    public ExitStates with(Map<ExitId, Set<Prefix>> networks) {
        return new ExitStates(up, fresh, undecided, partly, networks);
    }

    private static Set<ExitId> union(Collection<ExitStates> nodes, Function<ExitStates, Set<ExitId>> part) {
        return nodes.stream().flatMap(node -> part.apply(node).stream()).collect(Collectors.toSet());
    }

    private static Map<ExitId, Set<Prefix>> joined(
            Collection<ExitStates> nodes, Function<ExitStates, Map<ExitId, Set<Prefix>>> part) {
        Map<ExitId, Set<Prefix>> joined = new HashMap<>();
        nodes.forEach(node -> joined.putAll(part.apply(node)));
        return joined;
    }

    /// Whether what went by other states may now send something in vain.
    public boolean lost(ExitStates before) {
        return before.up.stream().anyMatch(this::isDown)
                || before.partly.entrySet().stream()
                        .anyMatch(entry -> isDown(entry.getKey()) && isMissing(entry, partly))
                || before.learned.entrySet().stream().anyMatch(entry -> isMissing(entry, learned));
    }

    private static boolean isMissing(Map.Entry<ExitId, Set<Prefix>> some, Map<ExitId, Set<Prefix>> all) {
        return !all.getOrDefault(some.getKey(), Set.of()).containsAll(some.getValue());
    }

    public boolean isDown(ExitId exit) {
        return !up.contains(exit) && !undecided.contains(exit);
    }
}
