package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.LeakCheck;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.StockClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A VPC with two workloads, and a P2C gateway with a server, whose certificate the service signs. Closing it deletes
/// everything through the API and fails if anything remains.
///
/// ```
/// [client] 198.51.100.x -- internet -- EIP [node] p2c0 10.(200+N).0.0/16 -- [VPC] -- workloads 10.(100+N).0.x
/// ```
public final class ClientLab implements AutoCloseable {

    public static final String PASSWORD = "Aa1`~!@#$%^&*()-_=+\\|[{}];:'\" x";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";
    private static final String SERVERS = GATEWAYS + "/vpn-servers/";

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
    private final String gateway;
    private final String server;
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
        this.gateway = createGateway(name, gatewaySettings);
        this.server = createServer(settings);
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

    private String createGateway(String name, Map<String, ?> settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("vpc_id", vpc);
        body.put("connect_subnet", subnet);
        body.put("flavor", "Professional1");
        body.put(
                "eip",
                Map.of("type", "5_bgp", "charge_mode", "traffic", "bandwidth_size", 300, "bandwidth_name", name));
        body.putAll(settings);
        String id =
                api.post(GATEWAYS, Map.of("p2c_vpn_gateway", body)).expect(201).text("/p2c_vpn_gateway/id");
        Waiting.until(
                "P2C gateway ACTIVE",
                PATIENCE,
                () -> api.get(GATEWAYS + "/" + id).expect(200),
                reply -> reply.text("/p2c_vpn_gateway/status").equals("ACTIVE"));
        return id;
    }

    private String createServer(Map<String, ?> settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client_cidr", clientNetwork());
        body.put("local_subnets", List.of(vpcNetwork()));
        body.put("server_certificate", Map.of("source", "SERVICE_SIGN"));
        body.put("ssl_options", Map.of());
        body.putAll(settings);
        String id = api.post(GATEWAYS + "/" + gateway + "/vpn-servers", Map.of("vpn_server", body))
                .expect(201)
                .text("/vpn_server/id");
        awaitServer("ACTIVE");
        return id;
    }

    /// Waits for the server's status.
    public void awaitServer(String status) {
        Waiting.until(
                "server " + status,
                PATIENCE,
                () -> api.get(GATEWAYS + "/" + gateway + "/vpn-servers").expect(200),
                reply -> reply.text("/vpn_servers/0/status").equals(status));
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

    /// The path of the gateway.
    public String gatewayPath() {
        return GATEWAYS + "/" + gateway;
    }

    public String gateway() {
        return gateway;
    }

    /// The gateway's public address.
    public String eip() {
        return api.get(gatewayPath()).expect(200).text("/p2c_vpn_gateway/eip/ip_address");
    }

    public String vpc() {
        return vpc;
    }

    public String subnet() {
        return subnet;
    }

    /// A path below the server.
    public String below(String path) {
        return SERVERS + server + path;
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
        return api.post(below("/client-config/export"), Map.of()).expect(200).text("/client_config");
    }

    /// Makes a group with one policy.
    ///
    /// @return the group's ID
    public String group(String name, String... destinations) {
        String id = api.post(below("/groups"), Map.of("user_group", Map.of("name", name)))
                .expect(201)
                .text("/user_group/id");
        if (destinations.length > 0) {
            policy(name, id, destinations);
        }
        return id;
    }

    /// Makes a policy.
    ///
    /// @return its ID
    public String policy(String name, String group, String... destinations) {
        Map<String, Object> body = Map.of("name", name, "user_group_id", group, "dest_ip_cidrs", List.of(destinations));
        return api.post(below("/access-policies"), Map.of("access_policy", body))
                .expect(201)
                .text("/access_policy/id");
    }

    /// Makes a user with [#PASSWORD].
    ///
    /// @return its ID
    public String user(String name, String group) {
        Map<String, Object> body = Map.of("name", name, "password", PASSWORD, "user_group_id", group);
        return api.post(below("/users"), Map.of("user", body)).expect(201).text("/user/id");
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
        return api.get(gatewayPath() + "/connections").expect(200);
    }

    /// Waits until so many clients are listed.
    public ApiAnswer awaitConnections(int count) {
        return Waiting.until(
                count + " live connections",
                this::connections,
                reply -> reply.body().required("connections").size() == count);
    }

    @Override
    public void close() {
        try {
            clients.forEach(StockClient::stop);
            deleteAll();
            Set<String> left = leaks.leftOf(List.of(vpc, gateway, server));
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
        var _ = api.delete(gatewayPath()).expect(204);
        Waiting.until(
                "the P2C gateway to be gone", PATIENCE, () -> api.get(gatewayPath()), reply -> reply.status() == 404);
        workloads.forEach(tenant::removeWorkload);
        tenant.deleteSubnet(vpc, subnet);
        tenant.deleteVpc(vpc);
    }
}
