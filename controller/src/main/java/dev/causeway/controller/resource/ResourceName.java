package dev.causeway.controller.resource;

import dev.causeway.model.InvalidInput;
import java.util.concurrent.ThreadLocalRandom;

/// A name that a tenant gives to a gateway, customer gateway or connection. It need not be unique.
public record ResourceName(String text) {

    private static final int LONGEST = 64;

    public ResourceName {
        if (!hasForm(text)) {
            throw new InvalidInput("must be 1 to 64 letters, digits, underscores, hyphens and periods");
        }
    }

    /// By hand, as every row that is read has one.
    private static boolean hasForm(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean plain = (letter >= '0' && letter <= '9')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= 'a' && letter <= 'z')
                    || letter == '_'
                    || letter == '.'
                    || letter == '-';
            if (!plain) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    /// A name for a thing that came without one: the prefix, a hyphen and four digits.
    public static ResourceName generate(String prefix) {
        return new ResourceName(
                "%s-%04x".formatted(prefix, ThreadLocalRandom.current().nextInt(1 << 16)));
    }

    @Override
    public String toString() {
        return text;
    }
}
