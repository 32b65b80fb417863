package dev.causeway.agent.ipsec.vici;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

    @Test
    void hasTheBytesThatTheProtocolAsksFor() {
        Section message = Section.EMPTY.with("key1", "value1").with("s", Section.EMPTY.with("l", List.of("a", "bc")));
        assertThat(HexFormat.of().formatHex(MessageCodec.encode(message)))
                .isEqualTo("03" + "04" + hex("key1") + "0006" + hex("value1") + "01" + "01" + hex("s") + "04" + "01"
                        + hex("l") + "05" + "0001" + hex("a") + "05" + "0002" + hex("bc") + "06" + "02");
    }

    @Property(tries = 300)
    void readsBackEveryMessage(@ForAll("sections") Section message) {
        assertThat(MessageCodec.decode(ByteBuffer.wrap(MessageCodec.encode(message))))
                .isEqualTo(message);
    }

    @Property(tries = 300)
    void readsBackEveryPacket(@ForAll Packet.Type type, @ForAll("sections") Section message) {
        Packet packet = new Packet(type, Packet.decode(new byte[] {1}).name(), message);
        if (List.of(Packet.Type.COMMAND, Packet.Type.REGISTER, Packet.Type.UNREGISTER, Packet.Type.EVENT)
                .contains(type)) {
            packet = new Packet(type, "a-name", message);
        }
        assertThat(Packet.decode(packet.encode())).isEqualTo(packet);
    }

    @Property(tries = 1000)
    void refusesNonsenseWithoutAnyOtherFailure(@ForAll byte[] nonsense) {
        try {
            MessageCodec.decode(ByteBuffer.wrap(nonsense));
            Packet.decode(nonsense);
        } catch (ViciFailed e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    @Test
    void refusesAMessageThatIsCutOff() {
        byte[] whole = MessageCodec.encode(Section.EMPTY.with("s", Section.EMPTY.with("key", "value")));
        for (int length = 1; length < whole.length; length++) {
            ByteBuffer part = ByteBuffer.wrap(whole, 0, length);
            assertThatThrownBy(() -> MessageCodec.decode(part)).isInstanceOf(ViciFailed.class);
        }
    }

    @Test
    void doesNotPrintValues() {
        assertThat(Section.EMPTY.with("data", "top secret").toString()).doesNotContain("secret");
    }

    @Provide
    Arbitrary<Section> sections() {
        return Arbitraries.lazyOf(
                () -> section(values()),
                () -> section(values()),
                () -> section(Arbitraries.oneOf(values(), sections())));
    }

    private static Arbitrary<Section> section(Arbitrary<? extends Element> elements) {
        Arbitrary<String> names =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(255);
        return Arbitraries.maps(names, elements.map(element -> (Element) element))
                .ofMaxSize(4)
                .map(MessageCodecTest::ordered);
    }

    private static Section ordered(Map<String, Element> entries) {
        return new Section(new LinkedHashMap<>(entries));
    }

    private static Arbitrary<Element> values() {
        Arbitrary<Element.Value> value =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Element.Value::of);
        return Arbitraries.oneOf(
                value.map(one -> one), value.list().ofMaxSize(4).map(Element.Items::new));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
