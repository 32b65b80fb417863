package dev.causeway.agent.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one process was told. FRR shows its configuration in another order and leaves out what is usual, so
/// that is not asked for.
///
/// @param process which no other one is mistaken for
/// @param whole whether all of it was said; otherwise some of it may not have been
record AppliedLines(String process, boolean whole, List<ConfigLine> lines) {

    private static final String WHOLE = "whole";
    private static final String PARTLY = "partly";

    AppliedLines {
        lines = List.copyOf(lines);
    }

    String write() {
        return Stream.concat(
                        Stream.of(process + " " + (whole ? WHOLE : PARTLY)),
                        lines.stream().map(ConfigLine::write))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static Optional<AppliedLines> read(String text) {
        List<String> rows = text.lines().toList();
        List<String> words =
                rows.isEmpty() ? List.of() : Arrays.asList(rows.getFirst().split(" ", -1));
        if (words.size() != 2) {
            return Optional.empty();
        }
        return Optional.of(new AppliedLines(
                words.getFirst(),
                words.getLast().equals(WHOLE),
                rows.stream()
                        .skip(1)
                        .map(ConfigLine::read)
                        .flatMap(Optional::stream)
                        .toList()));
    }
}
