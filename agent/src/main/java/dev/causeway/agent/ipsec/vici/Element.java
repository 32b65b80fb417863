package dev.causeway.agent.ipsec.vici;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a key of a message stands for.
public sealed interface Element permits Element.Value, Element.Items, Section {

    /// Raw bytes. The protocol has no types: texts, numbers and secrets all are bytes.
    final class Value implements Element {

        private final byte[] bytes;

        private Value(byte[] bytes) {
            this.bytes = bytes;
        }

        public static Value of(byte[] bytes) {
            return new Value(bytes.clone());
        }

        public static Value of(String text) {
            return new Value(text.getBytes(StandardCharsets.UTF_8));
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Value value && Arrays.equals(bytes, value.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /// The length alone, since the value may be a secret.
        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /// A list of values.
    record Items(List<Value> values) implements Element {

        public Items {
            values = List.copyOf(values);
        }

        public static Items of(List<String> texts) {
            return new Items(texts.stream().map(Value::of).toList());
        }
    }
}
