package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Encryption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What happens to a tunnel under traffic when its keys are replaced. Traffic flows until that has been seen.
class RekeyingTest extends InLab {

    /// The daemon tells of the inbound and of the outbound half of a child SA that replaces another, each once.
    private static final Pattern CHILD_REKEYED = Pattern.compile("outbound CHILD_SA net\\{\\d+\\} established");

    private static final Pattern IKE_REKEYED = Pattern.compile("IKE_SA c\\[\\d+\\] rekeyed between");

    @Test
    void losesNothingOverRekeyings() {
        TunnelConfig tunnel = Examples.withLifetimes(Examples.staticTunnel(), 60, 30);
        // The random part is said too, as it would be the whole rest of the lifetime otherwise.
        lab.matchPeer(
                tunnel,
                "rekey_time = 14s\nrand_time = 1s\nover_time = 20s",
                "rekey_time = 6s\nrand_time = 1s\nlife_time = 30s");
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lostUntil(() -> seen(CHILD_REKEYED) >= 3 && seen(IKE_REKEYED) >= 1))
                .isZero();
        TestNetwork.await()
                .untilAsserted(() ->
                        assertThat(associations(lab.peer.control("--list-sas"))).isEqualTo(1));
    }

    /// The lifetimes are shorter than a tenant can set, so that all of it is seen in half a minute.
    @Test
    void losesNothingWhenThePeerLeavesAllRekeyingToUs() {
        TunnelConfig tunnel = Examples.withLifetimes(Examples.staticTunnel(), 20, 10);
        lab.matchPeer(tunnel, "rekey_time = 0", "rekey_time = 0");
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lostUntil(() -> seen(CHILD_REKEYED) >= 3 && seen(IKE_REKEYED) >= 1))
                .isZero();
        assertThat(lab.peer.log()).doesNotContain("generating CREATE_CHILD_SA request");
        TestNetwork.await()
                .untilAsserted(() ->
                        assertThat(associations(lab.peer.control("--list-sas"))).isEqualTo(1));
    }

    @Test
    void bringsNewAlgorithmsIntoForceWhenTheNextRekeyingIsDue() {
        TunnelConfig tunnel = Examples.withLifetimes(Examples.staticTunnel(), 86400, 30);
        lab.peer.load(TestNetwork.configuration(tunnel, "Secret-1234", "", "")
                .replace("proposals = ", "proposals = aes256-sha256-ecp256, ")
                .replace(
                        "children {  }",
                        "children { net { local_ts = 0.0.0.0/0\n remote_ts = 0.0.0.0/0\n rekey_time = 1h\n"
                                + " esp_proposals = aes128-sha256-ecp256, aes256-sha256-ecp256 } }"));
        lab.apply(tunnel);
        lab.awaitUp();
        lab.apply(Examples.with(tunnel, Encryption.AES_256));
        assertThat(list(tunnel)).contains("AES_CBC-128").doesNotContain("AES_CBC-256");
        int lost = lab.lostUntil(() -> {
            String list = list(tunnel);
            return list.contains("AES_CBC-256") && !list.contains("AES_CBC-128");
        });
        assertThat(lost).isLessThanOrEqualTo(UNDER_WAY);
    }

    private long seen(Pattern pattern) {
        return pattern.matcher(lab.peer.log()).results().count();
    }
}
