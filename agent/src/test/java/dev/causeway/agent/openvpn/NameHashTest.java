package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is expected here is what `openssl x509 -subject_hash` says.
class NameHashTest {

    private static String hash(String name) {
        return NameHash.of(PemForm.certificate(VpnExamples.pem(name + ".pem")).getSubjectX500Principal());
    }

    @Test
    void isThatOfOpenSsl() {
        assertThat(hash("one")).isEqualTo("73042a47");
        assertThat(hash("two")).isEqualTo("43265bbe");
    }
}
