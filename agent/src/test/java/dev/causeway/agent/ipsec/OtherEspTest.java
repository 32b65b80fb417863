package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.ipsec.vici.Section;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Workers with something else that encrypts, told as ESP in the kernel is. Whether this host's kernel has any does not
/// matter: in place of its interface there is one that leads nowhere.
class OtherEspTest extends InLab {

    private static final class InTheKernel implements Esp {

        @Override
        public boolean isBare() {
            return true;
        }

        @Override
        public String plugins() {
            return "kernel-netlink";
        }

        @Override
        public String pluginSettings() {
            return "kernel-netlink { fwmark = 0xdead }";
        }

        @Override
        public Section childSettings(TunnelConfig tunnel) {
            return Section.EMPTY
                    .with("if_id_in", tunnel.slot().number())
                    .with("if_id_out", tunnel.slot().number());
        }

        @Override
        public String shape() {
            return " in the kernel";
        }

        @Override
        public Set<String> links() {
            return Set.of("esp1");
        }

        @Override
        public List<String> plug(TunnelConfig tunnel, Namespace node, String name) {
            return List.of("link add esp0 type veth peer name esp1", "link set esp0 netns " + node + " name " + name);
        }

        @Override
        public List<String> adjust(TunnelConfig tunnel, Namespace worker) {
            return List.of();
        }
    }

    @Test
    void aWorkerIsMadeForItAdoptedAndRemoved() throws Exception {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.replaceAgent(new InTheKernel());
        lab.apply(tunnel);
        lab.await(report -> report.generation() == tunnel.generation());
        String settings = Files.readString(lab.folder(tunnel).enclosure().resolve("strongswan.conf"));
        assertThat(settings).contains(" kdf kernel-netlink socket-default ").doesNotContain("libipsec");
        assertThat(lab.daemon(tunnel, "--list-conns")).contains("0.0.0.0/0");
        Namespace worker = host.names().worker(tunnel.connection());
        assertThat(host.inside(worker, "nft", "list", "table", "inet", "causeway"))
                .contains("meta l4proto esp accept");
        assertThat(host.namespaces().view(worker).links()).doesNotContainKey("ipsec0");
        assertThat(host.namespaces().view(lab.node).links()).containsKey("tun1");
        lab.await(report -> report.state() == State.UP || report.reason().startsWith("NOT_INSTALLED"));

        long process = daemon(tunnel).pid();
        lab.replaceAgent(new InTheKernel());
        lab.apply(tunnel);
        lab.await(report -> report.generation() == tunnel.generation());
        assertThat(daemon(tunnel).pid()).as("the daemon that was there").isEqualTo(process);
        lab.tunnels().remove(lab.nodeId);
        assertThat(host.namespaces().exists(worker)).isFalse();
        assertThat(lab.folder(tunnel).path()).doesNotExist();
    }

    @Test
    void aWorkerThatWasMadeForAnotherIsMadeAnew() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.replaceAgent(new InTheKernel());
        lab.apply(tunnel);
        lab.await(report -> report.generation() == tunnel.generation());
        long process = daemon(tunnel).pid();
        lab.replaceAgent();
        lab.apply(tunnel);
        lab.awaitUp();
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
        assertThat(daemon(tunnel).pid()).isNotEqualTo(process);
    }
}
