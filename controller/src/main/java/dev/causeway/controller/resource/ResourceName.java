package dev.causeway.controller.resource;

import dev.causeway.model.InvalidInput;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// A name that a tenant gives to a gateway, customer gateway or connection. It need not be unique.
public record ResourceName(String text) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_.-]{1,64}");

    public ResourceName {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 64 letters, digits, underscores, hyphens and periods");
        }
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
