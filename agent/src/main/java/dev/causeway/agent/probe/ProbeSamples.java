package dev.causeway.agent.probe;

import java.util.List;

/// How soon a target answered within one minute.
///
/// @param minute since 1970
/// @param micros one for each request, in their order; [#LOST] if there was no answer
public record ProbeSamples(ProbeTarget target, long minute, List<Integer> micros) {

    public static final int LOST = -1;

    public ProbeSamples {
        micros = List.copyOf(micros);
    }
}
