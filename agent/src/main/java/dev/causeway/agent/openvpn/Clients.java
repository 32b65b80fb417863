package dev.causeway.agent.openvpn;

import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.CommonNetworks;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The clients of one node that were let in: in the filter, on disk, in the log. Used by one thread.
final class Clients {

    private static final System.Logger LOG = System.getLogger(Clients.class.getName());

    /// The group of all that have shown a certificate.
    private static final String EVERYTHING = "0";

    private final NodeId node;
    private final DaemonFolder folder;
    private final SessionFilter filter;
    private final EventLog log;
    private final Clock clock;
    private final Map<Long, ClientSession> present = new LinkedHashMap<>();
    private final Set<Long> established = new HashSet<>();

    /// Those that were told of to the daemon by this process, and have not taken over yet what was pushed.
    private final Set<Long> expected = new HashSet<>();

    private final Map<Long, Departure> leaving = new HashMap<>();

    /// The groups of those that are in the filter.
    private final Map<Long, String> groups = new HashMap<>();

    private Map<String, List<Prefix>> reach = Map.of();

    /// What had passed when they were taken out of the filter.
    private final Map<Long, SessionCounters> last = new HashMap<>();

    Clients(NodeId node, DaemonFolder folder, SessionFilter filter, EventLog log, Clock clock) {
        this.node = node;
        this.folder = folder;
        this.filter = filter;
        this.log = log;
        this.clock = clock;
        folder.sessions().forEach(session -> {
            present.put(session.client(), session);
            if (!session.connected().isEmpty()) {
                established.add(session.client());
            }
        });
    }

    Collection<ClientSession> all() {
        return List.copyOf(present.values());
    }

    Optional<ClientSession> find(long client) {
        return Optional.ofNullable(present.get(client));
    }

    /// Those that are on their way out, and why.
    Map<Long, Departure> leaving() {
        return Map.copyOf(leaving);
    }

    List<ClientSession> connected() {
        return present.values().stream()
                .filter(session -> established.contains(session.client()))
                .toList();
    }

    /// Makes the groups those of this access, and lets everybody reach what the group does. A group that goes stays
    /// until those who were in it are in another one, so that nobody reaches nothing in between.
    void regroup(AccessConfig access, ServerConfig server) {
        Map<String, List<Prefix>> next = reach(access, server);
        Map<String, List<Prefix>> meanwhile = new HashMap<>(next);
        groups.values().stream()
                .filter(group -> !next.containsKey(group) && reach.containsKey(group))
                .forEach(group -> meanwhile.put(group, reach.get(group)));
        filter.policies(node, meanwhile);
        letThrough(access, staying());
        if (!meanwhile.equals(next)) {
            filter.policies(node, next);
        }
        reach = next;
    }

    /// Before the daemon is told to let somebody in: whatever becomes of this process, the next one knows who
    /// it is.
    void expect(ClientSession session) {
        folder.keep(session);
        present.put(session.client(), session);
        expected.add(session.client());
    }

    boolean isExpected(long client) {
        return expected.contains(client);
    }

    /// Lets packets of those through who were let in meanwhile: all at once, since each time takes as long as many.
    void letThrough(AccessConfig access) {
        List<ClientSession> those = staying().stream()
                .filter(session -> !groups.containsKey(session.client()))
                .toList();
        letThrough(access, those);
    }

    private void letThrough(AccessConfig access, Collection<ClientSession> those) {
        Map<Ipv4, String> byAddress = new HashMap<>();
        Map<Long, String> byClient = new HashMap<>();
        those.forEach(session -> group(access, session).ifPresent(group -> {
            byAddress.put(session.address(), group);
            byClient.put(session.client(), group);
        }));
        if (!byAddress.isEmpty()) {
            filter.admit(node, byAddress);
            groups.putAll(byClient);
        }
    }

    /// @param connected when it connected, in the daemon's words
    ClientSession establish(ClientSession session, String connected) {
        ClientSession told = session.connected(connected);
        present.put(told.client(), told);
        folder.keep(told);
        established.add(told.client());
        expected.remove(told.client());
        return told;
    }

    /// Takes clients out of the filter. The daemon is to be told then.
    void dismiss(Map<ClientSession, Departure> those) {
        if (those.isEmpty()) {
            return;
        }
        Map<Ipv4, SessionCounters> counters = counters();
        withdraw(those.keySet());
        those.forEach((session, why) -> {
            last.put(session.client(), counters.getOrDefault(session.address(), SessionCounters.NONE));
            leaving.put(session.client(), why);
            groups.remove(session.client());
        });
    }

    /// Nobody stays in the filter because it does not count.
    private Map<Ipv4, SessionCounters> counters() {
        try {
            return filter.counters(node);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "clients of node {0} are not counted: {1}", node, e.getMessage());
            return Map.of();
        }
    }

    /// A client is gone. Of one that was not let in nothing is known here.
    Optional<ClientSession> gone(long client, String by) {
        Optional<ClientSession> session = find(client);
        session.ifPresent(those -> gone(List.of(those), by));
        return session;
    }

    /// @param by who ended them, where nobody here did
    void gone(Collection<ClientSession> those, String by) {
        if (those.isEmpty()) {
            return;
        }
        boolean known = those.stream().allMatch(session -> last.containsKey(session.client()));
        Map<Ipv4, SessionCounters> counters = known ? Map.of() : counters();
        List<ClientSession> inFilter = those.stream()
                .filter(session -> !leaving.containsKey(session.client()))
                .toList();
        those.forEach(session -> {
            SessionCounters passed = Optional.ofNullable(last.remove(session.client()))
                    .orElse(counters.getOrDefault(session.address(), SessionCounters.NONE));
            present.remove(session.client());
            expected.remove(session.client());
            groups.remove(session.client());
            folder.forget(session);
            Departure why = leaving.remove(session.client());
            if (established.remove(session.client())) {
                log.add(clock.instant(), disconnect(session, passed, why == null ? by : why.by()));
            }
        });
        withdraw(inFilter);
    }

    /// An address that a newer client has meanwhile stays in.
    private void withdraw(Collection<ClientSession> those) {
        Set<Ipv4> addresses = those.stream().map(ClientSession::address).collect(Collectors.toSet());
        staying().stream()
                .filter(session -> !those.contains(session))
                .forEach(session -> addresses.remove(session.address()));
        if (!addresses.isEmpty()) {
            filter.withdraw(node, addresses);
        }
    }

    /// Takes out whatever is in the filter and belongs to nobody.
    void withdrawStrangers() {
        Set<Ipv4> strangers = new HashSet<>(filter.admitted(node));
        staying().forEach(session -> strangers.remove(session.address()));
        if (!strangers.isEmpty()) {
            filter.withdraw(node, strangers);
        }
    }

    private List<ClientSession> staying() {
        return present.values().stream()
                .filter(session -> !leaving.containsKey(session.client()))
                .toList();
    }

    /// Those that have to go, as things stand.
    Map<ClientSession, Departure> departures(AccessConfig access, ServerConfig server) {
        Map<ClientSession, Departure> those = new LinkedHashMap<>();
        staying().forEach(session -> Departure.of(session, access, server).ifPresent(why -> those.put(session, why)));
        return those;
    }

    /// All of them, whatever else holds.
    Map<ClientSession, Departure> allFor(Departure why) {
        return staying().stream().collect(Collectors.toMap(session -> session, _ -> why));
    }

    /// Those whose address a newer one has, of whom the daemon was not told by whoever took them out.
    Map<ClientSession, Departure> replaced() {
        Map<Ipv4, ClientSession> newest = new HashMap<>();
        staying()
                .forEach(session -> newest.merge(
                        session.address(), session, (one, other) -> one.since().isAfter(other.since()) ? one : other));
        return staying().stream()
                .filter(session -> !newest.containsValue(session))
                .collect(Collectors.toMap(session -> session, _ -> Departure.REPLACED));
    }

    private static Optional<String> group(AccessConfig access, ClientSession session) {
        return switch (access.admission()) {
            case Admission.OfUsers by ->
                by.users().stream()
                        .filter(user -> session.user().equals(Optional.of(user.id())))
                        .map(user -> user.group().toString())
                        .findFirst();
            case Admission.OfHolders _ -> Optional.of(EVERYTHING);
        };
    }

    private static Map<String, List<Prefix>> reach(AccessConfig access, ServerConfig server) {
        return switch (access.admission()) {
            case Admission.OfUsers by ->
                by.destinations().entrySet().stream()
                        .collect(Collectors.toMap(
                                group -> group.getKey().toString(),
                                group -> CommonNetworks.of(group.getValue(), server.localSubnets())));
            case Admission.OfHolders _ ->
                Map.of(EVERYTHING, CommonNetworks.of(server.localSubnets(), server.localSubnets()));
        };
    }

    JsonLine connect(ClientSession session) {
        return line("connect", session.name(), session.from(), session.port())
                .put("connection_id", session.id().toString())
                .put("user_id", session.user().map(ClientUserId::toString).orElse(""))
                .put("virtual_ip", session.address().toString());
    }

    private JsonLine disconnect(ClientSession session, SessionCounters passed, String by) {
        return line("disconnect", session.name(), session.from(), session.port())
                .put("connection_id", session.id().toString())
                .put("user_id", session.user().map(ClientUserId::toString).orElse(""))
                .put("virtual_ip", session.address().toString())
                .put(
                        "seconds",
                        Math.max(
                                0,
                                Duration.between(session.since(), clock.instant())
                                        .toSeconds()))
                .put("packets_in", passed.packetsIn())
                .put("packets_out", passed.packetsOut())
                .put("bytes_in", passed.bytesIn())
                .put("bytes_out", passed.bytesOut())
                .put("by", by);
    }

    static JsonLine line(String event, String name, Ipv4 from, int port) {
        return new JsonLine()
                .put("event", event)
                .put("user_name", name)
                .put("client_ip", from.toString())
                .put("client_port", port);
    }

    /// Those that some other daemon had.
    List<ClientSession> ofOtherDaemons(String daemon) {
        return present.values().stream()
                .filter(session -> !session.daemon().equals(daemon))
                .toList();
    }
}
