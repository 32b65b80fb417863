package dev.causeway.controller.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The user that the database server runs as. PostgreSQL refuses to run as root, so a controller that is
/// root (in tests, as the launcher starts it as another user) runs it as `nobody`.
record ServerUser(Optional<String> other) {

    private static final String UNPRIVILEGED = "nobody";

    static ServerUser current() {
        return new ServerUser(isRoot() ? Optional.of(UNPRIVILEGED) : Optional.empty());
    }

    /// Makes the server's user the owner of a file.
    void own(Path file) throws IOException {
        if (other.isPresent()) {
            Files.setOwner(
                    file,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(other.get()));
        }
    }

    /// A command that runs as the server's user, without the right to low ports that the controller may have.
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all"));
        other.ifPresent(user -> all.addAll(List.of("--reuid=" + user, "--regid=nogroup", "--clear-groups")));
        all.add("--");
        all.addAll(command);
        return all;
    }

    private static boolean isRoot() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
