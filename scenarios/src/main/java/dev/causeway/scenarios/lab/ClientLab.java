package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.ClientVpn;
import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.LeakCheck;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.StockClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A VPC with two workloads, and a P2C gateway with a server, whose certificate the service signs. Closing it deletes
/// everything through the API and fails if anything remains.
///
/// ```
/// [client] 198.51.100.x -- internet -- EIP [node] p2c0 10.(180+N).0.0/16 -- [VPC] -- workloads 10.(100+N).0.x
/// ```
public final class ClientLab implements AutoCloseable {

    public static final String PASSWORD = "Aa1`~!@#$%^&*()-_=+\\|[{}];:'\" x";

    private final Cloud cloud;
    private final Tenant tenant;
    private final Api api;
    private final Path folder;
    private final LeakCheck leaks;
    private final int number;
    private final String vpc;
    private final String subnet;
    private final List<String> workloads = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final ClientVpn vpn;
    private final List<StockClient> clients = new ArrayList<>();
    private final List<Integer> sites = new ArrayList<>();

    private ClientLab(Cloud cloud, Path folder, Map<String, ?> gatewaySettings, Map<String, ?> settings) {
        this.cloud = cloud;
        this.tenant = new Tenant(cloud);
        this.api = cloud.tenant();
        this.folder = folder;
        this.leaks = LeakCheck.begin(cloud);
        this.number = Numbers.next(cloud);
        String name = "clients-" + number;
        this.vpc = tenant.createVpc(name, "10.%d.0.0/16".formatted(100 + number));
        this.subnet = tenant.createSubnet(vpc, name, vpcNetwork(), "10.%d.0.1".formatted(100 + number));
        for (String workload : List.of("allowed", "denied")) {
            workloads.add(workload + number);
            addresses.add(tenant.addWorkload(subnet, workload + number));
        }
        String gateway = ClientVpn.createGateway(api, name, vpc, subnet, gatewaySettings);
        this.vpn = ClientVpn.createServer(api, gateway, clientNetwork(), List.of(vpcNetwork()), settings);
    }

    /// Makes a lab on a running service.
    ///
    /// @param folder for the files of clients
    /// @param settings of the server that differ from the usual
    public static ClientLab open(Cloud cloud, Path folder, Map<String, ?> settings) {
        return new ClientLab(cloud, folder, Map.of(), settings);
    }

    /// As [#open] with the usual server.
    ///
    /// @param settings of the gateway that differ from the usual
    public static ClientLab withGateway(Cloud cloud, Path folder, Map<String, ?> settings) {
        return new ClientLab(cloud, folder, settings, Map.of());
    }

    public Api api() {
        return api;
    }

    public Tenant tenant() {
        return tenant;
    }

    public Cloud cloud() {
        return cloud;
    }

    public Path folder() {
        return folder;
    }

    /// Waits for the server's status.
    public void awaitServer(String status) {
        vpn.awaitServer(status);
    }

    /// The gateway and its server.
    public ClientVpn vpn() {
        return vpn;
    }

    /// The path of the gateway.
    public String gatewayPath() {
        return vpn.gatewayPath();
    }

    public String gateway() {
        return vpn.gateway();
    }

    /// The gateway's public address.
    public String eip() {
        return vpn.eip();
    }

    public String vpc() {
        return vpc;
    }

    public String subnet() {
        return subnet;
    }

    /// A path below the server.
    public String below(String path) {
        return vpn.below(path);
    }

    public String vpcNetwork() {
        return "10.%d.0.0/24".formatted(100 + number);
    }

    public String clientNetwork() {
        return "10.%d.0.0/16".formatted(180 + number);
    }

    /// The address of the first workload.
    public String allowed() {
        return addresses.getFirst();
    }

    /// The address of the second workload.
    public String denied() {
        return addresses.getLast();
    }

    /// The namespace of one of the workloads.
    ///
    /// @param which 0 or 1
    public NetworkNamespace workload(int which) {
        return new NetworkNamespace(cloud.names().prefix() + "w-" + vpc.substring(0, 8) + "-" + workloads.get(which));
    }

    /// The exported file.
    public String profile() {
        return vpn.profile();
    }

    /// Makes a group with one policy.
    ///
    /// @return the group's ID
    public String group(String name, String... destinations) {
        String id = vpn.group(name);
        if (destinations.length > 0) {
            policy(name, id, destinations);
        }
        return id;
    }

    /// Makes a policy.
    ///
    /// @return its ID
    public String policy(String name, String group, String... destinations) {
        return vpn.policy(name, group, destinations);
    }

    /// Makes a user with [#PASSWORD].
    ///
    /// @return its ID
    public String user(String name, String group) {
        return vpn.user(name, PASSWORD, group);
    }

    /// Makes a machine on the internet.
    public StockClient client() {
        clients.add(StockClient.create(cloud.instance(), Numbers.next(cloud), cloud.internet(), folder));
        return clients.getLast();
    }

    /// Makes a site on the internet. Closing it is the caller's, its number goes back with the lab's.
    public Site site() {
        sites.add(Numbers.next(cloud));
        int made = sites.getLast();
        return Site.create(cloud.instance(), made, cloud.internet(), folder.resolve("site-" + made), false);
    }

    /// Makes a machine on the internet and lets its user in.
    public StockClient connected(String user) {
        StockClient client = client();
        client.start(profile(), user, PASSWORD);
        client.awaitConnected(1);
        return client;
    }

    /// After the internet was made anew, joins the clients to it.
    public void rejoinInternet() {
        Waiting.until("the internet", () -> cloud.internet().exists());
        clients.forEach(StockClient::rejoin);
    }

    /// The live connections.
    public ApiAnswer connections() {
        return vpn.connections();
    }

    /// Waits until so many clients are listed.
    public ApiAnswer awaitConnections(int count) {
        return vpn.awaitConnections(count);
    }

    @Override
    public void close() {
        try {
            clients.forEach(StockClient::stop);
            deleteAll();
            Set<String> left = leaks.leftOf(List.of(vpc, vpn.gateway(), vpn.server()));
            if (!left.isEmpty()) {
                throw new IllegalStateException("this remains: " + left);
            }
        } finally {
            clients.forEach(StockClient::close);
            clients.forEach(client -> Numbers.giveBack(cloud, client.number()));
            sites.forEach(site -> Numbers.giveBack(cloud, site));
            Numbers.giveBack(cloud, number);
        }
    }

    private void deleteAll() {
        vpn.delete();
        workloads.forEach(tenant::removeWorkload);
        tenant.deleteSubnet(vpc, subnet);
        tenant.deleteVpc(vpc);
    }
}
