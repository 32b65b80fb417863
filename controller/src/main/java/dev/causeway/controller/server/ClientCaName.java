package dev.causeway.controller.server;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.model.InvalidInput;
import java.util.regex.Pattern;

/// The name of a client CA, or of a list of what one has revoked. It need not be unique.
public record ClientCaName(String text) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    public ClientCaName {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 64 letters, digits, underscores and hyphens");
        }
    }

    /// Reads one that a client CA gets. One that is left blank is made up.
    ///
    /// @throws InvalidInput if it has another form
    public static ClientCaName parse(String text) {
        return text.isEmpty() ? generate() : new ClientCaName(text);
    }

    static ClientCaName generate() {
        return generate("ca-cert");
    }

    /// Makes one up.
    public static ClientCaName generate(String prefix) {
        return new ClientCaName(ResourceName.generate(prefix).text());
    }

    @Override
    public String toString() {
        return text;
    }
}
