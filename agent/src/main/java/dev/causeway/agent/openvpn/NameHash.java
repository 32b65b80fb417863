package dev.causeway.agent.openvpn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/// By what OpenSSL finds a certificate in a folder: eight digits of a hash over its subject, in a form in
/// which names that differ in case and spaces only are equal.
final class NameHash {

    private static final int SET = 0x31;
    private static final int SEQUENCE = 0x30;
    private static final int UTF8 = 0x0c;

    /// The kinds of texts that are brought into one form, and how each is encoded. Values of other kinds stay.
    private static final Map<Integer, Charset> TEXTS = Map.of(
            UTF8,
            StandardCharsets.UTF_8,
            0x13,
            StandardCharsets.ISO_8859_1,
            0x14,
            StandardCharsets.ISO_8859_1,
            0x16,
            StandardCharsets.ISO_8859_1,
            0x1a,
            StandardCharsets.ISO_8859_1,
            0x1c,
            Charset.forName("UTF-32BE"),
            0x1e,
            StandardCharsets.UTF_16BE);

    private NameHash() {}

    static String of(X500Principal name) {
        try {
            var canonical = new ByteArrayOutputStream();
            for (Element set : children(element(ByteBuffer.wrap(name.getEncoded())))) {
                canonical.writeBytes(canonicalSet(set));
            }
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(canonical.toByteArray());
            return "%08x"
                    .formatted(
                            ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getInt());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Element(int tag, ByteBuffer content) {

        byte[] bytes() {
            byte[] bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            return bytes;
        }
    }

    private static Element element(ByteBuffer bytes) {
        int tag = bytes.get() & 255;
        int length = bytes.get() & 255;
        if (length > 127) {
            int more = length & 127;
            length = 0;
            for (int i = 0; i < more; i++) {
                length = (length << 8) | (bytes.get() & 255);
            }
        }
        ByteBuffer content = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return new Element(tag, content);
    }

    private static List<Element> children(Element parent) {
        ByteBuffer bytes = parent.content().duplicate();
        List<Element> children = new ArrayList<>();
        while (bytes.hasRemaining()) {
            children.add(element(bytes));
        }
        return children;
    }

    private static byte[] canonicalSet(Element set) {
        var content = new ByteArrayOutputStream();
        children(set).stream()
                .map(NameHash::canonicalPair)
                .sorted(Arrays::compareUnsigned)
                .forEach(content::writeBytes);
        return encoded(SET, content.toByteArray());
    }

    private static byte[] canonicalPair(Element pair) {
        var content = new ByteArrayOutputStream();
        for (Element part : children(pair)) {
            Charset charset = TEXTS.get(part.tag());
            content.writeBytes(
                    charset == null
                            ? encoded(part.tag(), part.bytes())
                            : encoded(UTF8, canonical(new String(part.bytes(), charset))));
        }
        return encoded(SEQUENCE, content.toByteArray());
    }

    private static byte[] canonical(String text) {
        StringBuilder lower = new StringBuilder();
        text.replaceAll("[ \\t\\n\\u000b\\f\\r]+", " ")
                .strip()
                .chars()
                .map(letter -> letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
                .forEach(letter -> lower.append((char) letter));
        return lower.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encoded(int tag, byte[] content) {
        var all = new ByteArrayOutputStream();
        all.write(tag);
        if (content.length < 128) {
            all.write(content.length);
        } else if (content.length < 256) {
            all.writeBytes(new byte[] {(byte) 0x81, (byte) content.length});
        } else {
            all.writeBytes(new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length});
        }
        all.writeBytes(content);
        return all.toByteArray();
    }
}
