package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Tunnel;
import java.util.HexFormat;
import java.util.List;
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
record ConnectionConfig(String who, String watch, String keying, List<ChildConfig> children, Section settings) {

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
        children = List.copyOf(children);
    }

    String name() {
        return "vpn-%s-%s-%s".formatted(who, watch, keying);
    }

    boolean hasChild(String name) {
        return children.stream().anyMatch(child -> child.name().equals(name));
    }

    static ConnectionConfig of(Ipv4 localAddress, Tunnel tunnel) {
        IkeSettings ike = tunnel.ike();
        Section who = who(localAddress, tunnel);
        Section watch = Section.EMPTY
                .with("dpd_delay", ike.dpd().intervalSeconds())
                .with("dpd_timeout", ike.dpd().timeoutSeconds());
        Section keying = Lifetime.of(ike.lifetimeSeconds()).forIke().with("proposals", List.of(Proposals.ike(ike)));
        List<ChildConfig> children = children(tunnel);
        Section settings = merge(merge(who, watch), keying);
        Section childSections = Section.EMPTY;
        for (ChildConfig child : children) {
            childSections = childSections.with(child.name(), child.settings());
        }
        return new ConnectionConfig(
                digest(who.with("style", tunnel.style().word())),
                digest(watch),
                digest(keying),
                children,
                settings.with("children", childSections));
    }

    private static Section who(Ipv4 localAddress, Tunnel tunnel) {
        IkeSettings ike = tunnel.ike();
        boolean aggressive = ike.version() == IkeVersion.V1 && ike.phase1Mode() == Phase1Mode.AGGRESSIVE;
        return Section.EMPTY
                .with("version", ike.version() == IkeVersion.V1 ? 1 : 2)
                .with("local_addrs", List.of(localAddress.toString()))
                .with("remote_addrs", List.of(tunnel.peer().toString()))
                .with("aggressive", aggressive ? "yes" : "no")
                .with("mobike", "no")
                .with("unique", "replace")
                .with("keyingtries", 0)
                .with("local-1", identity(ike.localId()))
                .with("remote-1", identity(ike.peerId()));
    }

    private static Section identity(Ipv4 id) {
        return Section.EMPTY.with("auth", "psk").with("id", id.toString());
    }

    private static List<ChildConfig> children(Tunnel tunnel) {
        if (tunnel.style() != ConnectionStyle.POLICY) {
            return List.of(child(tunnel, List.of(Prefix.EVERYTHING), List.of(Prefix.EVERYTHING)));
        }
        if (tunnel.ike().version() == IkeVersion.V2) {
            return tunnel.policyRules().stream()
                    .map(rule -> child(tunnel, List.of(rule.source()), rule.destinations()))
                    .toList();
        }
        // An IKEv1 child SA has one network on each side.
        return tunnel.policyRules().stream()
                .flatMap(rule -> rule.destinations().stream()
                        .map(destination -> child(tunnel, List.of(rule.source()), List.of(destination))))
                .toList();
    }

    private static ChildConfig child(Tunnel tunnel, List<Prefix> local, List<Prefix> remote) {
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
