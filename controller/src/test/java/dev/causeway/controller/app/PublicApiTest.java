package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void isCalledByItsAddressUnlessItHasAUrl() {
        assertThat(api("127.0.0.1", null).endpoint()).isEqualTo("https://127.0.0.1:8443");
        assertThat(api("2001:db8::1", null).endpoint()).isEqualTo("https://[2001:db8::1]:8443");
        assertThat(api("0.0.0.0", "https://vpn.example.com/").endpoint()).isEqualTo("https://vpn.example.com");
    }

    @Test
    void hasTheNamesByWhichClientsCallIt() {
        assertThat(api("0.0.0.0", "https://vpn.example.com:8443").names()).containsExactly("vpn.example.com");
        assertThat(api("192.0.2.1", "https://[2001:db8::1]").names()).containsExactly("2001:db8::1", "192.0.2.1");
    }

    @Test
    void mustBeCalledBySomeNameWhenItListensEverywhere() {
        for (String everywhere : List.of("0.0.0.0", "::")) {
            assertThatThrownBy(() -> api(everywhere, null)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void takesNoUrlThatIsMoreThanWhereItIs() {
        for (String text : List.of(
                "http://vpn.example.com",
                "https://",
                "https://user@vpn.example.com",
                "https://vpn.example.com/api",
                "https://vpn.example.com?x=1",
                "vpn.example.com",
                "https://a b")) {
            assertThatThrownBy(() -> PublicApi.url(text)).as(text).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void takesNoPasswordInTheUrlOfADatabase() {
        for (String url : List.of(
                "jdbc:postgresql://db/x?password=p", "jdbc:postgresql://db/x?user=u&PASSWORD=p",
                "jdbc:postgresql://db/x?sslpassword=p", "jdbc:postgresql://u:p@db/x")) {
            assertThatThrownBy(() -> new ExternalDatabase(url, Optional.empty()))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageNotContaining("=p");
        }
        assertThat(new ExternalDatabase("jdbc:postgresql://db/x?user=u", Optional.empty())
                        .address()
                        .url())
                .isEqualTo("jdbc:postgresql://db/x?user=u");
    }

    private static PublicApi api(String address, String url) {
        return new PublicApi(address, 8443, Optional.ofNullable(url).map(PublicApi::url), Optional.empty());
    }
}
