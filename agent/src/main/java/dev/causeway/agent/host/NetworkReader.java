package dev.causeway.agent.host;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of `ip -N`: one text with the answers to `addr show`, `route show table all` and `rule show`. Kinds,
/// tables and protocols of routes are numbers in it, since a host may give them any names.
final class NetworkReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int UNICAST = 1;
    private static final int UNREACHABLE = 7;

    /// The protocol of what the kernel enters by itself.
    private static final int KERNEL = 2;

    /// Whose routes are nobody else's business.
    private static final Set<Integer> APART = Set.of(KERNEL, KernelRoute.LEARNED);

    private NetworkReader() {}

    static NetworkView read(String json) {
        try (JsonParser answers = MAPPER.createParser(json)) {
            return new NetworkView(links(next(answers)), routes(next(answers)), rules(next(answers)));
        }
    }

    /// Reads the answer to `addr show` alone.
    static Map<String, NetworkLink> readLinks(String json) {
        return links(MAPPER.readTree(json));
    }

    private static JsonNode next(JsonParser answers) {
        return MAPPER.readTree(answers);
    }

    private static Map<String, NetworkLink> links(JsonNode answer) {
        Map<String, NetworkLink> links = new HashMap<>();
        for (JsonNode link : answer) {
            links.put(text(link, "ifname"), link(link));
        }
        return links;
    }

    private static NetworkLink link(JsonNode json) {
        Set<String> flags = new HashSet<>();
        json.path("flags").forEach(flag -> flags.add(flag.asString()));
        Set<InterfaceAddress> addresses = new HashSet<>();
        for (JsonNode address : json.path("addr_info")) {
            if (text(address, "family").equals("inet")) {
                addresses.add(new InterfaceAddress(
                        Ipv4.parse(text(address, "local")),
                        address.path("prefixlen").asInt()));
            }
        }
        return new NetworkLink(
                text(json, "ifname"),
                text(json.path("linkinfo"), "info_kind"),
                flags.contains("UP"),
                flags.contains("LOWER_UP"),
                json.path("mtu").asInt(),
                text(json, "address"),
                plugged(json),
                addresses);
    }

    private static Optional<NetworkLink.Plugged> plugged(JsonNode link) {
        boolean isFlooded = link.at("/linkinfo/info_slave_data/flood").asBoolean(true);
        return Optional.of(text(link, "master"))
                .filter(name -> !name.isEmpty())
                .map(bridge -> new NetworkLink.Plugged(bridge, isFlooded));
    }

    private static Set<KernelRoute> routes(JsonNode answer) {
        Set<KernelRoute> routes = new HashSet<>();
        for (JsonNode route : answer) {
            int type = number(route, "type", UNICAST);
            if (!APART.contains(number(route, "protocol", 0))
                    && (type == UNICAST || type == UNREACHABLE)
                    && !text(route, "dst").contains(":")
                    && !route.has("pref")) {
                routes.add(route(route, type));
            }
        }
        return routes;
    }

    private static KernelRoute route(JsonNode json, int type) {
        List<KernelRoute.Hop> hops = new ArrayList<>();
        if (json.has("dev")) {
            hops.add(hop(json));
        }
        json.path("nexthops").forEach(hop -> hops.add(hop(hop)));
        return new KernelRoute(
                destination(text(json, "dst")),
                number(json, "table", KernelRoute.MAIN),
                json.path("metric").asLong(0),
                number(json, "protocol", 0),
                type == UNREACHABLE ? List.of() : hops);
    }

    private static KernelRoute.Hop hop(JsonNode json) {
        return new KernelRoute.Hop(
                Optional.of(text(json, "gateway"))
                        .filter(address -> !address.isEmpty())
                        .map(Ipv4::parse),
                text(json, "dev"));
    }

    private static Prefix destination(String text) {
        if (text.equals("default")) {
            return Prefix.EVERYTHING;
        }
        return text.contains("/") ? Prefix.parse(text) : new Prefix(Ipv4.parse(text), Integer.SIZE);
    }

    private static Set<Rule> rules(JsonNode answer) {
        Set<Rule> rules = new HashSet<>();
        for (JsonNode rule : answer) {
            if (rule.has("srclen")) {
                continue; // a rule for a whole network is nobody's whom the agent knows
            }
            String mark = text(rule, "fwmark");
            rules.add(new Rule(
                    rule.path("priority").asInt(),
                    Optional.of(text(rule, "src"))
                            .filter(source -> source.contains("."))
                            .map(Ipv4::parse),
                    mark.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.decode(mark)),
                    number(rule, "table", KernelRoute.MAIN)));
        }
        return rules;
    }

    private static int number(JsonNode json, String field, int otherwise) {
        String text = text(json, field);
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asString("");
    }
}
