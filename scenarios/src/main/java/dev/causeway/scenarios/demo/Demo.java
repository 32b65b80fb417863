package dev.causeway.scenarios.demo;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.LeakCheck;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.lab.Numbers;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import dev.causeway.scenarios.traffic.Capture;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The story: a VPC and a site are joined by two tunnels, one node is lost and comes back, a key is mistyped, and
/// everything goes again without a trace.
final class Demo {

    private static final String NETWORK = "192.168.0.0/24";
    private static final String PSK = "Demo_key_2026";
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long BYTES = 20_000_000;

    private final Cloud cloud;
    private final Stage stage;
    private final boolean keep;
    private final int number;
    private final String name;
    private final Tenant tenant;
    private final Path folder;

    private String vpc;
    private String subnet;
    private String workloadAddress;
    private Tenant.Gateway gateway;
    private String customerGateway;
    private List<String> connections;
    private Site site;
    private Device device;
    private Capture capture;

    Demo(Cloud cloud, Stage stage, boolean keep) {
        this.cloud = cloud;
        this.stage = stage;
        this.keep = keep;
        this.number = Numbers.next(cloud);
        this.name = "demo" + number;
        this.tenant = new Tenant(cloud.tenant().heardBy(stage::heard), cloud.operator());
        try {
            this.folder = Files.createTempDirectory("causeway-demo-" + cloud.instance() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void play() {
        LeakCheck leaks = LeakCheck.begin(cloud);
        try {
            makeVpc();
            makeGateway();
            makeSite();
            connect();
            sendTraffic();
            loseNode();
            mistypeKey();
            new ClientAct(cloud, tenant, stage, folder, clientVpc()).play();
            if (keep) {
                judgeCapture();
                sayHowToGoOn();
            } else {
                deleteAll();
                judgeCapture();
                lookForLeaks(leaks);
            }
            stage.close();
        } finally {
            if (!keep) {
                close();
                Program.run("rm", "-rf", folder.toString());
            }
        }
    }

    private void close() {
        if (capture != null) {
            capture.close();
        }
        if (site != null) {
            site.close();
        }
    }

    private void makeVpc() {
        stage.heading("A VPC with a workload in it");
        vpc = tenant.createVpc(name, "192.168.0.0/16");
        subnet = tenant.createSubnet(vpc, name, NETWORK, "192.168.0.1");
        stage.command("workload add " + subnet + " " + name);
        workloadAddress = tenant.addWorkload(subnet, name);
        stage.say("the workload is the namespace " + workload().name() + " with address " + workloadAddress);
    }

    private void makeGateway() {
        stage.heading("A VPN gateway of two nodes, each with its EIP");
        long start = System.nanoTime();
        gateway = tenant.createGateway(name, vpc, subnet, List.of(NETWORK), "active-active");
        stage.result("gateway ACTIVE after", since(start));
        stage.say("EIPs " + gateway.eips().get(0).address() + " and "
                + gateway.eips().get(1).address());
    }

    private void makeSite() {
        stage.heading("An on-premises site, and the customer gateway that stands for it");
        site = Site.create(cloud.instance(), number, cloud.internet(), folder, false);
        capture = Capture.start(folder.resolve("internet.pcap"), cloud.internet(), sides());
        device = site.startDevice(getClass(), values(PSK));
        stage.say("its device " + site.address() + " is a plain strongSwan with a configuration written by hand:");
        stage.say(folder.resolve("swanctl/swanctl.conf").toString());
        stage.say("behind it lies " + site.network() + " with the host " + site.hostAddress());
        customerGateway = tenant.createCustomerGateway(name, site.address());
    }

    private Capture.Sides sides() {
        return new Capture.Sides(
                List.of(address(0), address(1), site.address()), List.of("192.168.0.0/16", site.network()));
    }

    private Map<String, String> values(String firstPsk) {
        Map<String, String> values = new HashMap<>(site.values());
        values.put("eip1", address(0));
        values.put("eip2", address(1));
        values.put("vpcNetwork", NETWORK);
        values.put("psk1", firstPsk);
        values.put("psk2", PSK);
        return values;
    }

    private void connect() {
        stage.heading("Two static connections in one call");
        long start = System.nanoTime();
        connections = tenant.createConnections(List.of(connection(0), connection(1)));
        connections.forEach(connection -> tenant.awaitConnection(connection, "ACTIVE"));
        stage.result("both connections ACTIVE after", since(start));
    }

    private Map<String, Object> connection(int node) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name + "-" + (node + 1));
        body.put("vgw_id", gateway.id());
        body.put("vgw_ip", gateway.eips().get(node).id());
        body.put("cgw_id", customerGateway);
        body.put("peer_subnets", List.of(site.network()));
        body.put("psk", PSK);
        return body;
    }

    private void sendTraffic() {
        stage.heading("Traffic both ways");
        int count = 10;
        long there = Pings.answered(workload(), site.hostAddress(), count);
        long back = Pings.answered(site.host(), workloadAddress, count);
        stage.result(
                "pings answered", "%d of %d from the VPC, %d of %d from the site".formatted(there, count, back, count));
        require(there == count && back == count, "not all pings were answered");
        Transfer transfer = Transfer.run(folder, workload(), site.host(), site.hostAddress(), BYTES);
        stage.result(
                "TCP transfer",
                "%d MB each way with equal SHA-256 checksums in %.1f s"
                        .formatted(BYTES / 1_000_000, transfer.time().toMillis() / 1000.0));
    }

    private void loseNode() {
        stage.heading("The node that carries the traffic is removed, and held away for 10 s");
        Pings pings = Pings.start(folder.resolve("outage"), workload(), site.hostAddress(), Duration.ofMillis(20));
        try (pings) {
            int lost = carrier();
            int other = 1 - lost;
            int before = capture.espSoFar(address(other));
            stage.say("the namespace of the node with EIP " + address(lost)
                    + " and the daemon of its connection are killed,");
            stage.say("and killed again whenever the agent has brought them back");
            try (NodeRemoval _ = NodeRemoval.begin(cloud, address(lost), connections.subList(lost, lost + 1))) {
                Waiting.pause(AWAY);
            }
            long freed = System.nanoTime();
            int carried = capture.espSoFar(address(other)) - before;
            tenant.awaitConnection(connections.get(lost), "ACTIVE");
            stage.result("the lost node is back after", since(freed));
            Pings.Result result = pings.stop();
            require(result.longestGap().compareTo(AWAY) < 0 && carried > 0, "no node carried the traffic");
            stage.result(
                    "seconds without traffic",
                    "%.2f (%d of %d pings lost)"
                            .formatted(result.longestGap().toMillis() / 1000.0, result.lost(), result.sent()));
            stage.result(
                    "carried meanwhile by", "the node with EIP " + address(other) + ", " + carried + " packets of ESP");
        }
    }

    /// The node, 0 or 1, through which more of the traffic goes.
    private int carrier() {
        int first = capture.espSoFar(address(0));
        int second = capture.espSoFar(address(1));
        Waiting.pause(Duration.ofSeconds(1));
        return capture.espSoFar(address(0)) - first >= capture.espSoFar(address(1)) - second ? 0 : 1;
    }

    private void mistypeKey() {
        stage.heading("Somebody mistypes the pre-shared key on the device");
        Template configuration = Template.beside(getClass(), "swanctl.conf");
        device.reconfigure(configuration, values("Demo_kez_2026"));
        device.terminate("first");
        String connection = connections.getFirst();
        tenant.awaitConnection(connection, "DOWN");
        stage.command("api GET '/v5/{project_id}/vpn-connection/" + connection + "/log'");
        String cause =
                Waiting.until("the cause in the log", PATIENCE, () -> cause(connection), line -> !line.isEmpty());
        stage.result("connection DOWN, its log says", cause);
        device.reconfigure(configuration, values(PSK));
        tenant.awaitConnection(connection, "ACTIVE");
        stage.say("the key is corrected, and the connection is ACTIVE again");
    }

    /// Which of the two ends notices first depends on which one begins.
    private String cause(String connection) {
        return tenant.log(connection).stream()
                .filter(line -> line.contains("AUTHENTICATION_FAILED") || line.contains("MAC mismatched"))
                .findFirst()
                .orElse("");
    }

    private ClientAct.Vpc clientVpc() {
        return new ClientAct.Vpc(name, vpc, subnet, NETWORK, workloadAddress);
    }

    private void judgeCapture() {
        stage.heading("What crossed the internet from the beginning until now, the outage included");
        Capture.Result crossed = capture.stop();
        require(crossed.clear().isEmpty(), "packets that are not IKE or ESP: " + crossed.clear());
        require(crossed.esp() > 0, "no ESP was seen");
        stage.result(
                "on the wire",
                "ESP and IKE only: %d packets of ESP, 0 in clear, %d missed by the capture"
                        .formatted(crossed.esp(), crossed.missed()));
    }

    private void deleteAll() {
        stage.heading("Everything is deleted through the API");
        connections.forEach(tenant::deleteConnection);
        connections.forEach(tenant::awaitGone);
        tenant.deleteGateway(gateway.id());
        tenant.awaitGone(gateway.id());
        tenant.deleteCustomerGateway(customerGateway);
        stage.command("workload remove " + name);
        tenant.removeWorkload(name);
        tenant.deleteSubnet(vpc, subnet);
        tenant.deleteVpc(vpc);
    }

    private void lookForLeaks(LeakCheck leaks) {
        stage.heading("What is left on the host");
        close();
        Set<String> left = leaks.left();
        require(left.isEmpty(), "this remains on the host: " + left);
        stage.result("leak check", "no namespace, process, route, table or file remains");
    }

    private void sayHowToGoOn() {
        stage.heading("Left running, as you asked");
        stage.say("ip netns exec " + workload().name() + " ping " + site.hostAddress());
        stage.say("ip netns exec " + site.host().name() + " ping " + workloadAddress);
        stage.command("down");
    }

    private NetworkNamespace workload() {
        return new NetworkNamespace(cloud.names().prefix() + "w-" + vpc.substring(0, 8) + "-" + name);
    }

    private String address(int node) {
        return gateway.eips().get(node).address();
    }

    private static String since(long start) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
