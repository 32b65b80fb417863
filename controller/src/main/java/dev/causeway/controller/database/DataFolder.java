package dev.causeway.controller.database;

import dev.causeway.controller.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The data of the embedded server, and among them the password that opens them: both come into being in one step, and
/// neither is ever made anew beside the other.
record DataFolder(Path data) {

    private static final String VERSION = "PG_VERSION";
    private static final String PASSWORD = "causeway.password";

    /// Where earlier versions kept the password: beside the data.
    private static final String PASSWORD_BESIDE = "password";

    private static final int PASSWORD_BYTES = 24;

    /// Fills an empty folder with a database.
    @FunctionalInterface
    interface Maker {

        void make(Path folder, String password) throws IOException;
    }

    /// Makes the folder if there is none.
    ///
    /// @throws IllegalStateException if a part of it is missing; nothing is changed then
    void ensure(Maker maker) throws IOException {
        if (Files.exists(data)) {
            requireWhole();
        } else {
            requireNoPasswordAlone();
            make(maker);
        }
    }

    /// What opens the data.
    String password() throws IOException {
        return Files.readString(passwordFile());
    }

    Path passwordFile() {
        Path own = data.resolve(PASSWORD);
        return Files.exists(own) ? own : beside(PASSWORD_BESIDE);
    }

    private void requireWhole() throws IOException {
        if (!Files.exists(data.resolve(VERSION))) {
            throw new IllegalStateException(
                    "%s is there but holds no whole database: it has no %s; put back what is".formatted(data, VERSION)
                            + " missing, or move the folder away to begin with an empty database");
        }
        if (!Files.exists(passwordFile()) || Files.size(passwordFile()) == 0) {
            throw new IllegalStateException("the database in %s is there but not the password that opens it, %s;"
                            .formatted(data, data.resolve(PASSWORD))
                    + " put it back, or move the folder away to begin with an empty database");
        }
    }

    /// Beside an interrupted attempt of an earlier version the password has never opened anything.
    private void requireNoPasswordAlone() {
        Path alone = beside(PASSWORD_BESIDE);
        if (Files.exists(alone) && !Files.exists(beside("data.new"))) {
            throw new IllegalStateException(
                    "%s is there but not the database that it opens, %s; put that back,".formatted(alone, data)
                            + " or move the password away to begin with an empty database");
        }
    }

    /// An interrupted attempt is thrown away by the next one.
    private void make(Maker maker) throws IOException {
        Path unfinished = beside("data.new");
        if (Files.exists(unfinished)) {
            PostgresBinaries.delete(unfinished);
        }
        Files.createDirectory(unfinished);
        String password = randomPassword();
        maker.make(unfinished, password);
        Path file = Files.createFile(
                unfinished.resolve(PASSWORD),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
        WholeFile.move(unfinished, data);
    }

    private Path beside(String name) {
        return data.resolveSibling(name);
    }

    private static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
