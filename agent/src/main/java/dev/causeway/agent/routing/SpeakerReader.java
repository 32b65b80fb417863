package dev.causeway.agent.routing;

import dev.causeway.agent.routing.RouteTable.Entry;
import dev.causeway.agent.routing.RouteTable.Way;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerConfig.Sibling;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ShortText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of bgpd. What is missing in it is nothing, zero or empty.
final class SpeakerReader {

    private static final JsonMapper MAPPER = new JsonMapper();

    /// Who is the peer of what begins here.
    private static final String NOBODY = "(unspec)";

    /// As many characters of an AS path are told, which is more than those have that are learnt from customers.
    static final int LONGEST_TEXT = 1_000;

    /// Why a session ended, if the peer gave the reason.
    private static final String RECEIVED = "BGP Notification received";

    private SpeakerReader() {}

    /// What is told at little cost, and differs when something has changed.
    ///
    /// @param version of the table of routes
    /// @param peers a text for each peer, in which nothing counts evenly
    record Pulse(long version, Map<Ipv4, String> peers) {

        /// Whether every session is established.
        boolean isComplete() {
            return peers.values().stream().allMatch(peer -> peer.startsWith("Established "));
        }
    }

    /// Reads `show bgp summary json`.
    static Pulse pulse(String json) {
        JsonNode answer = MAPPER.readTree(json);
        JsonNode family = answer.has("ipv4Unicast") ? answer.path("ipv4Unicast") : answer;
        Map<Ipv4, String> peers = new TreeMap<>();
        family.path("peers")
                .properties()
                .forEach(peer -> address(peer.getKey())
                        .ifPresent(address -> peers.put(
                                address,
                                "%s %d %d %d"
                                        .formatted(
                                                peer.getValue().path("state").asString(""),
                                                number(peer.getValue(), "connectionsEstablished"),
                                                number(peer.getValue(), "connectionsDropped"),
                                                number(peer.getValue(), "pfxRcd")))));
        return new Pulse(family.path("tableVersion").asLong(0), peers);
    }

    /// Reads `show bgp neighbors json`.
    static Map<Ipv4, PeerSight> peers(String json) {
        Map<Ipv4, PeerSight> peers = new HashMap<>();
        MAPPER.readTree(json)
                .properties()
                .forEach(peer ->
                        address(peer.getKey()).ifPresent(address -> peers.put(address, peer(peer.getValue()))));
        return peers;
    }

    private static PeerSight peer(JsonNode peer) {
        String state = peer.path("bgpState").asString("").toLowerCase(Locale.ROOT);
        JsonNode messages = peer.path("messageStats");
        JsonNode family = peer.path("addressFamilyInfo").path("ipv4Unicast");
        return new PeerSight(
                state,
                Duration.ofMillis(peer.path("bgpTimerUpMsec").asLong(0)),
                Duration.ofMillis(peer.path("lastResetTimerMsecs").asLong(0)),
                number(family, "acceptedPrefixCounter"),
                messages.path("totalRecv").asLong(0),
                messages.path("totalSent").asLong(0),
                messages.path("updatesRecv").asLong(0),
                number(peer, "connectionsEstablished"),
                peer.has("restartInTimerMsec")
                        ? OptionalInt.of(number(peer, "restartInTimerMsec"))
                        : OptionalInt.empty(),
                peer.path("peerBfdInfo").path("status").asString("").equals("Up"),
                reason(peer));
    }

    private static String reason(JsonNode peer) {
        String notification = peer.path("lastNotificationReason").asString("");
        String due = peer.path("lastResetDueTo").asString("");
        if (notification.isEmpty()) {
            return due;
        }
        return due.equals(RECEIVED) ? PeerSight.PEER_SAYS + notification : notification;
    }

    /// Reads `show bgp ipv4 unicast neighbors PEER prefix-counts json`.
    ///
    /// @return how many routes the peer announces
    static int received(String json) {
        return number(MAPPER.readTree(json).path("ribTableWalkCounters"), "Adj-in");
    }

    /// Reads `show bgp ipv4 unicast neighbors PEER received-routes json`.
    static Filtered filtered(String json, SpeakerConfig config, Neighbour neighbour) {
        List<Filtered.Reason> reasons = new ArrayList<>();
        MAPPER.readTree(json).path("receivedRoutes").properties().forEach(route -> {
            String path = route.getValue().path("path").asString("");
            Filtered.reason(Prefix.parse(route.getKey()), path, config, neighbour)
                    .ifPresent(reasons::add);
        });
        return Filtered.of(reasons);
    }

    /// Reads `show bgp ipv4 unicast json`: what is best, in the order of destinations, by the connection
    /// that it came by.
    ///
    /// @param inside the node's address towards the VPC
    static Map<Optional<ConnectionId>, List<Entry>> routes(String json, SpeakerConfig config, Ipv4 inside) {
        Map<String, Neighbour> byPeer = new HashMap<>();
        config.neighbours().forEach(neighbour -> byPeer.put(neighbour.peer().toString(), neighbour));
        Map<Optional<ConnectionId>, List<Entry>> routes = new HashMap<>();
        forEachRoute(json, (destination, paths) -> {
            for (JsonNode path : paths) {
                if (path.path("bestpath").asBoolean(false)
                        || path.path("multipath").asBoolean(false)) {
                    Optional<Neighbour> from =
                            Optional.ofNullable(byPeer.get(path.path("peerId").asString("")));
                    routes.computeIfAbsent(from.map(Neighbour::connection), _ -> new ArrayList<>())
                            .add(route(Prefix.parse(destination), path, from, config, inside));
                }
            }
        });
        routes.values().forEach(table -> table.sort(Comparator.comparing(Entry::destination)));
        return routes;
    }

    /// Reads one destination after the other: as a tree, all of them take several times what they take as text.
    private static void forEachRoute(String json, BiConsumer<String, JsonNode> taker) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            var _ = parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isOfRoutes = parser.currentName().equals("routes");
                if (parser.nextToken() != JsonToken.START_OBJECT || !isOfRoutes) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String destination = parser.currentName();
                    var _ = parser.nextToken();
                    taker.accept(destination, parser.readValueAsTree());
                }
            }
        }
    }

    private static Entry route(
            Prefix destination, JsonNode path, Optional<Neighbour> from, SpeakerConfig config, Ipv4 inside) {
        boolean isLocal = path.path("peerId").asString("").equals(NOBODY);
        Way others = isLocal ? Way.LOCAL : Way.SIBLING;
        Ipv4 ofOthers = isLocal ? inside : config.sibling().map(Sibling::local).orElse(inside);
        return new Entry(
                destination,
                isLocal
                        ? Optional.empty()
                        : address(path.path("nexthops").path(0).path("ip").asString("")),
                from.map(Neighbour::local).orElse(ofOthers),
                path.path("origin").asString("incomplete").toLowerCase(Locale.ROOT),
                ShortText.of(path.path("path").asString(""), LONGEST_TEXT),
                path.path("metric").asLong(0),
                from.isPresent() ? Way.TUNNEL : others);
    }

    private static int number(JsonNode json, String name) {
        return Math.clamp(json.path(name).asLong(0), 0, Integer.MAX_VALUE);
    }

    private static Optional<Ipv4> address(String text) {
        try {
            return Optional.of(Ipv4.parse(text));
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }
}
