package dev.causeway.scenarios.host;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The processes without which a thread waits in vain, whatever it waits for: when one ends by itself, waiting ends at
/// once and tells its last lines.
final class Watch {

    private static final ThreadLocal<Set<Background>> WATCHED = ThreadLocal.withInitial(LinkedHashSet::new);

    private Watch() {}

    static void add(Background process) {
        WATCHED.get().add(process);
    }

    /// @throws IllegalStateException if one has ended that nobody has told to end
    static void check(String what) {
        Set<Background> watched = WATCHED.get();
        watched.removeIf(Background::toldToEnd);
        Optional<Background> ended =
                watched.stream().filter(one -> !one.alive()).findFirst();
        if (ended.isPresent()) {
            watched.remove(ended.get());
            throw ended.get().endedWhile("waiting for " + what);
        }
    }
}
