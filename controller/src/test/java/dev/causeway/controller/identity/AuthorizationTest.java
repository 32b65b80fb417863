package dev.causeway.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Unauthenticated;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final String DIGITS = "0123456789abcdefABCDEF00".repeat(3).substring(0, 64);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SDK-HMAC-SHA256 Access=A-k!~,SignedHeaders=host;x-sdk-date,Signature=%s",
                "  SDK-HMAC-SHA256 \t Access=A-k!~, \tSignedHeaders=host;x-sdk-date,  Signature=%s "
            })
    void readsItsPartsWithWhateverSpacesAreBetween(String form) {
        assertThat(Authorization.parse(form.formatted(DIGITS)))
                .isEqualTo(new Authorization("A-k!~", List.of("host", "x-sdk-date"), DIGITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SDK-HMAC-SHA256",
                "SDK-HMAC-SHA256 ",
                "SDK-HMAC-SHA256Access=a, SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA512 Access=a, SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA256 Access=ä, SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA256 Access=a b, SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA256 Access=a , SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA256 Access=a SignedHeaders=host, Signature=%s",
                "SDK-HMAC-SHA256 Access=a, SignedHeaders=, Signature=%s",
                "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=%s0",
                "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=%s,",
                "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=%s more",
                "SDK-HMAC-SHA256 Access=a, Signature=%s, SignedHeaders=host"
            })
    void refusesEveryOtherForm(String form) {
        String header = form.formatted(DIGITS);
        assertThatThrownBy(() -> Authorization.parse(header)).isInstanceOf(Unauthenticated.class);
    }

    @Test
    void aSignatureHasHexadecimalDigitsOnly() {
        String header = "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=" + DIGITS.substring(1) + "g";
        assertThatThrownBy(() -> Authorization.parse(header)).isInstanceOf(Unauthenticated.class);
    }
}
