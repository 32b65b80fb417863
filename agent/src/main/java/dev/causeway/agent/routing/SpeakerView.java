package dev.causeway.agent.routing;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerReader.Pulse;
import dev.causeway.agent.routing.vty.VtyTooLong;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What is seen of a node's bgpd. A short question tells whether longer ones are worth it.
final class SpeakerView {

    private static final System.Logger LOG = System.getLogger(SpeakerView.class.getName());

    /// Counters run on, so that what was told gets old.
    private static final Duration FRESH = Duration.ofSeconds(5);

    /// Between attempts to read more routes than can be taken.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Clock clock;
    private Map<Ipv4, PeerWatch> watches = new HashMap<>();
    private Optional<Pulse> pulse = Optional.empty();
    private Instant peersAt = Instant.MIN;
    private Instant routesAt = Instant.MIN;
    private long routesVersion = -1;
    private Duration betweenRoutes = FRESH;
    private volatile List<ObservedNeighbour> peers = List.of();
    private final RefusedAttempts refused;
    private final RouteTables routes;

    SpeakerView(Clock clock, FrrFolder folder, Supplier<Ipv4> inside) {
        this.clock = clock;
        this.refused = new RefusedAttempts(folder.log(FrrDaemon.BGPD), clock);
        this.routes = new RouteTables(clock, inside);
    }

    /// What a look has shown.
    ///
    /// @param established peers that are so now
    /// @param changed whether others want to know
    /// @param isComplete whether every session is established, that with the other node among them
    record Outcome(Set<Ipv4> established, boolean changed, List<SpeakerLine> lines, boolean isComplete) {}

    /// The next look asks for everything.
    void forget() {
        pulse = Optional.empty();
        peersAt = Instant.MIN;
        routesAt = Instant.MIN;
        routesVersion = -1;
    }

    /// Takes that there is no daemon that could be asked: then there are no sessions either, and of what was
    /// learned there is what the kernel still goes by.
    Outcome lost(SpeakerConfig config, Map<Slot, Set<Prefix>> routed) {
        forget();
        follow(config);
        List<SpeakerLine> lines = new ArrayList<>();
        watches.values().forEach(watch -> lines.addAll(watch.lost(clock.instant())));
        boolean isFewer = routes.keep(config, routed);
        return new Outcome(Set.of(), takePeers() || isFewer, lines, false);
    }

    Outcome look(SpeakerSession session, SpeakerConfig config) {
        Instant now = clock.instant();
        follow(config);
        Pulse seen = SpeakerReader.pulse(session.ask("show bgp summary json"));
        boolean beats =
                pulse.filter(before -> before.peers().equals(seen.peers())).isEmpty();
        List<SpeakerLine> lines = new ArrayList<>();
        boolean changed = false;
        if (beats || now.isAfter(peersAt.plus(FRESH))) {
            changed = lookAtPeers(session, config, now, lines);
            peersAt = now;
        }
        if (seen.version() != routesVersion && areRoutesDue(now)) {
            changed |= lookAtRoutes(session, config);
            routesVersion = seen.version();
            routesAt = now;
        }
        pulse = Optional.of(seen);
        return new Outcome(established(), changed, lines, seen.isComplete());
    }

    private boolean areRoutesDue(Instant now) {
        return now.isAfter(routesAt.plus(routesVersion < 0 ? Duration.ZERO : betweenRoutes));
    }

    /// Routes are for people to see: that there are too many of them to be told says nothing of sessions.
    private boolean lookAtRoutes(SpeakerSession session, SpeakerConfig config) {
        try {
            boolean changed = routes.take(session.ask("show bgp ipv4 unicast json"), config);
            betweenRoutes = FRESH;
            return changed;
        } catch (VtyTooLong e) {
            LOG.log(
                    betweenRoutes.equals(FRESH) ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    "the routes of a node are not told anew: {0}",
                    e.getMessage());
            Duration longer = betweenRoutes.multipliedBy(2);
            betweenRoutes = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            return false;
        }
    }

    /// Has a watch for each neighbour. One that is another one than before is watched from the beginning.
    private void follow(SpeakerConfig config) {
        Map<Ipv4, PeerWatch> next = new HashMap<>();
        for (Neighbour neighbour : config.neighbours()) {
            PeerWatch before = watches.get(neighbour.peer());
            next.put(neighbour.peer(), before != null && before.isOf(neighbour) ? before : new PeerWatch(neighbour));
        }
        watches = next;
    }

    private boolean lookAtPeers(SpeakerSession session, SpeakerConfig config, Instant now, List<SpeakerLine> lines) {
        // First, so that a session that is established then is newer than all of it.
        refused.read();
        Map<Ipv4, PeerSight> sights = SpeakerReader.peers(session.ask("show bgp neighbors json"));
        sights.replaceAll(refused::besides);
        watches.forEach((peer, watch) -> Optional.ofNullable(sights.get(peer))
                .ifPresent(sight -> lines.addAll(watch.saw(
                        sight,
                        watch.mayHaveAnnounced(sight) ? received(session, peer) : -1,
                        () -> filtered(session, peer, config),
                        now))));
        watches.forEach((peer, watch) -> watch.observed()
                .filter(seen -> seen.received() > SpeakerConfig.MOST_ROUTES)
                .ifPresent(_ -> session.judge(peer)));
        return takePeers();
    }

    private boolean takePeers() {
        List<ObservedNeighbour> before = peers;
        peers = watches.values().stream()
                .flatMap(watch -> watch.observed().stream())
                .toList();
        return !states(before).equals(states(peers));
    }

    private static int received(SpeakerSession session, Ipv4 peer) {
        return SpeakerReader.received(session.ask("show bgp ipv4 unicast neighbors " + peer + " prefix-counts json"));
    }

    private static Filtered filtered(SpeakerSession session, Ipv4 peer, SpeakerConfig config) {
        Neighbour neighbour = config.neighbours().stream()
                .filter(one -> one.peer().equals(peer))
                .findFirst()
                .orElseThrow();
        String announced = session.ask("show bgp ipv4 unicast neighbors " + peer + " received-routes json");
        return SpeakerReader.filtered(announced, config, neighbour);
    }

    /// What does not count.
    private static Set<List<Object>> states(List<ObservedNeighbour> peers) {
        Set<List<Object>> states = new HashSet<>();
        peers.forEach(peer -> states.add(List.of(
                peer.connection(),
                peer.isEstablished(),
                peer.since(),
                peer.received(),
                peer.accepted(),
                peer.trouble())));
        return states;
    }

    private Set<Ipv4> established() {
        Set<Ipv4> established = new HashSet<>();
        watches.forEach((peer, watch) ->
                watch.observed().filter(ObservedNeighbour::isEstablished).ifPresent(_ -> established.add(peer)));
        return established;
    }

    List<ObservedNeighbour> peers() {
        return peers;
    }

    List<RouteTable> routes() {
        return routes.all();
    }
}
