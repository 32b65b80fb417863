package dev.causeway.agent.ipsec.vici;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What travels over the socket: a type, for some types a name, for some a message.
///
/// @param name empty for types that have none
record Packet(Type type, String name, Section message) {

    /// What a packet is for.
    enum Type {
        COMMAND(0, true),
        ANSWER(1, false),
        COMMAND_UNKNOWN(2, false),
        REGISTER(3, true),
        UNREGISTER(4, true),
        CONFIRMED(5, false),
        EVENT_UNKNOWN(6, false),
        EVENT(7, true);

        private final int number;
        private final boolean named;

        Type(int number, boolean named) {
            this.number = number;
            this.named = named;
        }

        private static Type of(int number) {
            return Arrays.stream(values())
                    .filter(type -> type.number == number)
                    .findFirst()
                    .orElseThrow(() -> new ViciFailed("a packet has the unknown type " + number));
        }
    }

    byte[] encode() {
        var out = new ByteArrayOutputStream();
        out.write(type.number);
        if (type.named) {
            MessageCodec.writeName(out, name);
        }
        out.writeBytes(MessageCodec.encode(message));
        return out.toByteArray();
    }

    static Packet decode(byte[] content) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            Type type = Type.of(Byte.toUnsignedInt(bytes.get()));
            String name = type.named ? MessageCodec.readName(bytes) : "";
            return new Packet(type, name, MessageCodec.decode(bytes));
        } catch (BufferUnderflowException e) {
            throw new ViciFailed("a packet ends too early", e);
        }
    }
}
