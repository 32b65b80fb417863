package dev.causeway.controller.events;

import dev.causeway.model.Busy;
import dev.causeway.model.ProjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All streams of this controller, and how many there may be.
final class Audience {

    private final Limits limits;
    private final Map<ProjectId, Set<EventStream>> byProject = new HashMap<>();
    private final Map<String, Integer> bySession = new HashMap<>();
    private final Map<String, Integer> byDomain = new HashMap<>();
    private int count;
    private long number;

    /// How many streams there may be.
    record Limits(int ofSession, int ofProject, int ofDomain, int all) {

        /// A browser has six connections to a host at a time: some are left for calls, however many pages are open. No
        /// domain takes the places of all others.
        static final Limits USUAL = new Limits(4, 100, 200, 500);
    }

    Audience(Limits limits) {
        this.limits = limits;
    }

    /// Lets a stream in, until it [leaves][#leave].
    ///
    /// @throws Busy if there are too many
    synchronized void enter(EventStream stream) {
        EventStream.Listening who = stream.listening();
        require(bySession.getOrDefault(who.session(), 0) < limits.ofSession(), "of this session");
        require(byProject.getOrDefault(who.project(), Set.of()).size() < limits.ofProject(), "of this project");
        require(byDomain.getOrDefault(who.domain(), 0) < limits.ofDomain(), "of this domain");
        require(count < limits.all(), "at once");
        if (byProject.computeIfAbsent(who.project(), _ -> new LinkedHashSet<>()).add(stream)) {
            bySession.merge(who.session(), 1, Integer::sum);
            byDomain.merge(who.domain(), 1, Integer::sum);
            count++;
        }
    }

    synchronized void leave(EventStream stream) {
        EventStream.Listening who = stream.listening();
        Set<EventStream> others = byProject.getOrDefault(who.project(), Set.of());
        if (others.contains(stream)) {
            others.remove(stream);
            removeOne(bySession, who.session());
            removeOne(byDomain, who.domain());
            count--;
        }
        if (others.isEmpty()) {
            byProject.remove(who.project());
        }
    }

    private static void removeOne(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (_, streams) -> streams == 1 ? null : streams - 1);
    }

    synchronized int count() {
        return count;
    }

    /// Hears a notification of the database. An empty one means that some may have been lost: everything may have
    /// changed then.
    void hear(String notification) {
        if (notification.isEmpty()) {
            for (ChangedList list : ChangedList.values()) {
                tell(everybody(), list, Optional.empty());
            }
        } else {
            ProjectChange.parse(notification).ifPresent(this::hear);
        }
    }

    /// Hears of a change.
    void hear(ProjectChange change) {
        tell(listeners(change.project()), change.list(), change.thing());
    }

    /// Streams take it without waiting, and while nothing is held here that they need to leave.
    private void tell(Collection<EventStream> streams, ChangedList list, Optional<String> thing) {
        long current = next();
        streams.forEach(stream -> stream.changed(list, thing, current));
    }

    private synchronized long next() {
        return ++number;
    }

    private synchronized List<EventStream> listeners(ProjectId project) {
        return List.copyOf(byProject.getOrDefault(project, Set.of()));
    }

    private synchronized List<EventStream> everybody() {
        return byProject.values().stream().flatMap(Set::stream).toList();
    }

    private static void require(boolean room, String where) {
        if (!room) {
            throw new Busy("too many streams of events %s; close some, or try again later", where);
        }
    }
}
