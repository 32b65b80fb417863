package dev.causeway.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.model.InterfaceAddress;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LinksTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private Namespace one;
    private Namespace other;

    @BeforeEach
    void make() {
        one = new Namespace(host.names().prefix() + "one");
        other = new Namespace(host.names().prefix() + "other");
        host.namespaces().create(one);
        host.namespaces().create(other);
        host.namespaces()
                .batch(
                        one,
                        List.of(
                                "link add near0 type veth peer name far0 netns " + other,
                                "address add 10.0.0.1/24 dev near0",
                                "address add 10.0.0.7/32 dev near0",
                                "link set near0 up"));
        host.namespaces().batch(other, List.of("address add 10.0.0.2/24 dev far0", "link set far0 up"));
    }

    @Test
    void countsWhatPasses() {
        Links.Numbers before = Links.of(one).get("near0");
        host.inside(one, "ping", "-q", "-c", "3", "-i", "0.1", "10.0.0.2");
        Links.Numbers after = Links.of(one).get("near0");
        assertThat(after.packetsOut() - before.packetsOut()).isGreaterThanOrEqualTo(3);
        assertThat(after.packetsIn() - before.packetsIn()).isGreaterThanOrEqualTo(3);
        assertThat(after.bytesOut() - before.bytesOut()).isGreaterThanOrEqualTo(3 * 84);
        assertThat(host.commands().run("ip", "-n", one.name(), "-o", "link", "show", "near0"))
                .startsWith(after.index() + ": ");
    }

    @Test
    void tellsTheAddressesOfALink() {
        assertThat(Links.addresses(one, "near0"))
                .isEqualTo(Set.of(InterfaceAddress.parse("10.0.0.1/24"), InterfaceAddress.parse("10.0.0.7/32")));
        assertThat(Links.addresses(one, "c")).isEmpty();
    }

    @Test
    void tellsWhichLinksAreThere() {
        assertThat(Links.exist(one, List.of("near0", "lo"))).isTrue();
        assertThat(Links.exist(one, List.of("near0", "far0"))).isFalse();
        assertThat(Links.exist(other, List.of("far0"))).isTrue();
    }

    @Test
    void aNamespaceThatIsNotThereIsAFailureAndTheNextOneIsRight() {
        assertThatThrownBy(() -> Links.of(new Namespace("cw-none"))).isInstanceOf(IllegalStateException.class);
        assertThat(Links.of(other)).containsOnlyKeys("lo", "far0");
    }

    @Test
    void holdsNoNamespaceBack() {
        assertThat(Links.of(one)).containsKey("near0");
        host.commands().run("ip", "netns", "del", one.name());
        // The other end goes with the namespace, unless somebody is still in it.
        Awaitility.await().until(() -> !Links.exist(other, List.of("far0")));
    }
}
