package dev.causeway.agent.routing;

import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerConfig.Sibling;
import dev.causeway.agent.routing.SpeakerTimers.Detection;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The configuration of a node's bgpd. All of it is made of numbers and addresses.
final class SpeakerText {

    static final String REFUSED = "REFUSED";

    private static final String LONG = "LONG";

    /// What the line begins with below which peers stand.
    static final String ROUTER = "router bgp ";

    private static final String RESTART = "restart";
    private static final String LOCAL = "LOCAL";
    private static final String OUT = "OUT";
    private static final String HUB_OUT = "HUBOUT";
    private static final String SIBLING = "SIBLING";

    /// What is learned from a hub connection carries this inside of the gateway, and no peer can set it:
    /// what peers set is taken off.
    private static final String HUB = "65000:77";

    /// Asks other speakers to prefer any other way (RFC 8326).
    private static final String SHUTDOWN = "65535:0";

    private static final String FAMILY = "address-family ipv4 unicast";

    private final SpeakerConfig config;
    private final SpeakerTimers timers;
    private final Set<Ipv4> detected;
    private final List<ConfigLine> lines = new ArrayList<>();
    private final ConfigLine router;

    private SpeakerText(SpeakerConfig config, SpeakerTimers timers, Set<Ipv4> detected) {
        this.config = config;
        this.timers = timers;
        this.detected = detected;
        this.router = ConfigLine.opening("router", ROUTER + config.asn(), "no " + ROUTER + config.asn());
    }

    /// The lines in the order in which they are said.
    ///
    /// @param detected those with whom BFD is spoken: neighbours whose session was established once (begun
    ///     earlier it ends the first session, and a peer may then wait a minute before it tries again), and
    ///     the other node
    static List<ConfigLine> of(SpeakerConfig config, SpeakerTimers timers, Set<Ipv4> detected) {
        var text = new SpeakerText(config, timers, detected);
        text.general();
        config.neighbours().forEach(text::filter);
        text.router();
        return List.copyOf(text.lines);
    }

    /// What lies in it says what is learned from a neighbour.
    static String in(Neighbour neighbour) {
        return "IN" + neighbour.slot();
    }

    /// The line by which a neighbour exists.
    static String id(Ipv4 peer) {
        return "neighbor " + peer;
    }

    static String descriptionId(Ipv4 peer) {
        return id(peer) + " description";
    }

    static String detectionId(Ipv4 peer) {
        return id(peer) + " bfd";
    }

    /// Whether a daemon that holds a line refuses to be told the same again.
    static boolean isRefusedAgain(ConfigLine line) {
        return line.id().equals("router " + RESTART);
    }

    static String limitId(Ipv4 peer) {
        return id(peer) + " limit";
    }

    private void general() {
        // Peers are told this name, and not the host's.
        lines.add(ConfigLine.of("hostname", "hostname gateway", "no hostname"));
        // What is announced follows its rules at once.
        lines.add(ConfigLine.of("delay", "bgp route-map delay-timer 0", "no bgp route-map delay-timer"));
        lines.add(ConfigLine.of(
                "hub",
                "bgp community-list standard HUB permit " + HUB,
                "no bgp community-list standard HUB permit " + HUB));
        // Looked for from the beginning only: else each route costs bgpd milliseconds.
        String tooLong =
                "bgp as-path access-list %s seq 5 permit ^.{%d}".formatted(LONG, SpeakerConfig.LONGEST_PATH + 1);
        lines.add(ConfigLine.of(LONG, tooLong, "no " + tooLong));
        config.announced().forEach(prefix -> permit(LOCAL, prefix.toString()));
        config.refused().forEach(prefix -> permit(REFUSED, andWithin(prefix)));
        announcement(entry(OUT, "permit 10"), "match ip address prefix-list LOCAL");
        if (config.sibling().isPresent()) {
            lines.add(entry(SIBLING, "deny 5").below("match", "match ip address prefix-list LOCAL"));
            entry(SIBLING, "permit 10");
        }
    }

    private void permit(String list, String what) {
        String line = "ip prefix-list " + list + " permit " + what;
        lines.add(ConfigLine.of(list + " " + what, line, "no " + line));
    }

    private static String andWithin(Prefix prefix) {
        return prefix.length() < Integer.SIZE ? prefix + " le 32" : prefix.toString();
    }

    private ConfigLine entry(String map, String what) {
        String text = "route-map " + map + " " + what;
        ConfigLine entry = ConfigLine.opening(map + " map " + what, text, "no " + text);
        lines.add(entry);
        return entry;
    }

    private void announcement(ConfigLine entry, String match) {
        lines.add(entry.below("match", match));
        if (config.drained()) {
            lines.add(entry.below("metric", "set metric 1000"));
            lines.add(entry.below(
                    "path", "set as-path prepend %1$d %1$d".formatted(config.asn()), "no set as-path prepend"));
            lines.add(entry.below("community", "set community " + SHUTDOWN + " additive"));
        } else {
            lines.add(entry.below("metric", "set metric " + 100 * config.rank()));
        }
    }

    private void filter(Neighbour neighbour) {
        String name = in(neighbour);
        neighbour.accepted().forEach(prefix -> permit(name, andWithin(prefix)));
        lines.add(entry(name, "deny 5").below("match", "match ip address prefix-list " + REFUSED));
        lines.add(entry(name, "deny 6").below("match", "match as-path " + LONG));
        ConfigLine entry = entry(name, "permit 10");
        lines.add(entry.below("match", "match ip address prefix-list " + name));
        lines.add(entry.below("preference", "set local-preference " + preference()));
        lines.add(entry.below("community", "set community " + (neighbour.hub() ? HUB : "none")));
        if (neighbour.hub()) {
            passOn(neighbour);
        }
    }

    /// What hubs are told: also what other hubs have announced, but not what came from themselves, which
    /// would be sent back to them.
    private void passOn(Neighbour neighbour) {
        String name = HUB_OUT + neighbour.slot();
        announcement(entry(name, "permit 10"), "match ip address prefix-list LOCAL");
        lines.add(entry(name, "deny 15").below("match", "match ip next-hop address " + neighbour.peer()));
        ConfigLine passedOn = entry(name, "permit 20");
        announcement(passedOn, "match community HUB");
        lines.add(passedOn.below("unmark", "set comm-list HUB delete"));
    }

    private int preference() {
        if (config.drained()) {
            return 0;
        }
        return config.rank() == 0 ? 200 : 100;
    }

    private void router() {
        lines.add(router);
        add("router-id", "bgp router-id " + config.routerId());
        // Attempts that are refused are told of in the log.
        add("attempts", "bgp log-neighbor-changes");
        // What is announced need not be routed in the node in the same form.
        add("check", "no bgp network import-check", "bgp network import-check");
        // A peer would go on sending to where nobody is.
        add(RESTART, "bgp graceful-restart-disable");
        // A tunnel that is down for a moment keeps its session.
        add("failover", "no bgp fast-external-failover", "bgp fast-external-failover");
        add("timers", "timers bgp " + timers.keepalive() + " " + timers.hold());
        config.neighbours().forEach(this::neighbour);
        config.sibling().ifPresent(this::sibling);
        config.announced().forEach(prefix -> inFamily(router.id(), "network " + prefix, "network " + prefix));
        config.neighbours().forEach(this::routes);
        config.sibling().ifPresent(this::siblingRoutes);
    }

    private void add(String part, String text) {
        add(part, text, "no " + text);
    }

    private void add(String part, String text, String removal) {
        lines.add(new ConfigLine("router " + part, router.id(), List.of(router.text()), false, text, removal));
    }

    private void neighbour(Neighbour neighbour) {
        Ipv4 peer = neighbour.peer();
        exists(peer, neighbour.asn());
        say(descriptionId(peer), peer, "description r" + neighbour.resets());
        say(peer, "update-source " + neighbour.local());
        say(peer, "timers connect 5");
        if (detected.contains(peer)) {
            detect(peer);
        }
    }

    private void sibling(Sibling sibling) {
        Ipv4 peer = sibling.peer();
        exists(peer, config.asn());
        say(peer, "update-source " + sibling.local());
        say(peer, "timers connect 5");
        if (detected.contains(peer)) {
            detect(peer);
        }
    }

    /// What the other line of a neighbour hangs on.
    private void exists(Ipv4 peer, long asn) {
        String text = "neighbor " + peer + " remote-as " + asn;
        lines.add(new ConfigLine(id(peer), router.id(), List.of(router.text()), false, text, "no neighbor " + peer));
    }

    private void detect(Ipv4 peer) {
        Optional<Detection> detection = timers.detection();
        detection.ifPresent(bfd -> say(
                detectionId(peer),
                peer,
                "bfd %d %2$d %2$d".formatted(bfd.multiplier(), bfd.milliseconds()),
                "no neighbor " + peer + " bfd"));
    }

    private void say(Ipv4 peer, String what) {
        say(id(peer) + " " + what.split(" ", -1)[0], peer, what);
    }

    private void say(String id, Ipv4 peer, String what) {
        say(id, peer, what, "no neighbor " + peer + " " + what);
    }

    private void say(String id, Ipv4 peer, String what, String removal) {
        lines.add(
                new ConfigLine(id, id(peer), List.of(router.text()), false, "neighbor " + peer + " " + what, removal));
    }

    private void routes(Neighbour neighbour) {
        Ipv4 peer = neighbour.peer();
        // Before any route may come, what is learned is bounded.
        inFamily(peer, "in", "route-map " + in(neighbour) + " in");
        inFamily(peer, "out", "route-map " + (neighbour.hub() ? HUB_OUT + neighbour.slot() : OUT) + " out");
        if (neighbour.hub()) {
            // Branches may have one number.
            inFamily(peer, "as-override", "as-override");
        }
        inFamily(peer, "soft", "soft-reconfiguration inbound");
        inFamily(peer, "limit", "maximum-prefix " + SpeakerConfig.MOST_ROUTES + " restart 1");
    }

    private void siblingRoutes(Sibling sibling) {
        Ipv4 peer = sibling.peer();
        inFamily(peer, "out", "route-map " + SIBLING + " out");
        inFamily(peer, "next-hop", "next-hop-self");
    }

    private void inFamily(Ipv4 peer, String part, String what) {
        inFamily(id(peer), part, "neighbor " + peer + " " + what);
    }

    private void inFamily(String whole, String part, String text) {
        lines.add(new ConfigLine(whole + " " + part, whole, List.of(router.text(), FAMILY), false, text, "no " + text));
    }
}
