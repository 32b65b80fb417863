package dev.causeway.controller.access;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The name that a user types to connect.
record ClientUserName(String text) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{4,32}");

    /// In lower case. The last is what the VPN daemon calls clients whose name it does not know.
    private static final Set<String> RESERVED =
            Set.of("link", "cascade", "securenat", "localbridge", "administrator", "undef");

    private static final String RESERVED_BEGINNING = "l3sw_";

    /// Reads a name as callers write it.
    ///
    /// @throws InvalidInput if it is none, or is kept back
    static ClientUserName parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInput("must be 4 to 32 letters, digits, periods, underscores and hyphens");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || lower.startsWith(RESERVED_BEGINNING)) {
            throw P2cCode.USER_NAME_RESERVED.at("");
        }
        return new ClientUserName(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
