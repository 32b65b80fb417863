package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Prefix;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TunnelAddressesTest {

    @Property(tries = 200)
    void chosenOnesAreNeverReservedOrTaken(@ForAll long seed) {
        var random = new Random(seed);
        Set<Prefix> taken = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            TunnelAddresses chosen = TunnelAddresses.choose(taken, random);
            assertThat(taken.add(chosen.network())).isTrue();
            assertThat(TunnelAddresses.parse(chosen.local().toString())).isEqualTo(chosen.local());
            assertThat(TunnelAddresses.parse(chosen.peer().toString())).isEqualTo(chosen.peer());
        }
    }

    @Property(tries = 200)
    void oneAddressImpliesTheOther(@ForAll @IntRange(max = 255) int octet, @ForAll @IntRange(max = 63) int block) {
        if (octet == 195) {
            return;
        }
        var first = TunnelAddresses.parse("169.254.%d.%d/30".formatted(octet, 4 * block + 1));
        var second = TunnelAddresses.parse("169.254.%d.%d/30".formatted(octet, 4 * block + 2));
        assertThat(TunnelAddresses.of(Optional.of(first), Optional.empty()))
                .isEqualTo(new TunnelAddresses(first, second));
        assertThat(TunnelAddresses.of(Optional.of(second), Optional.empty()))
                .isEqualTo(new TunnelAddresses(second, first));
        assertThat(TunnelAddresses.of(Optional.empty(), Optional.of(second)))
                .isEqualTo(new TunnelAddresses(first, second));
    }

    @Test
    void allBlocksCanBeGivenOutAndNoMore() {
        Set<Prefix> taken = new HashSet<>();
        var random = new Random(1);
        int blocks = (256 - 3) * 64 - 1;
        for (int i = 0; i < blocks; i++) {
            taken.add(TunnelAddresses.choose(taken, random).network());
        }
        assertThat(taken).hasSize(blocks);
        assertThatThrownBy(() -> TunnelAddresses.choose(taken, random)).isInstanceOf(InvalidInput.class);
    }
}
