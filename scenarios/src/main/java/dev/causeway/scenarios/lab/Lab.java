package dev.causeway.scenarios.lab;

import static java.util.stream.Collectors.joining;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.LeakCheck;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Capture;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.Transfer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A VPC with a workload, a gateway of two nodes, a customer gateway and its site, with a capture of all that crosses
/// the internet between them. Closing it deletes everything through the API and fails if anything remains, or if a
/// packet crossed in clear or unseen from the beginning to the end of that.
///
/// ```
/// workload 10.(100+N).0.x -- [VPC] -- [node 1] EIP 1 --+                          10.N.0.0/24
///                                  -- [node 2] EIP 2 --+-- internet -- [device] -- host 10.N.0.10
/// ```
public final class Lab implements AutoCloseable {

    /// Has letters of both cases, digits and other characters.
    public static final String PSK = "Causeway_1-`~!@#$%^()+={ },./:;";

    private static final String WORKLOAD = "app";

    private static final Pattern SPI = Pattern.compile("[0-9a-f]{16}_[ir]|(?:in|out)\\s+[0-9a-f]{8}");

    private final Cloud cloud;
    private final Tenant tenant;
    private final Path folder;
    private final LeakCheck leaks;
    private final int number;
    private final List<String> ids = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<Tenant.Eip> broughtEips = new ArrayList<>();
    private final String vpc;
    private final String subnet;
    private final String workloadName;
    private final String workloadAddress;
    private Tenant.Gateway gateway;
    private final String customerGateway;
    private final Site site;
    private final boolean monitored;
    private final Captures captures;

    Lab(LabBuilder settings, int number) {
        this.cloud = settings.cloud;
        this.tenant = new Tenant(cloud);
        this.folder = settings.folder;
        this.leaks = LeakCheck.begin(cloud);
        this.number = number;
        String name = "lab-" + number;
        this.workloadName = WORKLOAD + number;
        this.vpc = remember(tenant.createVpc(name, vpcNetwork(16)));
        this.subnet = tenant.createSubnet(vpc, name, vpcNetwork(24), "10.%d.0.1".formatted(100 + number));
        this.workloadAddress = tenant.addWorkload(subnet, workloadName);
        this.gateway = tenant.createGateway(name, vpc, subnet, List.of(vpcNetwork(24)), settings.haMode);
        ids.add(gateway.id());
        this.site = Site.create(cloud.instance(), number, cloud.internet(), folder, settings.behindNat);
        this.customerGateway = tenant.createCustomerGateway(name, site.address(), settings.asn);
        this.monitored = settings.monitored;
        this.captures = new Captures(cloud.internet(), folder);
        if (settings.captured) {
            captures.start(sides());
        }
        Waiting.until("the workload", () -> workload().exists());
    }

    /// Begins a lab on a running service.
    ///
    /// @param folder for the files of the device and of the traffic
    public static LabBuilder on(Cloud cloud, Path folder) {
        return new LabBuilder(cloud, folder);
    }

    private String remember(String id) {
        ids.add(id);
        return id;
    }

    /// The network of that length in which the VPC begins.
    public String vpcNetwork(int length) {
        return "10.%d.0.0/%d".formatted(100 + number, length);
    }

    private Capture.Sides sides() {
        List<String> addresses = new ArrayList<>(
                List.of(gateway.eips().get(0).address(), gateway.eips().get(1).address(), site.address()));
        List<String> networks = new ArrayList<>(List.of(vpcNetwork(16), "10." + number + ".0.0/16"));
        branches.forEach(branch -> {
            addresses.add(branch.site().address());
            networks.add(branch.site().network());
        });
        return new Capture.Sides(addresses, networks, monitored);
    }

    public Tenant tenant() {
        return tenant;
    }

    public Cloud cloud() {
        return cloud;
    }

    public Tenant.Gateway gateway() {
        return gateway;
    }

    public Site site() {
        return site;
    }

    public Path folder() {
        return folder;
    }

    public String customerGateway() {
        return customerGateway;
    }

    /// The network of the VPC that the gateway serves.
    public String vpcNetwork() {
        return vpcNetwork(24);
    }

    /// The namespace of the workload.
    public NetworkNamespace workload() {
        return new NetworkNamespace(cloud.names().prefix() + "w-" + vpc.substring(0, 8) + "-" + workloadName);
    }

    public String workloadAddress() {
        return workloadAddress;
    }

    /// What creates a static connection through one of the two addresses, with everything else left to the service.
    ///
    /// @param node 1 or 2
    public Map<String, Object> connectionBody(int node) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "lab-%d-%d".formatted(number, node));
        body.put("vgw_id", gateway.id());
        body.put("vgw_ip", gateway.eips().get(node - 1).id());
        body.put("cgw_id", customerGateway);
        body.put("peer_subnets", List.of(site.network()));
        body.put("psk", PSK);
        return body;
    }

    /// Creates a connection through the first address.
    ///
    /// @param settings what differs from [#connectionBody]
    public String connect(Map<String, ?> settings) {
        return connect(1, settings);
    }

    /// Creates a connection through one of the two addresses.
    ///
    /// @param settings what differs from [#connectionBody]; what is null is left out
    public String connect(int node, Map<String, ?> settings) {
        Map<String, Object> body = connectionBody(node);
        body.putAll(settings);
        body.values().removeIf(Objects::isNull);
        String id = remember(tenant.createConnection(body));
        connections.add(id);
        return id;
    }

    /// Creates connections from each branch to both addresses of the gateway, in one call for each branch.
    public List<String> connectAll(List<Branch> all) {
        captures.follow(sides());
        for (Branch branch : all) {
            List<String> made = tenant.createConnections(List.of(bodyOf(branch, 1), bodyOf(branch, 2)));
            ids.addAll(made);
            connections.addAll(made);
        }
        return List.copyOf(connections);
    }

    private Map<String, Object> bodyOf(Branch branch, int node) {
        Map<String, Object> body = connectionBody(node);
        body.put("cgw_id", branch.customerGateway());
        body.put("peer_subnets", List.of(branch.site().network()));
        body.put("ikepolicy", Map.of("dh_group", "group14"));
        body.put("ipsecpolicy", Map.of("pfs", "group14"));
        return body;
    }

    /// What the device's files may ask for.
    public Map<String, String> values() {
        return values(site);
    }

    /// What the files of a branch's device may ask for.
    public Map<String, String> values(Site of) {
        Map<String, String> values = of.values();
        values.put("eip1", gateway.eips().get(0).address());
        values.put("eip2", gateway.eips().get(1).address());
        values.put("vpcNetwork", vpcNetwork());
        values.put("psk", PSK);
        return values;
    }

    /// Starts the site's device with the `swanctl.conf` that lies beside a class.
    public Device startDevice(Class<?> type) {
        return site.startDevice(type, values());
    }

    /// As [#startDevice], with selectors that cover everything and a route to the VPC.
    public Device startRouteBasedDevice(Class<?> type) {
        return site.startRouteBasedDevice(type, values(), List.of(vpcNetwork()));
    }

    /// One more site with its customer gateway.
    public record Branch(Site site, String customerGateway) {}

    /// Adds a site.
    public Branch addBranch() {
        return addBranch(OptionalLong.empty());
    }

    /// Adds a site that speaks BGP, and captures what crosses the internet to and from it.
    Branch addBranch(long asn) {
        Branch made = addBranch(OptionalLong.of(asn));
        captures.follow(sides());
        return made;
    }

    private Branch addBranch(OptionalLong asn) {
        int another = Numbers.next(cloud);
        Site made = Site.create(cloud.instance(), another, cloud.internet(), folder.resolve("site-" + another), false);
        branches.add(new Branch(made, tenant.createCustomerGateway("lab-" + another, made.address(), asn)));
        return branches.getLast();
    }

    /// Pings both ways and sends bytes both ways.
    ///
    /// @throws IllegalStateException if a ping is not answered or a byte is lost
    public Transfer provesTraffic() {
        int count = 10;
        long there = Pings.answered(workload(), site.hostAddress(), count);
        long back = Pings.answered(site.host(), workloadAddress, count);
        if (there < count || back < count) {
            throw new IllegalStateException(
                    "of %d pings %d were answered from the VPC and %d from the site".formatted(count, there, back));
        }
        return Transfer.run(folder, workload(), site.host(), site.hostAddress(), 2_000_000);
    }

    /// Takes a node of the gateway away, with the daemons of its connections, until told otherwise.
    ///
    /// @param node 1 or 2
    public NodeRemoval removeNode(int node, List<String> itsConnections) {
        return NodeRemoval.begin(cloud, gateway.eips().get(node - 1).address(), itsConnections);
    }

    /// Gives a node of the gateway another address under a bandwidth of so many Mbit/s. The old one stays with the
    /// tenant.
    ///
    /// @param node 1 or 2
    public Tenant.Eip moveTo(int node, int megabits) {
        Tenant.Eip fresh = bringEip(megabits);
        moveTo(node, fresh);
        return fresh;
    }

    /// Makes an address that goes with the lab.
    public Tenant.Eip bringEip(int megabits) {
        Tenant.Eip fresh = tenant.createEip(megabits);
        broughtEips.add(fresh);
        return fresh;
    }

    /// Gives a node of the gateway this address. The old one stays with the tenant.
    public void moveTo(int node, Tenant.Eip fresh) {
        gateway = tenant.moveGateway(gateway, node, fresh);
        captures.follow(sides());
    }

    /// After the internet was made anew, joins all sites to it and goes on capturing.
    public void rejoinInternet() {
        Waiting.until("the internet", () -> cloud.internet().exists());
        site.rejoin();
        branches.forEach(branch -> branch.site().rejoin());
        captures.start(sides());
    }

    /// Whether the workload's pings reach the site's host.
    public boolean reaches() {
        return Pings.answered(workload(), site.hostAddress(), 1) == 1;
    }

    /// The VPC's routes to the site's network, in the words of `ip route`.
    public String vpcRoutes() {
        return vpcRoutes(site.network());
    }

    /// The VPC's routes to a network, in the words of `ip route`.
    public String vpcRoutes(String network) {
        return cloud.namespace("v", vpc).ip("route", "show", network);
    }

    /// The SAs of a connection in the words of the gateway's daemon.
    public String gatewaySas(String connection) {
        Path socket = cloud.names().runtimeFolder().resolve("t-" + connection.substring(0, 8) + "/vici.sock");
        return Program.run("swanctl", "--list-sas", "--uri", "unix://" + socket);
    }

    /// The SPIs of a connection's SAs at the gateway.
    public String associations(String connection) {
        return SPI.matcher(gatewaySas(connection))
                .results()
                .map(MatchResult::group)
                .collect(joining(" "));
    }

    /// Deletes a connection and waits until nothing of it is left.
    public void disconnect(String connection) {
        tenant.deleteConnection(connection);
        tenant.awaitGone(connection);
        connections.remove(connection);
    }

    @Override
    public void close() {
        try {
            deleteAll();
            Set<String> left = leaks.leftOf(ids);
            // Tunnels that are taken down must not let anything out either.
            captures.judge();
            if (!left.isEmpty()) {
                throw new IllegalStateException("this remains: " + left);
            }
        } finally {
            captures.close();
            site.close();
            branches.forEach(branch -> branch.site().close());
            Numbers.giveBack(cloud, number);
            branches.forEach(branch -> Numbers.giveBack(cloud, branch.site().number()));
        }
    }

    private void deleteAll() {
        connections.forEach(tenant::deleteConnection);
        connections.forEach(tenant::awaitGone);
        tenant.deleteGateway(gateway.id());
        tenant.awaitGone(gateway.id());
        broughtEips.forEach(tenant::deleteEip);
        tenant.deleteCustomerGateway(customerGateway);
        branches.forEach(branch -> tenant.deleteCustomerGateway(branch.customerGateway()));
        tenant.removeWorkload(workloadName);
        tenant.deleteSubnet(vpc, subnet);
        tenant.deleteVpc(vpc);
    }

    /// How many packets of ESP one of the two addresses has sent so far, counted on every link that they crossed.
    ///
    /// @param node 1 or 2
    public int espFrom(int node) {
        return espFromAddress(gateway.eips().get(node - 1).address());
    }

    /// The same of any address.
    public int espFromAddress(String eip) {
        return captures.espFrom(eip);
    }

    /// How many parts of packets that were cut have crossed the internet so far, but the first ones of each.
    public int fragmentsCrossed() {
        return captures.fragments();
    }

    /// How many packets of ESP have crossed the internet so far, counted on every link that they crossed.
    public int espCrossed() {
        return captures.esp();
    }
}
