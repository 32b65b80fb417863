package dev.causeway.scenarios.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.scenarios.guest.Guest;
import dev.causeway.scenarios.host.NetworkNamespace;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The emulated machine by itself.
@Tag("dataplane")
class GuestTest {

    private static final String INSTANCE =
            "%04x".formatted(ThreadLocalRandom.current().nextInt(0x10000));

    @TempDir
    private Path folder;

    private NetworkNamespace place;

    @BeforeEach
    void makeAPlace() {
        place = NetworkNamespace.create("site-" + INSTANCE + "-guest");
    }

    @AfterEach
    void removeIt() {
        place.delete();
    }

    @Test
    void itsKernelCarriesEspThroughAnXfrmInterface() {
        place.ip("tuntap", "add", "dev", "tap0", "mode", "tap");
        place.ip("addr", "add", "192.0.2.1/24", "dev", "tap0");
        place.ip("link", "set", "tap0", "up");
        try (Guest guest = Guest.in(place, folder)
                .tap("tap0")
                .setting("ADDRESS", "192.0.2.2/24")
                .setUp("ip addr add $ADDRESS dev eth0\nip link set eth0 up\n")
                .boot()) {
            assertThat(place.run("ping", "-c", "1", "-W", "10", "192.0.2.2")).contains(" 0% packet loss");
            assertThat(guest.run(KERNEL_ESP)).contains("3 packets transmitted, 3 received");
            assertThat(guest.run("ip -n a -s xfrm state")).contains("proto esp").contains("if_id 0x7");
            assertThatThrownBy(() -> guest.run("mount -o remount,rw / && echo on the host >/etc/of-a-guest"))
                    .hasMessageContaining("Read-only file system");
        }
        assertThat(place.attempt(java.time.Duration.ofSeconds(5), "pgrep", "-f", folder.toString())
                        .out())
                .isEmpty();
    }

    @Test
    void whoWaitsForAGuestThatCannotBeSetUpLearnsWhatItSaidLast() {
        assertThatThrownBy(() -> Guest.in(place, folder)
                        .setUp("echo the cupboard is bare\nfalse\n")
                        .boot())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended")
                .hasMessageContaining("the cupboard is bare")
                .hasMessageNotContaining("in vain");
    }

    @Test
    void whoAsksAGuestThatEndsLearnsItToo() {
        try (Guest guest = Guest.in(place, folder).boot()) {
            assertThatThrownBy(() -> guest.run("echo o >/proc/sysrq-trigger; sleep 60"))
                    .hasMessageContaining("ended")
                    .hasMessageNotContaining("in vain");
        }
    }

    private static final String KERNEL_ESP = """
            set -e
            ip netns add a; ip netns add b
            ip link add va netns a type veth peer name vb netns b
            side() { # namespace, device, own outer, peer's outer, own inner, peer's inner
                ip -n $1 addr add $3/24 dev $2; ip -n $1 link set $2 up; ip -n $1 link set lo up
                ip -n $1 link add xfrm7 type xfrm dev lo if_id 7
                ip -n $1 addr add $5/32 dev xfrm7; ip -n $1 link set xfrm7 up mtu 1400; ip -n $1 route add $6/32 dev xfrm7
                for spi in 17 34; do
                    [ $spi = 17 ] && ends='src 10.9.0.1 dst 10.9.0.2' || ends='src 10.9.0.2 dst 10.9.0.1'
                    ip -n $1 xfrm state add $ends proto esp spi $spi reqid 1 mode tunnel if_id 7 \\
                        aead 'rfc4106(gcm(aes))' 0x0123456789abcdef0123456789abcdef01234567 128
                done
                ip -n $1 xfrm policy add dir out tmpl src $3 dst $4 proto esp reqid 1 mode tunnel if_id 7
                ip -n $1 xfrm policy add dir in tmpl src $4 dst $3 proto esp reqid 1 mode tunnel if_id 7
            }
            side a va 10.9.0.1 10.9.0.2 10.8.1.1 10.8.2.1
            side b vb 10.9.0.2 10.9.0.1 10.8.2.1 10.8.1.1
            ip netns exec a ping -c 3 -i 0.2 -W 5 10.8.2.1
            """;
}
