package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A real daemon and stock clients that type passwords.
class PasswordServerTest extends InVpnLab {

    @Test
    void whoHasTheRightPasswordComesInAndNobodyElse() {
        serve(alice, bob);
        VpnClient client = lab.connected("alice");
        assertThat(lab.lost(client, 5)).isZero();
        assertThat(lab.inside(client.namespace(), "ip", "-4", "address", "show", "dev", "tun0"))
                .contains("10.250.0.5 peer 10.250.0.6/32");
        assertThat(client.log()).contains("dhcp-option DNS 100.125.1.250").contains("AES-128-GCM");
        VpnLab.await().until(() -> lab.sessions().size() == 1);
        ObservedSession session = lab.sessions().getFirst();
        assertThat(session.name()).isEqualTo("alice");
        assertThat(session.user()).contains(alice.id());
        assertThat(session.from()).isEqualTo(Ipv4.parse("198.51.100.2"));
        assertThat(session.address()).isEqualTo(Ipv4.parse("10.250.0.5"));
        assertThat(session.counters()).isEqualTo(new SessionCounters(1, 2, 30, 40));
        assertThat(lab.filter.groups()).isEqualTo(Map.of(session.address(), VpnExamples.STAFF.toString()));
        assertThat(lab.filter.reach()).isEqualTo(Map.of(VpnExamples.STAFF.toString(), List.of(VpnExamples.LOCAL)));

        VpnClient wrong = lab.user("bob", "pw-alice");
        wrong.start();
        wrong.awaitEnd();
        VpnClient nobody = lab.user("nobody", "pw-nobody");
        nobody.start();
        nobody.awaitEnd();
        String text = "AUTH_FAILED,wrong user name or password";
        assertThat(wrong.log()).contains(text);
        assertThat(nobody.log()).contains(text);

        client.process().destroy();
        VpnLab.await()
                .until(() -> lab.sessions().isEmpty() && lab.filter.groups().isEmpty());
        VpnLab.await().until(() -> lab.log().size() == 4);
        assertThat(lab.log().get(0))
                .startsWith("{\"event\":\"connect\",\"user_name\":\"alice\",\"client_ip\":\"198.51.100.2\"");
        assertThat(lab.log().get(1)).contains("\"event\":\"login_failed\",\"user_name\":\"bob\"");
        assertThat(lab.log().get(2)).contains("\"event\":\"login_failed\",\"user_name\":\"nobody\"");
        assertThat(lab.log().get(3))
                .contains("\"event\":\"disconnect\"")
                .contains("\"packets_in\":1,\"packets_out\":2,\"bytes_in\":30,\"bytes_out\":40,\"by\":\"client\"");
    }

    /// What is left to a daemon, in the words of the kernel.
    @Test
    void theDaemonIsAUserOfItsOwnWithOneCapabilityAndSeesNothingOfTheHost() throws IOException {
        serve(alice);
        Map<String, String> status =
                Files.readAllLines(Path.of("/proc", Long.toString(lab.daemon().pid()), "status")).stream()
                        .map(line -> line.split(":\\s*", 2))
                        .collect(Collectors.toMap(words -> words[0], words -> words.length > 1 ? words[1] : ""));
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertThat(status).containsEntry(set, "0000000000000400");
        }
        assertThat(status).containsEntry("NoNewPrivs", "1").containsEntry("Groups", "");
        assertThat(Long.parseLong(status.get("Uid").split("\\s+", -1)[0])).isEqualTo(VpnDaemons.user(lab.nodeId));
        Path root = Path.of("/proc", Long.toString(lab.daemon().pid()), "root");
        assertThat(Files.exists(root.resolve("etc"))).isFalse();
        assertThat(Files.exists(root.resolve(lab.folder().settings().toString().substring(1))))
                .isFalse();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(lab.folder().settings())))
                .isEqualTo("rw-------");
        assertThat(Files.getOwner(lab.folder().settings()).getName()).isEqualTo("root");
        assertThat(Files.readString(Path.of("/proc", Long.toString(lab.daemon().pid()), "mounts")))
                .doesNotContain("netns");
    }
}
