package dev.causeway.agent.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.node.Plans;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Clients behind `p2c0`, a VPC behind `vpc0`, and what passes between them.
@Execution(ExecutionMode.CONCURRENT)
class SessionsTest {

    private static final Ipv4 ALICE = Ipv4.parse("10.250.0.6");
    private static final Ipv4 BOB = Ipv4.parse("10.250.0.10");
    private static final String WEB = "192.168.0.100";
    private static final String DATABASE = "192.168.0.101";
    private static final List<Prefix> ALL = List.of(World.FRONT);

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final Firewall firewall = new Firewall(host.names(), host.commands());
    private final Sessions sessions = new Sessions(host.names(), host.commands());
    private final NodeDocument document = new World().clientNode(10, Optional.of(World.server()));
    private final NodeId node = document.node();
    private final Namespace space = host.names().node(node);
    private Namespace clients;
    private Namespace vpc;

    @BeforeEach
    void join() {
        host.namespaces().create(space);
        host.namespaces().set(space, JoinedSides.ROUTER);
        firewall.apply(Plans.firewall(document));
        clients = new JoinedSides(host, space).join("p2c0", "10.250.0.1/16", ALICE + "/16", BOB + "/16");
        vpc = new JoinedSides(host, space).join("vpc0", "192.168.0.10/24", WEB + "/24", DATABASE + "/24");
    }

    @AfterEach
    void leavesNothing() {
        host.namespaces().list().stream().filter(host.names()::owns).forEach(host.namespaces()::evict);
        firewall.remove(node);
        sessions.remove(node);
        host.assertNothingRemains();
    }

    @Test
    void nobodyIsLetThroughWhoWasNotLetIn() {
        assertThat(sessions.admitted(node)).isEmpty();
        assertThat(sessions.counters(node)).isEmpty();
        sessions.withdraw(node, Set.of(ALICE));
        sessions.policies(node, Map.of("0a", ALL));
        assertThat(reaches(ALICE, WEB)).isFalse();
        sessions.admit(node, Map.of(ALICE, "0a"));
        assertThat(reaches(ALICE, WEB)).isTrue();
        assertThat(reaches(BOB, WEB)).isFalse();
        assertThat(sessions.admitted(node)).containsExactly(ALICE);
    }

    @Test
    void aClientReachesWhatItsGroupDoesAndNothingElse() {
        sessions.policies(node, Map.of("0a", List.of(one(WEB)), "0b", List.of(one(DATABASE)), "0c", List.of()));
        sessions.admit(node, Map.of(ALICE, "0a"));
        sessions.admit(node, Map.of(BOB, "0b"));
        assertThat(reached(ALICE)).containsExactly(WEB);
        assertThat(reached(BOB)).containsExactly(DATABASE);
        sessions.admit(node, Map.of(BOB, "0a"));
        assertThat(reached(BOB)).containsExactly(WEB);
        sessions.admit(node, Map.of(BOB, "0c"));
        assertThat(reached(BOB)).isEmpty();
        sessions.admit(node, Map.of(BOB, "unknown"));
        assertThat(reached(BOB)).isEmpty();
        for (String other : List.of("10.250.0.1", "192.168.0.10")) {
            assertThat(reaches(ALICE, other)).isFalse();
        }
    }

    @Test
    void aChangedGroupHoldsAtOnceAndOneThatIsGoneReachesNothing() {
        sessions.policies(node, Map.of("0a", List.of(one(WEB))));
        sessions.admit(node, Map.of(ALICE, "0a"));
        sessions.policies(node, Map.of("0a", ALL));
        assertThat(reached(ALICE)).containsExactly(WEB, DATABASE);
        sessions.policies(node, Map.of("0a", List.of(one(DATABASE)), "0b", ALL));
        assertThat(reached(ALICE)).containsExactly(DATABASE);
        sessions.policies(node, Map.of("0b", ALL));
        assertThat(reached(ALICE)).isEmpty();
        assertThat(sessions.admitted(node)).containsExactly(ALICE);
        sessions.admit(node, Map.of(ALICE, "0b"));
        assertThat(reached(ALICE)).containsExactly(WEB, DATABASE);
    }

    @Test
    void theVpcOnlyAnswers() {
        sessions.policies(node, Map.of("0a", ALL));
        sessions.admit(node, Map.of(ALICE, "0a"));
        assertThat(ping(vpc, WEB, ALICE.toString())).isFalse();
        assertThat(reaches(ALICE, WEB)).isTrue();
        assertThat(ping(vpc, WEB, ALICE.toString())).isFalse();
    }

    /// A stream that the VPC sends goes on by itself, whatever its receiver does.
    @Test
    void whatHasBegunEndsWithTheRightToIt() {
        sessions.policies(node, Map.of("0a", ALL));
        sessions.admit(node, Map.of(ALICE, "0a"));
        streamTo(ALICE);
        await().until(this::flows);

        sessions.policies(node, Map.of("0a", List.of(one(DATABASE))));
        assertThat(flows()).as("a policy was taken").isFalse();
        sessions.policies(node, Map.of("0a", ALL));
        assertThat(flows()).as("and given again").isTrue();
        sessions.withdraw(node, Set.of(ALICE));
        assertThat(flows()).as("the client was taken out").isFalse();
        sessions.admit(node, Map.of(ALICE, "0a"));
        assertThat(flows()).as("the next client of that address").isFalse();
        assertThat(reaches(ALICE, WEB)).isTrue();
    }

    @Test
    void countsWhatEachClientSendsAndReceives() {
        sessions.policies(node, Map.of("0a", ALL, "0b", List.of()));
        sessions.admit(node, Map.of(ALICE, "0a"));
        sessions.admit(node, Map.of(BOB, "0b"));
        host.inside(clients, "ping", "-c", "10", "-i", "0.01", "-s", "972", "-I", ALICE.toString(), WEB);
        reaches(BOB, WEB);
        sessions.policies(node, Map.of("0c", ALL));
        sessions.admit(node, Map.of(ALICE, "0c"));
        var ten = new Sessions.Count(10, 10_000);
        assertThat(sessions.counters(node))
                .containsEntry(ALICE, new Sessions.Counts(ten, ten))
                .containsEntry(BOB, new Sessions.Counts(new Sessions.Count(1, 84), Sessions.Count.NONE));
        sessions.withdraw(node, Set.of(ALICE));
        assertThat(sessions.counters(node)).doesNotContainKey(ALICE);
        sessions.admit(node, Map.of(ALICE, "0c"));
        assertThat(sessions.counters(node).get(ALICE).sent()).isEqualTo(Sessions.Count.NONE);
    }

    @Test
    void theNextAgentGoesOnWithWhatIsThere() {
        sessions.policies(node, Map.of("0a", ALL, "0b", List.of(one(DATABASE), Prefix.parse("192.168.1.0/25"))));
        sessions.admit(node, Map.of(ALICE, "0a"));
        sessions.admit(node, Map.of(BOB, "0b"));
        reaches(ALICE, WEB);
        String table = listing();
        var next = new Sessions(host.names(), host.commands());
        assertThat(next.admitted(node)).containsExactlyInAnyOrder(ALICE, BOB);
        next.policies(node, Map.of("0a", ALL, "0b", List.of(one(DATABASE), Prefix.parse("192.168.1.0/25"))));
        next.admit(node, Map.of(ALICE, "0a"));
        next.admit(node, Map.of(BOB, "0b"));
        assertThat(listing()).isEqualTo(table);
        next.withdraw(node, Set.of(BOB));
        assertThat(sessions.admitted(node)).as("seen by whoever looks").containsExactly(ALICE);
        assertThat(next.counters(node).get(ALICE).received().packets()).isEqualTo(1);
    }

    @Test
    void theRulesOfTheNodeComeAndGoWithoutIt() {
        sessions.policies(node, Map.of("0a", ALL));
        sessions.admit(node, Map.of(ALICE, "0a"));
        reaches(ALICE, WEB);
        host.inside(space, "nft", "flush", "table", "inet", Ruleset.TABLE);
        assertThat(firewall.apply(Plans.firewall(document))).isTrue();
        assertThat(firewall.apply(Plans.firewall(document))).isFalse();
        assertThat(sessions.counters(node).get(ALICE).sent().packets()).isEqualTo(1);
        assertThat(reaches(ALICE, WEB)).isTrue();
        host.inside(space, "nft", "delete", "table", "inet", SessionTable.NAME);
        assertThat(reaches(ALICE, WEB)).as("nothing passes without the table").isFalse();
        assertThat(sessions.admitted(node)).isEmpty();
        sessions.policies(node, Map.of("0a", ALL));
        sessions.admit(node, Map.of(ALICE, "0a"));
        assertThat(reaches(ALICE, WEB)).isTrue();
    }

    /// What stays allowed is never refused, whatever else changes.
    @Test
    void losesNothingWhileEverythingElseChanges() {
        Map<String, List<Prefix>> reach = new HashMap<>();
        reach.put("0a", ALL);
        sessions.policies(node, reach);
        sessions.admit(node, Map.of(ALICE, "0a"));
        CompletableFuture<String> pings = CompletableFuture.supplyAsync(() ->
                host.inside(clients, "ping", "-f", "-q", "-w", "60", "-c", "100000", "-I", ALICE.toString(), WEB));
        int changes = 0;
        while (!pings.isDone()) {
            // In turn: its own group gets another shape, others come and go, other clients come and go, it moves.
            String group = changes % 12 < 6 ? "0a" : "0b";
            List<Prefix> shape = changes % 2 == 0 ? ALL : halves();
            reach.put("0a", shape);
            reach.put("0b", shape);
            reach.put("0c", changes % 3 == 0 ? List.of() : List.of(one(DATABASE)));
            if (changes % 4 == 0) {
                reach.remove("0c");
            }
            sessions.policies(node, reach);
            sessions.admit(node, Map.of(ALICE, group));
            if (changes % 3 == 0) {
                sessions.admit(node, Map.of(BOB, "0c"));
            } else {
                sessions.withdraw(node, Set.of(BOB));
            }
            changes++;
        }
        assertThat(pings.join()).contains("100000 packets transmitted, 100000 received");
        assertThat(changes).isGreaterThan(10);
        assertThat(sessions.counters(node).get(ALICE).sent().packets()).isEqualTo(100_000);
    }

    /// Earlier versions of the agent counted in chains of their own.
    @Test
    void makesATableOfAnEarlierVersionItsOwnAndLosesNothing() {
        host.commands().run(Namespaces.inside(space, "nft", "-f", "-").withInput(former()));
        var tries = new AtomicLong();
        await().until(() -> tries.incrementAndGet() > 0 && reaches(ALICE, WEB));
        CompletableFuture<String> pings = CompletableFuture.supplyAsync(
                () -> host.inside(clients, "ping", "-f", "-q", "-w", "60", "-c", "20000", "-I", ALICE.toString(), WEB));
        await().until(() -> sessions.counters(node).get(ALICE).sent().packets() > 100);
        assertThat(sessions.admitted(node)).containsExactly(ALICE);
        assertThat(pings.join()).contains("20000 packets transmitted, 20000 received");
        assertThat(listing()).doesNotContain("count_");
        // What is under way at that moment may pass both ways of counting, or neither. What came too late to be an
        // answer was counted too.
        Sessions.Counts counts = sessions.counters(node).get(ALICE);
        assertThat(counts.sent().packets()).isBetween(20_000L, 20_001L + tries.get());
        assertThat(counts.received().packets()).isBetween(20_000L, 20_001L + tries.get());
        assertThat(reached(ALICE)).as("its group is as it was").containsExactly(WEB);
        sessions.withdraw(node, Set.of(ALICE));
        assertThat(reaches(ALICE, WEB)).isFalse();
    }

    @Test
    void manyClientsAndPoliciesFit() {
        Map<String, List<Prefix>> reach = new HashMap<>();
        IntStream.range(0, 50)
                .forEach(group -> reach.put(
                        "0" + group,
                        IntStream.range(0, 20)
                                .mapToObj(place -> Prefix.parse("192.168.%d.%d/32".formatted(group, place)))
                                .toList()));
        sessions.policies(node, reach);
        List<Ipv4> all = new ArrayList<>();
        IntStream.range(0, 500)
                .forEach(client -> all.add(Ipv4.parse("10.250.1.2").plus(4 * client)));
        sessions.admit(node, all.stream().collect(Collectors.toMap(client -> client, _ -> "07")));
        assertThat(sessions.counters(node)).hasSize(500);
        var next = new Sessions(host.names(), host.commands());
        assertThat(next.admitted(node)).containsExactlyInAnyOrderElementsOf(all);
        String before = listing();
        next.policies(node, reach);
        assertThat(listing()).isEqualTo(before);
        next.withdraw(node, Set.copyOf(all));
        assertThat(next.counters(node)).isEmpty();
    }

    private static String former() {
        return """
            table inet %1$s {
              map senders { type ipv4_addr : verdict; elements = { %2$s : jump to_0a } }
              map numbers { type ipv4_addr : mark; elements = { %2$s : 7 } }
              map receivers { type ipv4_addr . mark : verdict; elements = { %2$s . 7 : jump from_0a } }
              set sent { type ipv4_addr; counter; elements = { %2$s } }
              set received { type ipv4_addr; counter; elements = { %2$s } }
              chain to_none { }
              chain from_none { }
              chain count_sent {
                type filter hook prerouting priority mangle; policy accept;
                iifname "p2c0" ip saddr @sent
              }
              chain count_received {
                type filter hook postrouting priority mangle; policy accept;
                oifname "p2c0" ip daddr @received
              }
              chain forward {
                type filter hook forward priority filter - 1; policy accept;
                iifname "p2c0" oifname "vpc0" ct direction original jump sending
                iifname "vpc0" oifname "p2c0" ct direction reply jump receiving
              }
              chain sending {
                ct mark set ip saddr map @numbers
                ip saddr vmap @senders
              }
              chain receiving {
                ct state established,related ip daddr . ct mark vmap @receivers
              }
              chain to_0a {
                ip daddr %3$s meta mark set 80 accept
              }
              chain from_0a {
                meta l4proto icmp ct state related meta mark set 80 accept
                ip saddr %3$s meta mark set 80 accept
              }
            }
            """.formatted(SessionTable.NAME, ALICE, WEB);
    }

    private static List<Prefix> halves() {
        return List.of(Prefix.parse("192.168.0.0/25"), Prefix.parse("192.168.0.128/25"));
    }

    private static Prefix one(String address) {
        return new Prefix(Ipv4.parse(address), 32);
    }

    private List<String> reached(Ipv4 client) {
        return List.of(WEB, DATABASE).stream()
                .filter(there -> reaches(client, there))
                .toList();
    }

    private boolean reaches(Ipv4 client, String to) {
        return ping(clients, client.toString(), to);
    }

    private boolean ping(Namespace from, String source, String to) {
        try {
            host.inside(from, "ping", "-n", "-c", "1", "-W", "1", "-I", source, to);
            return true;
        } catch (CommandFailed _) {
            return false;
        }
    }

    /// Datagrams from the VPC that a client has asked for.
    private void streamTo(Ipv4 client) {
        inBackground(vpc, "iperf3", "-s", "-B", WEB);
        await().until(() -> host.inside(vpc, "ss", "-ltn").contains(":5201 "));
        inBackground(
                clients, "iperf3", "-c", WEB, "-B", client.toString(), "-u", "-R", "-b", "1M", "-l", "200", "-t", "30");
    }

    private void inBackground(Namespace where, String... command) {
        Thread.ofVirtual().start(() -> {
            try {
                host.commands().run(Namespaces.inside(where, command).withPatience(Duration.ofMinutes(1)));
            } catch (CommandFailed _) {
                // It was ended with its namespace.
            }
        });
    }

    /// Whether the stream arrives: hundreds of datagrams in a second.
    private boolean flows() {
        long before = arrived();
        pause();
        return arrived() > before + 50;
    }

    private long arrived() {
        return Long.parseLong(host.inside(clients, "sh", "-c", "grep eth0: /proc/net/dev | awk '{print $3}'")
                .strip());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String listing() {
        return host.inside(space, "nft", "list", "table", "inet", SessionTable.NAME);
    }
}
