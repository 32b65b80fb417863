package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Devices that grant less than they are offered: one pair of networks for each child SA, or some of them only.
class NarrowingTest extends InLab {

    private static final List<String> BEHIND = List.of("10.1.0.0/24", "10.1.5.0/24", "10.1.9.0/24");

    private static final Pattern CHILD_REKEYED = Pattern.compile("CHILD_SA \\w+\\{\\d+\\} established");

    @Test
    void opensPairByPairWhatADeviceGrantsOneByOne() {
        for (IkeVersion version : IkeVersion.values()) {
            for (TunnelConfig offered : List.of(Examples.threeSubnets(), Examples.threeDestinations())) {
                TunnelConfig tunnel = Examples.withVersion(offered, version, Phase1Mode.MAIN);
                grantOneByOne(tunnel, "", BEHIND);
                lab.apply(tunnel);
                lab.awaitUp();
                assertThat(children(list(tunnel))).as(list(tunnel)).isEqualTo(3);
                assertAllReached();
                lab.tunnels().remove(lab.nodeId);
            }
        }
    }

    @Test
    void opensWhatADeviceThatBeginsLeavesOut() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.threeSubnets(), version, Phase1Mode.MAIN);
            lab.peer.load("connections { }");
            lab.apply(tunnel);
            // Then the agent waits for some seconds before the next one, and the peer is first.
            lab.await(_ -> attempts() >= 3);
            grantOneByOne(tunnel, "", BEHIND);
            lab.peer.control("--initiate", "--child", "net1", "--timeout", "20");
            lab.awaitUp();
            assertAllReached();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    /// The lifetimes are shorter than a tenant can set, so that all of it is seen in half a minute.
    @Test
    void holdsAllPairsOverRekeyingsAndADeletionByTheDevice() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(
                    Examples.withLifetimes(Examples.threeSubnets(), 3600, 10), version, Phase1Mode.MAIN);
            grantOneByOne(tunnel, "rekey_time = 0", BEHIND);
            lab.apply(tunnel);
            lab.awaitUp();
            assertHeldOverRekeyings(version);
            lab.peer.control("--terminate", "--child", "net2", "--timeout", "5");
            TestNetwork.await().until(() -> lab.report().state() == State.UP && children(list(tunnel)) == 3);
            assertAllReached();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void holdsAllPairsOverRekeyingsThatADeviceBegins() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.threeSubnets(), version, Phase1Mode.MAIN);
            grantOneByOne(tunnel, "rekey_time = 7s\nrand_time = 1s\nlife_time = 30s", BEHIND);
            lab.apply(tunnel);
            lab.awaitUp();
            assertHeldOverRekeyings(version);
            lab.tunnels().remove(lab.nodeId);
        }
    }

    private void assertHeldOverRekeyings(IkeVersion version) {
        long before = rekeyings();
        int lost = lab.lostUntil(() -> rekeyings() >= before + 9);
        if (version == IkeVersion.V2) {
            assertThat(lost).isZero();
        }
        lab.awaitUp();
        assertAllReached();
    }

    @Test
    void isDownAndNamesThePairsThatADeviceRefuses() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.threeDestinations(), version, Phase1Mode.MAIN);
            grantOneByOne(tunnel, "", BEHIND.subList(0, 1));
            lab.apply(tunnel);
            awaitDown("PARTLY_CARRIED");
            TestNetwork.await()
                    .untilAsserted(() -> assertThat(lab.log())
                            .contains("no child SA carries 192.168.0.0/24 to 10.1.5.0/24, "
                                    + "192.168.0.0/24 to 10.1.9.0/24"));
            assertThat(lab.report().reason()).contains("192.168.0.0/24 to 10.1.9.0/24");
            assertThat(lab.tunnels().observe(lab.nodeId).getFirst().carried())
                    .isEqualTo(Set.of(Prefix.parse("10.1.0.0/24")));
            assertThat(lab.lost(lab.vpc, "10.1.0.1", 3, 0.02)).isZero();

            grantOneByOne(tunnel, "", BEHIND);
            lab.awaitUp();
            assertAllReached();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void opensAsManyPairsAsAConnectionMayHave() {
        List<String> networks = networks(ConnectionConfig.MOST_SINGLES);
        TunnelConfig tunnel = Examples.withPeerSubnets(Examples.staticTunnel(), prefixes(networks));
        restartWithAddresses(tunnel);
        grantOneByOne(tunnel, "", networks);
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(children(lab.daemon(tunnel, "--list-sas"))).isEqualTo(ConnectionConfig.MOST_SINGLES);
    }

    /// One child SA for the first hundred, and one for each of the others, of which the last ones stand
    /// behind more pairs than a connection may have child SAs.
    @Test
    void opensWhatADeviceLeavesOutWhereverItStands() {
        List<String> networks = networks(ConnectionConfig.MOST_SINGLES + 10);
        TunnelConfig tunnel = Examples.withPeerSubnets(Examples.staticTunnel(), prefixes(networks));
        restartWithAddresses(tunnel);
        List<String> granted = new ArrayList<>(networks.subList(100, networks.size()));
        granted.addFirst(String.join(",", networks.subList(0, 100)));
        grantOneByOne(tunnel, "", granted);
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(children(lab.daemon(tunnel, "--list-sas"))).isEqualTo(granted.size());
    }

    private void restartWithAddresses(TunnelConfig tunnel) {
        // The device wants an address in each of them. Its daemon reads all of them when it starts; of so many that
        // appear at once it would miss some for ever, as the kernel keeps no more than a few notices for it.
        lab.peer.kill();
        host.namespaces()
                .batch(
                        lab.topology.customer,
                        Examples.config(tunnel).pairs().stream()
                                .map(Pair::remote)
                                .distinct()
                                .map(network ->
                                        "address replace " + network.network().plus(1) + "/24 dev lo")
                                .toList());
        lab.peer.start();
    }

    @Test
    void saysThatADeviceWantsMoreChildSasThanAConnectionMayHave() {
        List<String> networks = networks(2500);
        TunnelConfig tunnel = Examples.withPeerSubnets(Examples.staticTunnel(), prefixes(networks));
        grantOneByOne(tunnel, "", networks.subList(0, 1));
        lab.apply(tunnel);
        awaitDown("TOO_MANY_PAIRS");
    }

    private static List<String> networks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "10.%d.%d.0/24".formatted(1 + i / 200, i % 200))
                .toList();
    }

    private static List<Prefix> prefixes(List<String> networks) {
        return networks.stream().map(Prefix::parse).toList();
    }

    /// The device has a child SA for each network.
    private void grantOneByOne(TunnelConfig tunnel, String options, List<String> networks) {
        String children = IntStream.range(0, networks.size())
                .mapToObj(i -> TestNetwork.child(tunnel, "net" + i, networks.get(i), "192.168.0.0/24", options))
                .collect(Collectors.joining());
        lab.peer.load(TestNetwork.configuration(tunnel, "Secret-1234", "", children));
    }

    /// A rekeying of IKEv1, which may come at any time, costs a packet.
    private void assertAllReached() {
        lab.route();
        for (String address : List.of("10.1.0.1", "10.1.5.1", "10.1.9.1")) {
            assertThat(lab.lost(lab.vpc, address, 10, 0.02)).as(address).isLessThanOrEqualTo(UNDER_WAY);
        }
    }

    private long rekeyings() {
        return CHILD_REKEYED.matcher(lab.peer.log()).results().count();
    }
}
