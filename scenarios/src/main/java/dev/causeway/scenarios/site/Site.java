package dev.causeway.scenarios.site;

import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An on-premises site: a network with a host in it, and a router with a VPN device, joined to the simulated internet.
/// With NAT, a second router with the public address lies between device and internet.
///
/// ```
/// host 10.N.0.10 -- lan0 10.N.0.1 [device] wan0 198.51.100.x ------------------------- internet
/// host 10.N.0.10 -- lan0 10.N.0.1 [device] wan0 192.0.2.2 -- [nat] 198.51.100.x ------- internet
/// ```
public final class Site implements AutoCloseable {

    private static final int MOST = 63;

    private final String prefix;
    private final int number;
    private final String wan;
    private final Path folder;
    private final NetworkNamespace internet;
    private final NetworkNamespace router;
    private final NetworkNamespace host;
    private final NetworkNamespace edge;
    private final List<NetworkNamespace> all = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private Optional<NetworkNamespace> path = Optional.empty();

    private Site(String prefix, int number, NetworkNamespace internet, Path folder, boolean behindNat) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("sites have numbers from 1 to " + MOST + ", not " + number);
        }
        this.prefix = prefix;
        this.number = number;
        this.folder = folder;
        this.internet = internet;
        this.router = add(prefix + "-device");
        this.host = add(prefix + "-host");
        router.router();
        router.cable("lan0", routerAddress() + "/24", host, "eth0", hostAddress() + "/24");
        host.ip("route", "add", "default", "via", routerAddress());
        this.wan = behindNat ? "192.0.2.2" : address();
        this.edge = behindNat ? translate(add(prefix + "-nat").router()) : router;
        rejoin();
    }

    /// Makes a site.
    ///
    /// @param instance the instance whose internet it joins; part of the site's names
    /// @param number unique among the sites of an instance; decides about the site's addresses
    public static Site create(String instance, int number, NetworkNamespace internet, Path folder, boolean behindNat) {
        return new Site("site-" + instance + "-" + number, number, internet, folder, behindNat);
    }

    private NetworkNamespace add(String name) {
        NetworkNamespace made = NetworkNamespace.create(name);
        all.add(made);
        return made;
    }

    /// One more namespace of the site, which goes with it.
    NetworkNamespace room(String name) {
        return add(prefix + "-" + name);
    }

    private NetworkNamespace translate(NetworkNamespace nat) {
        nat.cable("lan0", "192.0.2.1/30", router, "wan0", "192.0.2.2/30");
        router.ip("route", "add", "default", "via", "192.0.2.1");
        nat.run(
                "nft",
                "add table ip nat; add chain ip nat out { type nat hook postrouting priority srcnat; };"
                        + " add rule ip nat out oifname wan0 masquerade");
        return nat;
    }

    private String uplink() {
        return "site" + number;
    }

    /// What decides about its addresses.
    public int number() {
        return number;
    }

    /// The address of the next hop to the internet.
    String hop() {
        return "198.51.100." + (4 * number + 1);
    }

    /// The line between the site and the next hop.
    private String line() {
        return "198.51.100." + 4 * number + "/30";
    }

    /// The address by which the internet knows the site.
    public String address() {
        return "198.51.100." + (4 * number + 2);
    }

    /// The network behind the device.
    public String network() {
        return network(0);
    }

    /// One of the networks that a site can have, 0 the one with the host.
    public String network(int which) {
        return "10." + number + "." + which + ".0/24";
    }

    /// An address in one of the networks that a site can have.
    public String address(int network, int host) {
        return "10." + number + "." + network + "." + host;
    }

    /// The device's address in its own network.
    public String routerAddress() {
        return address(0, 1);
    }

    /// The address of the host behind the device.
    public String hostAddress() {
        return address(0, 10);
    }

    /// The host behind the device.
    public NetworkNamespace host() {
        return host;
    }

    /// The namespace of the device.
    public NetworkNamespace router() {
        return router;
    }

    /// What a device's configuration files may ask for; cases add addresses of the gateway and secrets.
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("address", address());
        values.put("wan", wan);
        values.put("network", network());
        values.put("router", routerAddress());
        values.put("log", Device.logOf(folder).toString());
        return values;
    }

    /// Starts the device with selectors that name its networks: the daemon itself routes what they cover.
    ///
    /// @param type the class beside which `swanctl.conf` lies, and `strongswan.conf` if it is a special one
    public Device startDevice(Class<?> type, Map<String, String> values) {
        Template strongswan = Template.beside(type, Site.class, "strongswan.conf");
        return start(strongswan, Template.beside(type, "swanctl.conf"), values, List.of());
    }

    /// As [#startDevice(Class, Map)], with a configuration from elsewhere.
    public Device startDevice(Template swanctl, Map<String, String> values) {
        return start(Template.beside(Site.class, "strongswan.conf"), swanctl, values, List.of());
    }

    /// Starts the device with selectors that cover everything, so that its routes decide what enters the tunnel.
    ///
    /// @param routes networks behind the tunnel
    public Device startRouteBasedDevice(Class<?> type, Map<String, String> values, List<String> routes) {
        Template strongswan = Template.beside(type, Site.class, "route-based.conf");
        return start(strongswan, Template.beside(type, "swanctl.conf"), values, routes);
    }

    private Device start(Template strongswan, Template swanctl, Map<String, String> values, List<String> routes) {
        return keep(Device.start(
                router,
                folder,
                strongswan,
                swanctl,
                values,
                place -> routes.forEach(route -> place.ip("route", "add", route, "dev", Device.TUNNEL))));
    }

    /// Closes a device with the site.
    Device keep(Device device) {
        devices.add(device);
        return device;
    }

    Path folder() {
        return folder;
    }

    /// Puts the device behind a firewall that lets in only answers: nobody but the device can begin a negotiation.
    /// The first message of one does not know the other end's SPI yet. The state of the connection would not tell,
    /// since both ends send from the same port.
    public void letOnlyAnswersIn() {
        router.run(
                "nft",
                "add table ip edge; add chain ip edge in { type filter hook input priority 0; };"
                        + " add rule ip edge in iifname wan0 udp dport 500 @th,128,64 0 drop");
    }

    /// Lets nobody in at a UDP port, without a word.
    public void block(int port) {
        router.run(
                "nft",
                "add table ip block; add chain ip block in { type filter hook input priority 0; };"
                        + " add rule ip block in iifname wan0 udp dport " + port + " drop");
    }

    /// Ends [#block].
    public void unblock() {
        router.run("nft", "delete table ip block");
    }

    /// Joins the site to the internet again after that was made anew.
    public void rejoin() {
        internet.cable(uplink(), hop() + "/30", edge, "wan0", address() + "/30");
        edge.ip("route", "add", "default", "via", hop());
    }

    /// Puts a router of the internet's before the site, behind a line that takes packets of up to so many bytes. Called
    /// again, it changes the line.
    ///
    /// ```
    /// ... [device] wan0 198.51.100.x -- near0 [path] far0 -- line of so many bytes -- internet
    /// ```
    public void narrow(int mtu) {
        if (path.isEmpty()) {
            path = Optional.of(lengthen());
        }
        path.get().ip("link", "set", "far0", "mtu", Integer.toString(mtu));
        internet.ip("link", "set", uplink(), "mtu", Integer.toString(mtu));
    }

    private NetworkNamespace lengthen() {
        NetworkNamespace between = add(prefix + "-path").router();
        String net = "198.18." + number;
        internet.ip("link", "set", uplink(), "netns", between.name(), "name", "near0");
        between.ip("addr", "add", hop() + "/30", "dev", "near0");
        between.ip("link", "set", "near0", "up");
        internet.cable(uplink(), net + ".1/30", between, "far0", net + ".2/30");
        internet.ip("route", "add", line(), "via", net + ".2");
        between.ip("route", "add", "default", "via", net + ".1");
        edge.ip("route", "replace", "default", "via", hop());
        return between;
    }

    /// Moves the site from its own line to a bridge of the internet, where it has another address.
    public void moveTo(String bridge, String address, int length, String hop) {
        internet.ip("addr", "flush", "dev", uplink());
        internet.ip("link", "set", uplink(), "master", bridge);
        edge.ip("addr", "flush", "dev", "wan0");
        edge.ip("addr", "add", address + "/" + length, "dev", "wan0");
        edge.ip("route", "add", "default", "via", hop);
    }

    /// Gives the site one more network, with a host's address in it that the device itself answers.
    public void addNetwork(String address) {
        router.ip("addr", "add", address, "dev", "lan0");
    }

    /// Cuts the site off the internet without a word to anybody.
    public void cut() {
        internet.ip("link", "set", uplink(), "down");
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
        all.reversed().forEach(NetworkNamespace::delete);
        if (internet.exists()) {
            internet.attempt(Duration.ofSeconds(5), "ip", "link", "del", uplink());
        }
    }
}
