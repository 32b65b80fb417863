package dev.causeway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Addresses and networks as texts, against their form as an expression.
class WrittenAddressesTest {

    private static final String OCTET = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern WITH_LENGTH = Pattern.compile("[0-9.]+/\\d{1,2}");

    @Property
    void everyAddressIsReadAsItIsWritten(@ForAll int bits) {
        assertThat(Ipv4.parse(new Ipv4(bits).toString())).isEqualTo(new Ipv4(bits));
    }

    @Property(tries = 5000)
    void isReadIfAndOnlyIfItHasTheForm(@ForAll("almostAddresses") String text) {
        if (ADDRESS.matcher(text).matches()) {
            assertThat(Ipv4.parse(text)).hasToString(text);
        } else {
            assertThatThrownBy(() -> Ipv4.parse(text)).isInstanceOf(InvalidInput.class);
        }
    }

    @Property(tries = 5000)
    void hasALengthIfAndOnlyIfItHasTheForm(
            @ForAll("almostAddresses") String address, @ForAll("almostLengths") String length) {
        String text = address + length;
        boolean right = WITH_LENGTH.matcher(text).matches()
                && ADDRESS.matcher(address).matches()
                && Integer.parseInt(length.substring(1)) <= 32;
        if (right) {
            assertThat(InterfaceAddress.parse(text).address()).hasToString(address);
        } else {
            assertThatThrownBy(() -> InterfaceAddress.parse(text)).isInstanceOf(InvalidInput.class);
        }
    }

    @Property(tries = 2000)
    void aProjectHasThirtyTwoDigits(@ForAll("almostProjects") String text) {
        if (text.matches("[0-9a-f]{32}")) {
            assertThat(new ProjectId(text)).hasToString(text);
        } else {
            assertThatThrownBy(() -> new ProjectId(text)).isInstanceOf(InvalidInput.class);
        }
    }

    @Provide
    Arbitrary<String> almostProjects() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("0123456789abcdef")
                        .ofMinLength(31)
                        .ofMaxLength(33),
                Arbitraries.strings().withChars("09afgAF-").ofLength(32));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Ipv4.parse("1.2.3.04"))
                .hasMessage("'1.2.3.04' is not an IPv4 address such as 192.168.0.1");
        assertThatThrownBy(() -> Prefix.parse("10.0.0.0")).hasMessage("'10.0.0.0' is not of the form 10.1.0.0/16");
        assertThatThrownBy(() -> Prefix.parse("10.0.0/8")).hasMessageContaining("'10.0.0' is not an IPv4 address");
        assertThatThrownBy(() -> ApiWord.parse(IkeVersion.class, "v3")).hasMessage("must be one of v1, v2, not 'v3'");
        assertThatThrownBy(() -> ApiWord.parse(IkeVersion.class, null)).isInstanceOf(InvalidInput.class);
    }

    @Provide
    Arbitrary<String> almostAddresses() {
        Arbitrary<String> octet = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 260).map(String::valueOf),
                Arbitraries.of("", "00", "01", "1000", "٣", "-1", "+1", "a"));
        Arbitrary<String> joined = octet.list().ofMinSize(3).ofMaxSize(5).map(octets -> String.join(".", octets));
        Arbitrary<String> right = Arbitraries.integers().map(bits -> new Ipv4(bits).toString());
        return Arbitraries.oneOf(
                right, joined, Arbitraries.strings().withChars("0123456789./").ofMaxLength(16));
    }

    @Provide
    Arbitrary<String> almostLengths() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40).map(length -> "/" + length),
                Arbitraries.of("", "/", "/08", "/008", "/a", "//8", "/-1", "/8 "));
    }
}
