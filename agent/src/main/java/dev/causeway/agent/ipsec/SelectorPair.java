package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.Selectors.Range;
import java.util.List;
import java.util.stream.Stream;

/// One traffic selector of each side, in the daemon's words.
///
/// @param local the gateway's side
record SelectorPair(String local, String remote) {

    static SelectorPair of(Pair pair) {
        return new SelectorPair(pair.local().toString(), pair.remote().toString());
    }

    /// Each that a child SA has.
    static List<SelectorPair> of(Selectors selectors) {
        return all(
                selectors.local().stream().map(Range::text).toList(),
                selectors.remote().stream().map(Range::text).toList());
    }

    private static List<SelectorPair> all(List<String> locals, List<String> remotes) {
        return locals.stream()
                .flatMap(local -> remotes.stream().map(remote -> new SelectorPair(local, remote)))
                .toList();
    }

    /// Those that the other end is asked for first, as it may take them all together.
    static Stream<SelectorPair> asked(ConnectionConfig config) {
        return config.rules().stream()
                .map(rule -> rule.wide().settings())
                .flatMap(child -> all(child.texts("local_ts"), child.texts("remote_ts")).stream())
                .distinct();
    }

    Selectors selectors() {
        return Selectors.parse(List.of(local), List.of(remote));
    }
}
