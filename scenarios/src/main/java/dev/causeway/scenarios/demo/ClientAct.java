package dev.causeway.scenarios.demo;

import dev.causeway.scenarios.cloud.ApiAnswer;
import dev.causeway.scenarios.cloud.ClientVpn;
import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.Tenant;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Numbers;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The second act: somebody on the internet comes into the VPC with a stock OpenVPN client, reaches what a
/// policy names, and is out as soon as the right to be in is gone.
final class ClientAct {

    private static final String CLIENTS = "10.250.0.0/16";
    private static final String PASSWORD = "Demo_word_2026";

    private final Cloud cloud;
    private final Tenant tenant;
    private final Stage stage;
    private final Path folder;
    private final Vpc vpc;

    ClientAct(Cloud cloud, Tenant tenant, Stage stage, Path folder, Vpc vpc) {
        this.cloud = cloud;
        this.tenant = tenant;
        this.stage = stage;
        this.folder = folder;
        this.vpc = vpc;
    }

    /// The VPC of the first act.
    ///
    /// @param workload the address of its workload
    record Vpc(String name, String id, String subnet, String network, String workload) {}

    void play() {
        String second = vpc.name() + "-denied";
        ClientVpn vpn = makeServer();
        String denied = tenant.addWorkload(vpc.subnet(), second);
        int number = Numbers.next(cloud);
        try (StockClient client = StockClient.create(cloud.instance(), number, cloud.internet(), folder)) {
            String user = makeUser(vpn);
            connect(vpn, client, denied);
            disconnect(vpn, client);
            takeAway(vpn, client, user);
        }
        stage.heading("The gateway goes, with its server, users and policies");
        vpn.delete();
        stage.command("workload remove " + second);
        tenant.removeWorkload(second);
    }

    private ClientVpn makeServer() {
        stage.heading("A second act: a gateway and a server for people with a client");
        long start = System.nanoTime();
        String gateway =
                ClientVpn.createGateway(tenant.api(), vpc.name() + "-clients", vpc.id(), vpc.subnet(), Map.of());
        ClientVpn vpn = ClientVpn.createServer(tenant.api(), gateway, CLIENTS, List.of(vpc.network()), Map.of());
        stage.result("P2C gateway and VPN server ACTIVE after", since(start));
        return vpn;
    }

    private String makeUser(ClientVpn vpn) {
        stage.heading("A user in a group with one policy");
        String group = vpn.group("developers");
        var _ = vpn.policy("app", group, vpc.workload() + "/32");
        return vpn.user("alice", PASSWORD, group);
    }

    private void connect(ClientVpn vpn, StockClient client, String denied) {
        stage.heading("The exported file in a stock OpenVPN client, somewhere on the internet");
        String profile = vpn.profile();
        long start = System.nanoTime();
        client.start(profile, "alice", PASSWORD);
        client.awaitConnected(1);
        stage.result("client connected after", since(start));
        Waiting.until("the workload to answer", () -> answered(client, vpc.workload()) == 3);
        long others = answered(client, denied);
        stage.result(
                "pings of the client answered",
                "3 of 3 by the workload that the policy names, %d of 3 by the other one".formatted(others));
        require(others == 0, "a workload answered that no policy names");
        showSession(vpn.awaitConnections(1));
    }

    private void showSession(ApiAnswer connections) {
        stage.say("GET .../connections: " + connections.body().at("/connections/0"));
    }

    private void disconnect(ClientVpn vpn, StockClient client) {
        stage.heading("The administrator ends the connection");
        long start = System.nanoTime();
        vpn.disconnect(vpn.connections().text("/connections/0/connection_id"));
        var _ = client.awaitEnd();
        stage.result("client out after it was disconnected", since(start));
        client.start(vpn.profile(), "alice", PASSWORD);
        client.awaitConnected(1);
        Waiting.until("the workload to answer", () -> answered(client, vpc.workload()) == 3);
        stage.say("nothing keeps alice from coming back");
    }

    private void takeAway(ClientVpn vpn, StockClient client, String user) {
        stage.heading("The user is deleted while pinging 200 times a second");
        try (Pings pings =
                Pings.start(folder.resolve("alice"), client.machine(), vpc.workload(), Duration.ofMillis(5))) {
            Waiting.until("pings", () -> pings.answers() > 50);
            Instant called = Instant.now();
            vpn.deleteUser(user);
            var _ = client.awaitEnd();
            long last = pings.untilQuiet(called, Duration.ofMillis(500)).toMillis();
            stage.result("last ping answered after the call began", last + " ms");
        }
        client.start(vpn.profile(), "alice", PASSWORD);
        require(client.awaitEnd().contains("AUTH_FAILED"), "the deleted user came in");
        stage.say("and alice does not come in any more");
    }

    private static long answered(StockClient client, String address) {
        return Pings.answered(client.machine(), address, 3);
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
