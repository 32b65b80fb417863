package dev.causeway.controller.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/// The programs of PostgreSQL, unpacked from the archive on the class path.
record PostgresBinaries(Path home) {

    static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");

    /// Unpacks into a folder named by the archive's content, once. Several processes may do so at the same time.
    static PostgresBinaries in(Path parent) throws IOException {
        Path home = parent.resolve("postgresql-" + fingerprint());
        if (!Files.isDirectory(home)) {
            Path beside = parent.resolve(home.getFileName() + "." + UUID.randomUUID());
            createFolders(beside);
            BinariesArchive.unpack(beside);
            moveInto(beside, home);
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /// The archive's length: it differs between versions and is known without reading the archive.
    private static String fingerprint() throws IOException {
        var archive = PostgresBinaries.class.getResource(ARCHIVE);
        if (archive == null) {
            throw new IOException("PostgreSQL for this kind of machine is not on the class path");
        }
        return Long.toString(archive.openConnection().getContentLengthLong(), Character.MAX_RADIX);
    }

    private static void moveInto(Path beside, Path home) throws IOException {
        try {
            Files.move(beside, home);
        } catch (FileAlreadyExistsException _) {
            delete(beside);
        }
    }

    /// Folders that every user may read, whatever the umask is: the server may run as another user.
    static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(folder.getParent());
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PROGRAM);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
