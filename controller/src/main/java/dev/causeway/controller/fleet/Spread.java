package dev.causeway.controller.fleet;

import dev.causeway.model.HostId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// Where things go that stand in for each other: on different hosts if there are any, then where there is least.
final class Spread {

    private Spread() {}

    /// A host that a thing may go on.
    ///
    /// @param heard whether its agent has reported lately
    /// @param load how much lies there already
    record Candidate(HostId host, boolean heard, long load) {}

    /// Chooses a host for each of a few things. One that has not been heard is chosen only where no other is.
    ///
    /// @param candidates for each thing, at least one
    static List<HostId> over(List<List<Candidate>> candidates) {
        // Of those of one thing, more than there are things can never be needed to be different.
        List<List<Candidate>> best = candidates.stream()
                .map(each -> living(each).stream()
                        .sorted(Comparator.comparingLong(Candidate::load)
                                .thenComparing(candidate -> candidate.host().toString()))
                        .limit(candidates.size())
                        .toList())
                .toList();
        return choices(best)
                .min(Comparator.comparingInt(Spread::repeats).thenComparingLong(Spread::load))
                .orElseThrow()
                .stream()
                .map(Candidate::host)
                .toList();
    }

    private static List<Candidate> living(List<Candidate> candidates) {
        List<Candidate> heard = candidates.stream().filter(Candidate::heard).toList();
        return heard.isEmpty() ? candidates : heard;
    }

    private static Stream<List<Candidate>> choices(List<List<Candidate>> candidates) {
        if (candidates.isEmpty()) {
            return Stream.of(List.of());
        }
        return candidates.getFirst().stream()
                .flatMap(first -> choices(candidates.subList(1, candidates.size()))
                        .map(others ->
                                Stream.concat(Stream.of(first), others.stream()).toList()));
    }

    private static int repeats(List<Candidate> choice) {
        return choice.size()
                - new HashSet<>(choice.stream().map(Candidate::host).toList()).size();
    }

    private static long load(List<Candidate> choice) {
        return choice.stream().mapToLong(Candidate::load).sum();
    }
}
