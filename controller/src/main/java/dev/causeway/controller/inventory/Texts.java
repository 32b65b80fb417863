package dev.causeway.controller.inventory;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Unsupported;
import java.util.Optional;
import java.util.regex.Pattern;

/// The forms of texts in requests. Each reads a text or says what it should look like.
final class Texts {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,64}");
    private static final Pattern DESCRIPTION = Pattern.compile("[^<>\\p{Cc}\\p{Cs}]{0,255}");
    private static final Pattern EIP_TYPE = Pattern.compile("[0-9A-Za-z_-]{1,36}");
    private static final Pattern WORKLOAD = Pattern.compile("[a-z0-9]([a-z0-9-]{0,22}[a-z0-9])?");

    private Texts() {}

    static String name(String text) {
        return matching(NAME, text, "must have 1 to 64 letters, digits, underscores, hyphens and periods");
    }

    static String nameOrNone(String text) {
        return text.isEmpty() ? text : name(text);
    }

    static String description(String text) {
        return matching(DESCRIPTION, text, "must have at most 255 characters and no <, > or control characters");
    }

    /// Tags come by operations of their own.
    static void refuseTags(JsonReader in) {
        if (in.has("tags") && !in.isEmptyList("tags")) {
            throw new Unsupported("tags at creation (tags) are not supported yet: add them when the resource is there");
        }
    }

    static String eipType(String text) {
        return matching(EIP_TYPE, text, "must have 1 to 36 letters, digits, underscores and hyphens, such as 5_bgp");
    }

    static String workload(String text) {
        return matching(
                WORKLOAD, text, "must have 1 to 24 lower-case letters, digits and hyphens, with no hyphen at the ends");
    }

    /// An address, or none when the text is empty.
    static Optional<Ipv4> addressOrNone(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Ipv4.parse(text));
    }

    private static String matching(Pattern form, String text, String demand) {
        if (!form.matcher(text).matches()) {
            throw new InvalidInput("%s", demand);
        }
        return text;
    }
}
