package dev.causeway.agent.firewall;

import dev.causeway.agent.process.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// What was loaded into a node.
///
/// @param rules as they were written
/// @param listing as the kernel showed them then
record Loaded(Table rules, Table listing) {

    /// What is kept in a file, so that an agent that starts again leaves a table alone that is as it shall be.
    void writeTo(Path file) {
        AtomicFile.write(file, seal());
    }

    boolean isKeptIn(Path file) {
        try {
            return Files.readString(file).equals(seal());
        } catch (IOException _) {
            return false;
        }
    }

    private String seal() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Table table : new Table[] {rules, listing}) {
                new TreeMap<>(table.parts()).forEach((name, part) -> {
                    digest.update((name + part).getBytes(StandardCharsets.UTF_8));
                });
            }
            return HexFormat.of().formatHex(digest.digest()) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
