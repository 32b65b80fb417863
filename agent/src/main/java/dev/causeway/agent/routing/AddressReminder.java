package dev.causeway.agent.routing;

import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Has the kernel tell again of the addresses in a node while not all of its sessions are established. A zebra that is
/// told of an address before it knows the link drops it for ever, and bgpd then refuses each session from there
/// (FRR 8.4: `nexthop_set failed`). Nothing changes for anybody else.
final class AddressReminder {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Namespaces namespaces;
    private final Namespace node;
    private final Clock clock;
    private Duration pause = FIRST;
    private Optional<Instant> due = Optional.empty();

    AddressReminder(Namespaces namespaces, Namespace node, Clock clock) {
        this.namespaces = namespaces;
        this.node = node;
        this.clock = clock;
    }

    /// Does so when it is time: after two seconds, and then ever more rarely.
    ///
    /// @param complete whether every session is established
    void seen(boolean complete) {
        Instant now = clock.instant();
        if (complete) {
            due = Optional.empty();
            pause = FIRST;
        } else if (due.isEmpty()) {
            due = Optional.of(now.plus(pause));
        } else if (!now.isBefore(due.get())) {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
            due = Optional.of(now.plus(pause));
            remind();
        }
    }

    private void remind() {
        List<String> lines = Links.of(node).keySet().stream()
                .flatMap(link -> Links.addresses(node, link).stream()
                        .map(address -> "address replace %s dev %s".formatted(address, link)))
                .toList();
        namespaces.batch(node, lines);
    }
}
