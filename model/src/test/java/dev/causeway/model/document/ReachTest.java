package dev.causeway.model.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Access.Policy NARROW = policy("10.1.2.0/24", "172.16.0.0/16");
    private static final Access.Policy WIDE = policy("10.0.0.0/8");

    @Test
    void withoutAPolicyNothingIsReached() {
        var reach = new Reach(prefixes("10.1.0.0/16"), List.of());
        assertThat(reach.networks()).isEmpty();
        assertThat(reach.opening(Ipv4.parse("10.1.2.3"))).isEmpty();
    }

    @Test
    void policiesReachNoFurtherThanTheLocalSubnets() {
        var reach = new Reach(prefixes("10.1.0.0/16", "10.3.0.0/24"), List.of(WIDE));
        assertThat(reach.networks()).isEqualTo(prefixes("10.1.0.0/16", "10.3.0.0/24"));
        assertThat(reach.opening(Ipv4.parse("10.2.0.1"))).isEmpty();
    }

    @Test
    void whatLiesInAnotherIsNotToldTwice() {
        var reach = new Reach(prefixes("10.1.0.0/16"), List.of(NARROW, policy("10.1.2.0/25"), policy("10.1.2.0/24")));
        assertThat(reach.networks()).isEqualTo(prefixes("10.1.2.0/24"));
    }

    @Test
    void theFirstPolicyThatOpensAnAddressIsNamed() {
        var reach = new Reach(prefixes("10.1.0.0/16"), List.of(NARROW, WIDE));
        assertThat(reach.opening(Ipv4.parse("10.1.2.3"))).contains(NARROW.id());
        assertThat(reach.opening(Ipv4.parse("10.1.3.3"))).contains(WIDE.id());
        assertThat(reach.opening(Ipv4.parse("172.16.0.1"))).isEmpty();
    }

    /// What is told to the firewall and what is told to people agree, whatever the networks are.
    @Property(tries = 300)
    void anAddressIsReachedIfAPolicyOpensIt(
            @ForAll("networks") List<Prefix> local,
            @ForAll("networks") List<Prefix> one,
            @ForAll("networks") List<Prefix> other) {
        var reach = new Reach(
                local,
                List.of(
                        new Access.Policy(AccessPolicyId.random(), one),
                        new Access.Policy(AccessPolicyId.random(), other)));
        IntStream.range(0, 256).mapToObj(host -> new Ipv4(10 << 24 | host)).forEach(address -> {
            boolean wanted = contains(local, address) && (contains(one, address) || contains(other, address));
            assertThat(contains(reach.networks(), address)).isEqualTo(wanted);
            assertThat(reach.opening(address).isPresent()).isEqualTo(wanted);
        });
        List<Prefix> networks = reach.networks();
        assertThat(networks)
                .allSatisfy(network ->
                        assertThat(networks).filteredOn(network::overlaps).containsExactly(network));
    }

    @Provide
    Arbitrary<List<Prefix>> networks() {
        return Arbitraries.integers()
                .between(0, 255)
                .flatMap(host -> Arbitraries.integers()
                        .between(24, 32)
                        .map(length -> Prefix.around(new Ipv4(10 << 24 | host), length)))
                .list()
                .ofMaxSize(5);
    }

    private static boolean contains(List<Prefix> networks, Ipv4 address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static Access.Policy policy(String... destinations) {
        return new Access.Policy(AccessPolicyId.random(), prefixes(destinations));
    }

    private static List<Prefix> prefixes(String... texts) {
        return Stream.of(texts).map(Prefix::parse).toList();
    }
}
