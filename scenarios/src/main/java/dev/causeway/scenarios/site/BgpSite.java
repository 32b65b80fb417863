package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A site that tells and learns by BGP what lies behind its tunnels, one to each of a gateway's addresses. Each tunnel
/// has a daemon in a namespace of its own, behind the router that translates, and its link in the router: of two
/// selectors that cover everything, one daemon serves one.
///
/// ```
///              +-- tun1 169.254.N.2 -- [tunnel1] 192.0.2.21 --+
/// host -- [router, BIRD]                                       | nat -- wan0 198.51.100.x -- internet
///              +-- tun2 169.254.N.6 -- [tunnel2] 192.0.2.25 --+
/// ```
public final class BgpSite implements AutoCloseable {

    public static final long ASN = 65001;

    private static final long GATEWAY_ASN = 64512;

    /// Seconds, as BIRD has it.
    private static final int USUAL_HOLD = 240;

    private static final Template TUNNEL = Template.beside(BgpSite.class, "bgp-tunnel.conf");

    private final Site site;
    private final NetworkNamespace router;
    private final String manner;
    private final List<String> announced;
    private final SortedMap<Integer, Device> tunnels = new TreeMap<>();
    private final Map<Integer, List<String>> withheld = new HashMap<>();
    private int preferred;
    private Duration lifetime = Duration.ofHours(1);
    private long asn = ASN;
    private int hold = USUAL_HOLD;
    private final BirdSpeaker speaker;

    private BgpSite(Site site, String manner) {
        this.site = site;
        this.router = site.router();
        this.manner = manner;
        this.announced = new ArrayList<>(List.of(site.network()));
        // Without a tunnel nothing leaves in clear. The least of all routes, so that any other one is better.
        router.ip("route", "add", "unreachable", "10.0.0.0/8", "metric", "4278198272");
        router.run("sysctl", "-qw", "net.ipv4.fib_multipath_hash_policy=1");
        router.run("nft", """
                add table ip tunnels
                add chain ip tunnels in { type nat hook prerouting priority dstnat; }
                add chain ip tunnels out { type nat hook postrouting priority srcnat; }
                add chain ip tunnels silent { type filter hook prerouting priority -300; }
                add chain ip tunnels dumb { type filter hook output priority 0; }
                add rule ip tunnels out oifname wan0 ip saddr 192.0.2.0/24 snat to %s
                """.formatted(site.address()));
        this.speaker = BirdSpeaker.start(router, folder(), configuration());
    }

    /// Lets a site speak as a customer does who has read what is advised: with BFD, and without long pauses after
    /// errors.
    public static BgpSite tuned(Site site) {
        return new BgpSite(site, "bird-tuned.conf");
    }

    /// Lets a site speak with nothing set that need not be.
    public static BgpSite plain(Site site) {
        return new BgpSite(site, "bird-plain.conf");
    }

    /// For how long the SAs of tunnels that are opened from now on may live, in whole seconds. An hour unless said
    /// otherwise.
    public BgpSite renewing(Duration each) {
        lifetime = each;
        return this;
    }

    private Path folder() {
        return site.folder().resolve("bgp");
    }

    /// What it is besides.
    public Site site() {
        return site;
    }

    /// The gateway's address inside a tunnel.
    ///
    /// @param which 1 or 2
    public String theirs(int which) {
        return inTunnels(4 * which - 3);
    }

    private String inTunnels(int host) {
        return "169.254.%d.%d".formatted(site.number(), host);
    }

    /// The site's address inside a tunnel.
    public String ours(int which) {
        return inTunnels(4 * which - 2);
    }

    /// All networks that it may ever announce.
    public String networks() {
        return site.address(0, 0) + "/16";
    }

    /// Starts a tunnel's daemon and begins to speak through it.
    ///
    /// @param eip the address of the gateway to which it leads
    public Device open(int which, String eip, String psk) {
        NetworkNamespace worker = site.room("tunnel" + which);
        String inner = inner(which);
        String outer = "192.0.2." + (18 + 4 * which);
        worker.cable("wan0", inner + "/30", router, "in" + which, outer + "/30");
        worker.ip("route", "add", "default", "via", outer);
        letIn(eip, inner);
        Path files = folder().resolve("tunnel" + which);
        Map<String, String> values = values(inner, eip, psk);
        values.put("log", Device.logOf(files).toString());
        Device device = site.keep(Device.start(
                worker,
                files,
                Template.beside(BgpSite.class, "route-based.conf"),
                TUNNEL,
                values,
                place -> plug(place, which)));
        tunnels.put(which, device);
        speaker.configure(configuration());
        return device;
    }

    /// Leads a tunnel to another address from its next negotiation on. A router that has let something from there pass
    /// to nobody goes on to do so: the gateway must not have the address yet.
    public void point(int which, String eip, String psk) {
        letIn(eip, inner(which));
        tunnels.get(which).reconfigure(TUNNEL, values(inner(which), eip, psk));
    }

    private static String inner(int which) {
        return "192.0.2." + (17 + 4 * which);
    }

    private void letIn(String eip, String inner) {
        router.run(
                "nft",
                "add rule ip tunnels in iifname wan0 ip saddr %s udp dport { 500, 4500 } dnat to %s"
                        .formatted(eip, inner));
    }

    private Map<String, String> values(String inner, String eip, String psk) {
        Map<String, String> values = new HashMap<>(site.values());
        values.putAll(Map.of("wan", inner, "eip", eip, "psk", psk));
        values.putAll(Device.lifetime(lifetime));
        return values;
    }

    /// Moves a tunnel's link into the router. The daemon goes on to want one of that name.
    private void plug(NetworkNamespace worker, int which) {
        String name = "tun" + which;
        worker.ip("link", "set", Device.TUNNEL, "netns", router.name(), "name", name);
        worker.ip("tuntap", "add", "dev", Device.TUNNEL, "mode", "tun");
        worker.ip("link", "set", Device.TUNNEL, "up");
        router.ip("addr", "add", ours(which) + "/30", "dev", name);
        router.ip("link", "set", name, "mtu", "1400", "up");
    }

    private String configuration() {
        Map<String, String> values = new HashMap<>();
        values.put("router", site.routerAddress());
        values.put("log", BirdSpeaker.logOf(folder()).toString());
        values.put(
                "networks",
                announced.stream().map(each -> "route " + each + " blackhole;").collect(Collectors.joining(" ")));
        values.put("asn", Long.toString(asn));
        values.put("hold", Integer.toString(hold));
        values.put("theirAsn", Long.toString(GATEWAY_ASN));
        StringBuilder text =
                new StringBuilder(Template.beside(BgpSite.class, "bird.conf").fill(values));
        for (int which : tunnels.keySet()) {
            values.put("which", Integer.toString(which));
            values.put("ours", ours(which));
            values.put("theirs", theirs(which));
            values.put("preference", which == preferred ? "200" : "100");
            values.put(
                    "but",
                    withheld.getOrDefault(which, List.of()).stream()
                            .map(" && net != "::concat)
                            .collect(Collectors.joining()));
            text.append(Template.beside(BgpSite.class, manner).fill(values));
        }
        return text.toString();
    }

    /// Whether BFD watches both ends of a tunnel, so that either notices such a silence. For a tuned site.
    public boolean isWatched(int which, Duration silence) {
        return speaker.isWatched(theirs(which), silence);
    }

    public BirdSpeaker speaker() {
        return speaker;
    }

    /// The daemon of a tunnel.
    public Device tunnel(int which) {
        return tunnels.get(which);
    }

    /// Announces further networks.
    public void announce(String... networks) {
        announced.addAll(List.of(networks));
        speaker.configure(configuration());
    }

    /// Announces networks no more, though they are there.
    public void withdraw(String... networks) {
        announced.removeAll(List.of(networks));
        speaker.configure(configuration());
    }

    /// Announces a network by the other tunnel only. For a tuned site.
    public void withhold(int which, String network) {
        withheld.computeIfAbsent(which, _ -> new ArrayList<>()).add(network);
        speaker.configure(configuration());
    }

    /// Sends all by one tunnel as long as it learns of a way there. For a tuned site.
    public void prefer(int which) {
        preferred = which;
        speaker.configure(configuration());
    }

    /// Calls itself by another AS number.
    public void callItself(long number) {
        asn = number;
        speaker.configure(configuration());
    }

    /// Lets its sessions end after so many seconds of silence. They are new ones.
    public void holdFor(int seconds) {
        Map<Integer, Long> before =
                tunnels.keySet().stream().collect(Collectors.toMap(which -> which, speaker::sessions));
        hold = seconds;
        speaker.configure(configuration());
        before.forEach((which, sessions) -> Waiting.until(
                "another session", () -> speaker.sessions(which) > sessions && speaker.isEstablished(which)));
    }

    /// Says nothing more in its sessions.
    public void fallSilent() {
        router.run("nft", "add rule ip tunnels dumb tcp dport 179 drop; add rule ip tunnels dumb tcp sport 179 drop");
    }

    /// Ends [#fallSilent] and [#holdFor], with new sessions.
    public void speakAgain() {
        router.run("nft", "flush chain ip tunnels dumb");
        hold = USUAL_HOLD;
        speaker.configure(configuration());
    }

    /// What a router that forwards packets knows of a destination.
    public String routes(String network) {
        return router.ip("route", "show", network);
    }

    /// Loses without a word all that comes from one of the gateway's addresses, and all that goes there.
    public void silence(String eip) {
        router.run(
                "nft",
                "add rule ip tunnels silent ip saddr %s drop; add rule ip tunnels silent ip daddr %s drop"
                        .formatted(eip, eip));
    }

    /// Ends every [#silence].
    public void listen() {
        router.run("nft", "flush chain ip tunnels silent");
    }

    @Override
    public void close() {
        speaker.close();
    }
}
