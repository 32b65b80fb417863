package dev.causeway.controller.web;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What is found wrong with a text while it is read. A text can have many violations, and one can quote a long value:
/// only so much is kept.
final class Findings {

    private static final int MOST = 50;
    private static final int LONGEST = 500;

    private final List<Violation> all = new ArrayList<>();

    /// Ends the reading of a text of which enough is said.
    static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Enough() {
            super(null, null, false, false);
        }
    }

    /// Reads the text to its end, or until enough is said.
    ///
    /// @throws InvalidInput with all that was found, if anything was
    <T> T read(Supplier<T> reading) {
        T value = null;
        try {
            value = reading.get();
        } catch (Enough _) {
            all.add(new Violation("", "and more"));
        }
        if (!all.isEmpty()) {
            throw new InvalidInput(all);
        }
        return value;
    }

    int count() {
        return all.size();
    }

    /// Adds what was found of a part.
    ///
    /// @param path of the part
    /// @throws Enough if there is no room
    void add(String path, Violation found) {
        if (all.size() == MOST) {
            throw new Enough();
        }
        all.add(found.under(path).map(Findings::shortened));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
