package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {

    private final ClientAddresses addresses = new ClientAddresses(Prefix.parse("10.250.0.0/26"));

    private static Ipv4 address(int last) {
        return Ipv4.parse("10.250.0." + last);
    }

    @Test
    void theFirstBlockIsTheServersAndAllOthersAreGivenAway() {
        assertThat(ClientAddresses.ofServer(Prefix.parse("10.250.0.0/26"))).isEqualTo(address(1));
        Set<Ipv4> taken = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            taken.add(addresses.choose(taken, Set.of()).orElseThrow());
        }
        assertThat(taken).hasSize(15).contains(address(5), address(61)).doesNotContain(address(1));
        assertThat(addresses.choose(taken, Set.of())).isEmpty();
    }

    @Test
    void theOneThatWasFreeForLongestComesFirst() {
        for (int last = 5; last <= 61; last += 4) {
            addresses.used(address(last));
        }
        addresses.used(address(5));
        assertThat(addresses.choose(Set.of(), Set.of())).contains(address(9));
        assertThat(addresses.choose(Set.of(address(9)), Set.of())).contains(address(13));
    }

    @Test
    void theAddressesOfUsersAreKeptBack() {
        assertThat(addresses.choose(Set.of(), Set.of(address(5), address(9)))).contains(address(13));
    }

    @Test
    void onlyFirstHostsOfOtherBlocksAreOffered() {
        assertThat(addresses.offers(address(5))).isTrue();
        assertThat(addresses.offers(address(1))).isFalse();
        assertThat(addresses.offers(address(6))).isFalse();
        assertThat(addresses.offers(address(65))).isFalse();
    }
}
