package dev.causeway.controller.inventory;

import dev.causeway.controller.web.Call;
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
}
