package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.255.255.240/28", "172.16.0.0/12", "172.31.0.0/16", "192.168.0.0/16"})
    void privateNetworksAreAccepted(String text) {
        assertThat(Networks.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "10.0.0.0/7",
                "11.0.0.0/8",
                "172.32.0.0/12",
                "172.0.0.0/8",
                "192.168.0.0/15",
                "192.169.0.0/16",
                "10.0.0.0/29",
                "169.254.0.0/16",
                "127.0.0.0/8",
                "224.0.0.0/4",
                "100.64.0.0/10",
                "fd00::/8",
                "10.0.0.0",
                "10.0.0.0/",
                "/8",
                "",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "10.0.0.0/08x"
            })
    void othersAreRefused(String text) {
        assertThatThrownBy(() -> Networks.parse(text)).isInstanceOf(InvalidInput.class);
    }

    @Property
    void anAddressIsUsableUnlessItIsTheFirstOrTheLastOrOutside(
            @ForAll @IntRange(min = 8, max = 28) int length, @ForAll int bits, @ForAll int other) {
        Prefix network = Prefix.around(new Ipv4(bits), length);
        assertThat(Networks.isHost(network, network.network())).isFalse();
        assertThat(Networks.isHost(network, network.last())).isFalse();
        assertThat(Networks.isHost(network, network.network().plus(1))).isTrue();
        assertThat(Networks.isHost(network, network.last().plus(-1))).isTrue();
        assertThat(Networks.isHost(network, network.last().plus(1))).isFalse();
        assertThat(network.contains(new Ipv4(other)) || !Networks.isHost(network, new Ipv4(other)))
                .isTrue();
    }

    @Test
    void theSegmentOfEipsLeavesRoomForTheRouterAndOtherMachines() {
        var internet = new Internet(Prefix.parse("203.0.113.0/24"));
        assertThat(internet.router()).hasToString("203.0.113.1");
        assertThat(internet.firstEip()).hasToString("203.0.113.10");
        assertThat(internet.lastEip()).hasToString("203.0.113.254");
        assertThatThrownBy(() -> new Internet(Prefix.parse("203.0.113.0/29"))).isInstanceOf(InvalidInput.class);
    }
}
