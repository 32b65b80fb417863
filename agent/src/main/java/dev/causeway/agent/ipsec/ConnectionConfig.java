package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.vici.Element;
import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A tunnel as the daemon shall hold it.
///
/// A security association keeps the settings that it was made with for as long as it lives, through all its rekeyings.
/// So what it was made with stands in its name, in parts: by them an association is recognised whose settings were
/// replaced, even by an agent that started only now.
///
/// @param who changes when the other end is another one, so that what runs is of no use
/// @param watch changes with dead peer detection
/// @param keying changes with the algorithms and the lifetime of the IKE SA
/// @param rules what its child SAs shall carry together
record ConnectionConfig(String who, String watch, String keying, List<Rule> rules, Section settings) {

    /// How many child SAs a connection may consist of where some of them carry one pair of networks only.
    static final int MOST_SINGLES = 250;

    /// For so many pairs the daemon is told of a child SA of their own, of which those are used whose pairs no
    /// other one carries. It takes no message longer than 512 KiB.
    static final int MOST_NAMED = 1500;

    /// Pairs of networks that one child SA carries, if the other end lets it.
    ///
    /// @param wide that child SA
    /// @param pairs all of them
    /// @param singles a child SA for each, in the same order, to be used if the other end does not; they end early
    ///     where the daemon would be told of too many
    record Rule(ChildConfig wide, List<Pair> pairs, List<ChildConfig> singles) {

        Rule {
            pairs = List.copyOf(pairs);
            singles = List.copyOf(singles);
        }
    }

    /// A child SA that shall exist.
    ///
    /// @param selectors changes with the traffic selectors
    /// @param keying changes with the algorithms and the lifetime
    record ChildConfig(String selectors, String keying, Section settings) {

        String name() {
            return selectors + "-" + keying;
        }
    }

    ConnectionConfig {
        rules = List.copyOf(rules);
    }

    /// Each child SA that may be negotiated, once.
    List<ChildConfig> children() {
        return rules.stream()
                .flatMap(rule -> Stream.concat(Stream.of(rule.wide()), rule.singles().stream()))
                .distinct()
                .toList();
    }

    /// All pairs of networks that shall reach each other.
    List<Pair> pairs() {
        return rules.stream().flatMap(rule -> rule.pairs().stream()).distinct().toList();
    }

    String name() {
        return "vpn-%s-%s-%s".formatted(who, watch, keying);
    }

    /// Whether an IKE SA leads to the same other end, whatever else it was made with.
    boolean isOurs(IkeSa sa) {
        return sa.connection().startsWith("vpn-" + who + "-");
    }

    /// @param esp what encrypts. It is not among what names are made of, as a worker has one for its whole life
    static ConnectionConfig of(TunnelConfig tunnel, Esp esp) {
        IkeSettings ike = tunnel.ike();
        Section who = who(tunnel);
        Section watch = Section.EMPTY
                .with("dpd_delay", ike.dpd().intervalSeconds())
                .with("dpd_timeout", ike.dpd().timeoutSeconds());
        Section keying = Lifetime.of(ike.lifetimeSeconds()).forIke().with("proposals", List.of(Proposals.ike(ike)));
        Section settings = merge(merge(who, watch), keying);
        List<Rule> rules = rules(tunnel);
        var config =
                new ConnectionConfig(digest(identified(who, tunnel)), digest(watch), digest(keying), rules, settings);
        var children = new LinkedHashMap<String, Element>();
        config.children()
                .forEach(child -> children.put(child.name(), merge(child.settings(), esp.childSettings(tunnel))));
        return new ConnectionConfig(
                config.who, config.watch, config.keying, rules, settings.with("children", new Section(children)));
    }

    private static Section who(TunnelConfig tunnel) {
        IkeSettings ike = tunnel.ike();
        boolean aggressive = ike.version() == IkeVersion.V1 && ike.phase1Mode() == Phase1Mode.AGGRESSIVE;
        return Section.EMPTY
                .with("version", ike.version() == IkeVersion.V1 ? 1 : 2)
                .with("local_addrs", List.of(tunnel.outside().address().toString()))
                .with("remote_addrs", List.of(tunnel.peer().toString()))
                .with("aggressive", aggressive ? "yes" : "no")
                .with("mobike", "no")
                .with("unique", "replace")
                .with("keyingtries", 0)
                .with("local-1", identity(tunnel, ike.localId()))
                .with("remote-1", identity(tunnel, ike.peerId()));
    }

    /// What a connection is known by. Without resets it is what it was before there were any.
    private static Section identified(Section who, TunnelConfig tunnel) {
        Section styled = who.with("style", style(tunnel));
        return tunnel.resets() == 0 ? styled : styled.with("resets", tunnel.resets());
    }

    private static Section identity(TunnelConfig tunnel, Ipv4 id) {
        String method = switch (tunnel.credential()) {
            case Credential.Secret _ -> "psk";
        };
        return Section.EMPTY.with("auth", method).with("id", id.toString());
    }

    /// Part of what a name is made of, so it stays as it is.
    private static String style(TunnelConfig tunnel) {
        return switch (tunnel.selection()) {
            case Selection.Rules _ -> "policy";
            case Selection.Networks _ -> "static";
            case Selection.Everything _ -> "bgp";
        };
    }

    private static List<Rule> rules(TunnelConfig tunnel) {
        return switch (tunnel.selection()) {
            case Selection.Networks(List<Prefix> local, List<Prefix> remote) ->
                List.of(everything(tunnel, pairs(local, remote)));
            case Selection.Everything _ -> {
                ChildConfig wide = everything(tunnel);
                yield List.of(new Rule(wide, List.of(Pair.EVERYTHING), List.of(wide)));
            }
            case Selection.Rules policy -> rules(tunnel, policy.rules());
        };
    }

    private static Rule everything(TunnelConfig tunnel, List<Pair> pairs) {
        List<Pair> named = pairs.isEmpty() ? List.of(Pair.EVERYTHING) : pairs;
        return new Rule(
                everything(tunnel),
                named,
                singles(tunnel, named).limit(MOST_NAMED).toList());
    }

    private static ChildConfig everything(TunnelConfig tunnel) {
        List<Prefix> everything = List.of(Prefix.EVERYTHING);
        return child(tunnel, everything, everything);
    }

    private static List<Rule> rules(TunnelConfig tunnel, List<PolicyRule> policies) {
        List<Rule> rules = new ArrayList<>();
        int left = MOST_NAMED;
        for (PolicyRule policy : policies) {
            List<Prefix> source = List.of(policy.source());
            // An IKEv1 child SA has one network on each side.
            List<List<Prefix>> destinations = tunnel.ike().version() == IkeVersion.V2
                    ? List.of(policy.destinations())
                    : policy.destinations().stream().map(List::of).toList();
            for (List<Prefix> some : destinations) {
                ChildConfig wide = child(tunnel, source, some);
                List<Pair> pairs = pairs(source, some);
                Stream<ChildConfig> singles = pairs.size() == 1 ? Stream.of(wide) : singles(tunnel, pairs);
                var rule = new Rule(wide, pairs, singles.limit(left).toList());
                rules.add(rule);
                left -= rule.singles().size();
            }
        }
        return rules;
    }

    private static Stream<ChildConfig> singles(TunnelConfig tunnel, List<Pair> pairs) {
        return pairs.stream().map(pair -> single(tunnel, pair));
    }

    private static ChildConfig single(TunnelConfig tunnel, Pair pair) {
        ChildConfig child = child(tunnel, List.of(pair.local()), List.of(pair.remote()));
        // There are many of them, so a short digest would be that of two.
        return new ChildConfig("net-" + longDigest(pair), child.keying(), child.settings());
    }

    private static List<Pair> pairs(List<Prefix> locals, List<Prefix> remotes) {
        return locals.stream()
                .distinct()
                .flatMap(local -> remotes.stream().distinct().map(remote -> new Pair(local, remote)))
                .toList();
    }

    private static ChildConfig child(TunnelConfig tunnel, List<Prefix> local, List<Prefix> remote) {
        Section selectors = Section.EMPTY
                .with("local_ts", local.stream().map(Prefix::toString).toList())
                .with("remote_ts", remote.stream().map(Prefix::toString).toList());
        Section keying = Lifetime.of(tunnel.ipsec().lifetimeSeconds())
                .forChild()
                .with("esp_proposals", List.of(Proposals.esp(tunnel.ipsec())));
        Section settings = merge(selectors, keying)
                .with("mode", "tunnel")
                .with("start_action", "none")
                .with("close_action", "none")
                .with("dpd_action", "clear");
        return new ChildConfig("net-" + digest(selectors), digest(keying), settings);
    }

    private static Section merge(Section one, Section other) {
        Section both = one;
        for (var entry : other.entries().entrySet()) {
            both = both.with(entry.getKey(), entry.getValue());
        }
        return both;
    }

    private static String digest(Section section) {
        CRC32 sum = new CRC32();
        sum.update(section.encoded());
        return HexFormat.of().toHexDigits(sum.getValue() & 0xffffff, 6);
    }

    private static String longDigest(Pair pair) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256").digest(pair.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// When security associations are replaced. They live as long as the tenant said at most; the daemon starts to
    /// replace them at a random moment in the tenth before the last tenth of that time, so that the two ends seldom
    /// start at once.
    private record Lifetime(int whole, int margin) {

        static Lifetime of(int seconds) {
            return new Lifetime(seconds, Math.max(3, seconds / 10));
        }

        Section forIke() {
            return Section.EMPTY
                    .with("rekey_time", whole - margin)
                    .with("over_time", margin)
                    .with("rand_time", margin)
                    .with("reauth_time", 0);
        }

        Section forChild() {
            return Section.EMPTY
                    .with("rekey_time", whole - margin)
                    .with("life_time", whole)
                    .with("rand_time", margin);
        }
    }
}
