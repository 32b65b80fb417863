package dev.causeway.scenarios.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.traffic.Capture;
import dev.causeway.scenarios.traffic.Pings;
import dev.causeway.scenarios.traffic.Transfer;
import dev.causeway.scenarios.traffic.UdpStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The harness by itself: two sites with a tunnel between them.
class SitesTest {

    private static final String INSTANCE =
            "%04x".formatted(ThreadLocalRandom.current().nextInt(0x10000));

    @TempDir
    private Path folder;

    @Test
    void twoSitesExchangeTrafficThatACaptureSeesAsEspOnly() {
        NetworkNamespace internet =
                NetworkNamespace.create("site-" + INSTANCE + "-inet").router();
        try (Site left = Site.create(INSTANCE, 1, internet, folder.resolve("left"), false);
                Site right = Site.create(INSTANCE, 2, internet, folder.resolve("right"), true)) {
            try (Capture capture = Capture.start(folder.resolve("pcap"), internet, sides(left, right))) {
                Device listening = left.startDevice(getClass(), values(left, right));
                Device asking = right.startDevice(getClass(), values(right, left));
                assertThat(asking.initiate("net")).as(asking.log().text()).isTrue();
                tryTraffic(left, right);
                assertThat(listening.log().childEstablished()).isEqualTo(1);
                assertThat(listening.log().ikeEstablished()).isEqualTo(1);
                var result = capture.stop();
                assertThat(result.clear()).isEmpty();
                assertThat(result.esp()).isGreaterThan(1000);
            }
        } finally {
            internet.delete();
        }
    }

    private void tryTraffic(Site left, Site right) {
        NetworkNamespace from = left.host();
        Duration interval = Duration.ofMillis(20);
        try (UdpStream stream = UdpStream.start(folder, "udp", from, right.host(), right.hostAddress(), 100);
                Pings pings = Pings.start(folder.resolve("ping"), right.host(), left.hostAddress(), interval)) {
            var transfer = Transfer.run(folder, from, right.host(), right.hostAddress(), 8_000_000);
            assertThat(transfer.checksum()).hasSize(64);
            var datagrams = stream.stop();
            assertThat(datagrams.sent()).isGreaterThan(50);
            var answers = pings.stop();
            assertThat(answers.sent()).isGreaterThan(30);
        }
        assertThat(Pings.answered(from, right.hostAddress(), 5)).isEqualTo(5);
    }

    private static Capture.Sides sides(Site left, Site right) {
        return new Capture.Sides(List.of(left.address(), right.address()), List.of(left.network(), right.network()));
    }

    private static Map<String, String> values(Site here, Site there) {
        Map<String, String> values = here.values();
        values.put("peer", there.address());
        values.put("peerNetwork", there.network());
        values.put("psk", "Abcd_1234");
        return values;
    }
}
