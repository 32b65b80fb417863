package dev.causeway.agent.ipsec.vici;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The byte form of messages. Names have up to 255 bytes, values up to 65535.
final class MessageCodec {

    private static final int SECTION_START = 1;
    private static final int SECTION_END = 2;
    private static final int KEY_VALUE = 3;
    private static final int LIST_START = 4;
    private static final int LIST_ITEM = 5;
    private static final int LIST_END = 6;

    private MessageCodec() {}

    static byte[] encode(Section message) {
        var out = new ByteArrayOutputStream();
        write(out, message);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, Section section) {
        section.entries().forEach((key, element) -> {
            switch (element) {
                case Element.Value value -> {
                    out.write(KEY_VALUE);
                    writeName(out, key);
                    writeValue(out, value);
                }
                case Element.Items items -> {
                    out.write(LIST_START);
                    writeName(out, key);
                    for (Element.Value value : items.values()) {
                        out.write(LIST_ITEM);
                        writeValue(out, value);
                    }
                    out.write(LIST_END);
                }
                case Section inner -> {
                    out.write(SECTION_START);
                    writeName(out, key);
                    write(out, inner);
                    out.write(SECTION_END);
                }
            }
        });
    }

    static void writeName(ByteArrayOutputStream out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > 255) {
            throw new IllegalArgumentException("a name has 1 to 255 bytes, not " + bytes.length);
        }
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeValue(ByteArrayOutputStream out, Element.Value value) {
        byte[] bytes = value.bytes();
        if (bytes.length > 65535) {
            throw new IllegalArgumentException("a value has at most 65535 bytes, not " + bytes.length);
        }
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    /// Reads a message to its end.
    ///
    /// @throws ViciFailed if the bytes are not a message
    static Section decode(ByteBuffer bytes) {
        try {
            return readSection(bytes, true);
        } catch (BufferUnderflowException e) {
            throw new ViciFailed("the message ends too early", e);
        }
    }

    private static Section readSection(ByteBuffer bytes, boolean outermost) {
        Map<String, Element> entries = new LinkedHashMap<>();
        while (!outermost || bytes.hasRemaining()) {
            int type = bytes.get();
            switch (type) {
                case KEY_VALUE -> entries.put(readName(bytes), readValue(bytes));
                case LIST_START -> entries.put(readName(bytes), readItems(bytes));
                case SECTION_START -> entries.put(readName(bytes), readSection(bytes, false));
                case SECTION_END -> {
                    if (outermost) {
                        throw new ViciFailed("the message closes a section that it did not open");
                    }
                    return new Section(entries);
                }
                default -> throw new ViciFailed("the message has an element of unknown type " + type);
            }
        }
        return new Section(entries);
    }

    private static Element.Items readItems(ByteBuffer bytes) {
        List<Element.Value> values = new ArrayList<>();
        int type = bytes.get();
        while (type == LIST_ITEM) {
            values.add(readValue(bytes));
            type = bytes.get();
        }
        if (type != LIST_END) {
            throw new ViciFailed("a list has an element of type " + type);
        }
        return new Element.Items(values);
    }

    static String readName(ByteBuffer bytes) {
        return new String(take(bytes, Byte.toUnsignedInt(bytes.get())), StandardCharsets.UTF_8);
    }

    private static Element.Value readValue(ByteBuffer bytes) {
        return Element.Value.of(take(bytes, Short.toUnsignedInt(bytes.getShort())));
    }

    private static byte[] take(ByteBuffer bytes, int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }
}
