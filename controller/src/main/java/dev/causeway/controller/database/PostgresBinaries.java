package dev.causeway.controller.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked from the archive on the class path.
record PostgresBinaries(Path home) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    /// Unpacks into a folder named by the archive's content, once. Several processes may do so at the same time.
    static PostgresBinaries in(Path parent) throws IOException {
        Path home = parent.resolve("postgresql-" + fingerprint());
        if (!Files.isDirectory(home)) {
            Path beside = parent.resolve(home.getFileName() + "." + UUID.randomUUID());
            createFolders(beside);
            unpack(beside);
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

    private static void unpack(Path target) throws IOException {
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
                var archive = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(InputStream archive, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            createFolders(file);
        } else if (entry.isSymbolicLink()) {
            createFolders(file.getParent());
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            createFolders(file.getParent());
            Files.copy(archive, file);
            Files.setPosixFilePermissions(file, (entry.getMode() & 0100) == 0 ? FILE : PROGRAM);
        }
    }

    /// Folders that every user may read, whatever the umask is: the server may run as another user.
    private static void createFolders(Path folder) throws IOException {
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
