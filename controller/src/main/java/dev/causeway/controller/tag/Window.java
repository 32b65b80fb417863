package dev.causeway.controller.tag;

import dev.causeway.controller.web.Call;
import dev.causeway.model.InvalidInput;

/// Which part of a list a caller wants.
///
/// @param offset how many are left out before it
record Window(int limit, int offset) {

    private static final int MOST = 1000;

    /// Reads `limit` and `offset` of a call.
    static Window of(Call call) {
        return new Window(
                call.query("limit", text -> number(text, 1, MOST)).orElse(MOST),
                call.query("offset", text -> number(text, 0, Integer.MAX_VALUE)).orElse(0));
    }

    private static int number(String text, int least, int most) {
        try {
            int number = text.matches("[0-9]+") ? Integer.parseInt(text) : -1;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new InvalidInput("must be a number from %d to %d", least, most);
    }
}
