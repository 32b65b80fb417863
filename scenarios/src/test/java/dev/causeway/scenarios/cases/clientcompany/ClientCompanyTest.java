package dev.causeway.scenarios.cases.clientcompany;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.PortCapture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class ClientCompanyTest {

    private static final int OF_ONE_USER = 5;
    private static final Pattern REFUSAL = Pattern.compile("AUTH_FAILED.*");
    private static final Pattern ADDRESS = Pattern.compile("inet (\\S+?)[/ ]");

    @Test
    void clientsShareAUserAndSeeNothingOfEachOther(Service service, @TempDir Path folder) {
        try (ClientLab lab = ClientLab.withGateway(
                        service.cloud(), folder, Map.of("max_connection_number", OF_ONE_USER + 1));
                PortCapture capture = PortCapture.start(
                        folder.resolve("internet.pcap"),
                        service.cloud().internet(),
                        lab.eip(),
                        443,
                        List.of(lab.vpcNetwork(), lab.clientNetwork()))) {
            String group = lab.group("developers", lab.vpcNetwork());
            List.of("alice", "bob_1", "carol").forEach(name -> lab.user(name, group));
            StockClient late = lab.client();
            refusesStrangers(lab, late);

            List<StockClient> alices = sharesAUser(lab);
            StockClient bob = lab.connected("bob_1");
            var _ = lab.awaitConnections(OF_ONE_USER + 1);
            seesNothingOf(lab, bob, alices.getFirst());
            comesInWhenThereIsRoom(lab, late, alices);

            PortCapture.Result crossed = capture.stop();
            assertThat(crossed.others()).isEmpty();
            assertThat(crossed.expected()).isGreaterThan(100);
        }
    }

    private static void refusesStrangers(ClientLab lab, StockClient client) {
        client.start(lab.profile(), "alice", "Wrong_1-password");
        String wrong = refusal(client.awaitEnd());
        client.start(lab.profile(), "nobody", ClientLab.PASSWORD);
        assertThat(refusal(client.awaitEnd())).isEqualTo(wrong);
        System.out.println("who is not known, and who has a wrong password: " + wrong);
    }

    private static String refusal(String said) {
        return REFUSAL.matcher(said)
                .results()
                .map(found -> found.group())
                .findFirst()
                .orElseThrow();
    }

    /// Five times at once, and no sixth time.
    private static List<StockClient> sharesAUser(ClientLab lab) {
        List<StockClient> clients = new ArrayList<>();
        for (int i = 0; i < OF_ONE_USER; i++) {
            clients.add(lab.connected("alice"));
        }
        assertThat(clients.stream().map(StockClient::virtualAddress)).doesNotHaveDuplicates();
        clients.forEach(client -> Waiting.until("packets of each", () -> reaches(client.machine(), lab.allowed())));
        StockClient another = lab.client();
        another.start(lab.profile(), "alice", ClientLab.PASSWORD);
        assertThat(refusal(another.awaitEnd())).contains("the user has as many connections as one may have");
        return clients;
    }

    /// With routes to everything a client reaches neither the other nor the gateway, and speaks for nobody else.
    private static void seesNothingOf(ClientLab lab, StockClient one, StockClient other) {
        NetworkNamespace machine = one.machine();
        machine.ip("route", "add", lab.clientNetwork(), "dev", "tun0");
        List<String> closed = new ArrayList<>(addresses(lab));
        closed.add(other.virtualAddress());
        closed.forEach(address ->
                assertThat(reaches(machine, address)).as("reaches " + address).isFalse());
        System.out.printf("closed to a client: %s%n", closed);

        machine.ip("addr", "add", other.virtualAddress() + "/32", "dev", "lo");
        machine.ip("addr", "add", "203.0.113.77/32", "dev", "lo");
        String theirs = "icmp and (src host " + other.virtualAddress() + " or src host 203.0.113.77 or src host "
                + one.virtualAddress() + ")";
        try (Background arrivals = lab.workload(0)
                .start(lab.folder().resolve("arrivals"), List.of("tcpdump", "-n", "-l", "-i", "eth0", theirs))) {
            arrivals.awaitReady("tcpdump", () -> arrivals.errors().contains("listening"));
            pingFrom(machine, other.virtualAddress(), lab.allowed());
            pingFrom(machine, "203.0.113.77", lab.allowed());
            pingFrom(machine, one.virtualAddress(), lab.allowed());
            Waiting.until("pings in its own name", () -> arrivals.output().contains(one.virtualAddress() + " >"));
            assertThat(arrivals.output())
                    .doesNotContain(other.virtualAddress() + " >")
                    .doesNotContain("203.0.113.77 >");
        }
        machine.ip("addr", "del", other.virtualAddress() + "/32", "dev", "lo");
    }

    /// All addresses of the gateway in the VPC and towards clients.
    private static List<String> addresses(ClientLab lab) {
        String eip = lab.eip();
        String all = NodeRemoval.nodeOf(lab.cloud(), eip).ip("-o", "-4", "addr", "show");
        List<String> found = ADDRESS.matcher(all)
                .results()
                .map(address -> address.group(1))
                .filter(address -> !address.startsWith("127.") && !address.equals(eip))
                .distinct()
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static void pingFrom(NetworkNamespace machine, String source, String target) {
        machine.attempt(Duration.ofSeconds(5), "ping", "-n", "-c", "3", "-i", "0.1", "-W", "1", "-I", source, target);
    }

    /// A full gateway says so to who knocks, and has it wait. Who comes when somebody has left is let in.
    private static void comesInWhenThereIsRoom(ClientLab lab, StockClient late, List<StockClient> alices) {
        try (Background waiting = late.start(lab.profile(), "carol", ClientLab.PASSWORD)) {
            late.awaitSaid("the gateway has no room for another connection");
            assertThat(refusal(waiting.output())).contains("TEMP[backoff 30]");
            assertThat(waiting.alive()).isTrue();
        }
        alices.getLast().stop();
        long began = System.nanoTime();
        var _ = lab.awaitConnections(OF_ONE_USER);
        late.start(lab.profile(), "carol", ClientLab.PASSWORD);
        late.awaitConnected(1);
        Waiting.until("packets of the late one", () -> reaches(late.machine(), lab.allowed()));
        System.out.printf("in %d ms after somebody left%n", (System.nanoTime() - began) / 1_000_000);
    }

    private static boolean reaches(NetworkNamespace machine, String address) {
        return Pings.answered(machine, address, 1) == 1;
    }
}
