package dev.causeway.agent.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A line of a daemon's configuration. Two lines with one id say the same thing differently, and the later
/// one holds; but a line that others are part of is removed, with all of them, before it is said
/// differently.
///
/// @param id what the line says something about
/// @param whole the id of the line that this one is part of, and with which it goes; empty if there is none
/// @param place the lines that lead to where this one belongs
/// @param opens whether what follows belongs below this line
record ConfigLine(String id, String whole, List<String> place, boolean opens, String text, String removal) {

    private static final String COLUMN = "\t";
    private static final String STEP = " > ";
    private static final int COLUMNS = 6;

    ConfigLine {
        place = List.copyOf(place);
    }

    /// A line by itself.
    static ConfigLine of(String id, String text, String removal) {
        return new ConfigLine(id, "", List.of(), false, text, removal);
    }

    /// One below which others stand.
    static ConfigLine opening(String id, String text, String removal) {
        return new ConfigLine(id, "", List.of(), true, text, removal);
    }

    /// One below this one, which goes with it.
    ConfigLine below(String part, String line) {
        return below(part, line, "no " + line);
    }

    ConfigLine below(String part, String line, String otherRemoval) {
        return new ConfigLine(id + " " + part, id, List.of(text), false, line, otherRemoval);
    }

    /// The same with more behind it.
    ConfigLine with(String more) {
        return new ConfigLine(id, whole, place, opens, text + more, removal);
    }

    /// One for a file.
    String write() {
        return String.join(COLUMN, id, whole, String.join(STEP, place), opens ? "opens" : "", text, removal);
    }

    /// Reads what [#write] wrote.
    static Optional<ConfigLine> read(String written) {
        String[] columns = written.split(COLUMN, -1);
        return columns.length == COLUMNS
                ? Optional.of(new ConfigLine(
                        columns[0],
                        columns[1],
                        columns[2].isEmpty() ? List.of() : Arrays.asList(columns[2].split(STEP, -1)),
                        !columns[3].isEmpty(),
                        columns[4],
                        columns[5]))
                : Optional.empty();
    }
}
