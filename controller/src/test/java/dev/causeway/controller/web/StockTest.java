package dev.causeway.controller.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Busy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StockTest {

    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

    @Test
    void givesEachItsPartAndNoMoreThanThereIs() {
        var stock = new Stock<String>(10, 6);
        assertThat(stock.take("a", 6)).isTrue();
        assertThat(stock.take("a", 1)).isFalse();
        assertThat(stock.take("b", 5)).isFalse();
        assertThat(stock.take("b", 4)).isTrue();
        assertThat(stock.take("c", 1)).isFalse();
        stock.giveBack("a", 6);
        assertThat(stock.take("c", 6)).isTrue();
    }

    @Test
    void givesWhatIsTooLargeToOneThatHoldsNothing() {
        var stock = new Stock<String>(10, 6);
        assertThat(stock.takeOrBegin("a", 20)).isTrue();
        assertThat(stock.takeOrBegin("b", 1)).isFalse();
        stock.giveBack("a", 20);
        assertThat(stock.takeOrBegin("a", 7)).isTrue();
        assertThat(stock.takeOrBegin("a", 1)).isFalse();
        assertThat(stock.takeOrBegin("b", 4)).isFalse();
        assertThat(stock.takeOrBegin("b", 3)).isTrue();
    }

    @Test
    void bodiesUnderAKeyThatIsNotProvenTakeNoMoreThanOneOfTheLargest() {
        var bodies = new Bodies();
        Bodies.Share first = bodies.share(ONE, Optional.of("key"));
        first.grow(Bodies.LARGEST);
        Bodies.Share second = bodies.share(ONE, Optional.of("key"));
        second.grow(Bodies.FREE);
        assertThatThrownBy(() -> second.grow(1 << 20)).isInstanceOf(Busy.class);
        bodies.share(OTHER, Optional.of("key")).grow(Bodies.LARGEST);
        first.prove();
        second.grow(1 << 20);
        first.close();
        second.close();
    }

    @Test
    void oneAddressLeavesHalfOfTheMemoryToOthers() {
        var bodies = new Bodies();
        List<Bodies.Share> taken = List.of(bodies.share(ONE, Optional.empty()), bodies.share(ONE, Optional.empty()));
        taken.forEach(share -> share.grow(Bodies.LARGEST));
        Bodies.Share third = bodies.share(ONE, Optional.empty());
        assertThatThrownBy(() -> third.grow(Bodies.LARGEST)).isInstanceOf(Busy.class);
        bodies.share(OTHER, Optional.empty()).grow(Bodies.LARGEST);
        taken.forEach(Bodies.Share::close);
        third.grow(Bodies.LARGEST);
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        assertThat(Handshake.whose(InetAddress.ofLiteral("2001:db8::1:2:3:4")))
                .isEqualTo(Handshake.whose(InetAddress.ofLiteral("2001:db8::ffff")))
                .isNotEqualTo(Handshake.whose(InetAddress.ofLiteral("2001:db8:0:1::1")));
        assertThat(Handshake.whose(ONE)).isNotEqualTo(Handshake.whose(OTHER));
    }
}
