package dev.causeway.controller.app;

import dev.causeway.controller.database.Database;
import dev.causeway.model.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// A PostgreSQL that the controller does not start itself.
///
/// @param url without a password: arguments of a process are for everybody to see
/// @param passwordFile read at every login, so that a new password needs no restart
record ExternalDatabase(String url, Optional<Path> passwordFile) {

    private static final Pattern PASSWORD = Pattern.compile("(?i)[?&](ssl)?password=|//[^/?]*@");

    ExternalDatabase {
        if (PASSWORD.matcher(url).find()) {
            throw new InvalidInput("the database's URL must have no password; put that into a file of its own");
        }
    }

    Database.Address address() {
        try {
            String password = passwordFile.isPresent()
                    ? Files.readString(passwordFile.get()).strip()
                    : null;
            return new Database.Address(url, null, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
