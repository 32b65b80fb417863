package dev.causeway.agent.firewall;

import dev.causeway.agent.process.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What was loaded into a node, and how the kernel showed it then. Kept in a file too, so that an agent that starts
/// again leaves a table alone that is as it shall be.
///
/// @param rules as they were written
/// @param listing what `nft list` said of them
record Loaded(String rules, String listing) {

    private static final String SEPARATOR = "# and as the kernel shows it:\n";

    static Optional<Loaded> readFrom(Path file) {
        try {
            String[] parts = Files.readString(file).split(SEPARATOR, 2);
            return parts.length == 2 ? Optional.of(new Loaded(parts[0], parts[1])) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    void writeTo(Path file) {
        AtomicFile.write(file, rules + SEPARATOR + listing);
    }
}
