package dev.causeway.controller.inventory;

import dev.causeway.controller.web.Call;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Unsupported;

/// Parameters that clients know of these lists.
final class Parameters {

    private Parameters() {}

    /// Refuses parameters that are not built, so that nobody takes an answer for what was asked.
    static void refuse(Call call, String... names) {
        for (String name : names) {
            if (call.query(name).isPresent()) {
                throw new Unsupported("the parameter %s is not supported yet", name);
            }
        }
    }

    /// How many items of a list are left out.
    static int offset(Call call) {
        return call.query("offset", Parameters::number).orElse(0);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidInput("must be a number of up to 9 digits");
        }
        return Integer.parseInt(text);
    }
}
