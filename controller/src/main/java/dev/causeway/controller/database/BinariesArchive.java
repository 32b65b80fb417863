package dev.causeway.controller.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The archive with PostgreSQL's programs. What reads it is loaded at the first start alone, as only this class
/// knows it: a cache of loaded classes must not hold it, because the JVM does not start with classes of a
/// sealed jar in one.
final class BinariesArchive {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    private BinariesArchive() {}

    /// Unpacks everything into a folder.
    static void unpack(Path target) throws IOException {
        try (InputStream packed = BinariesArchive.class.getResourceAsStream(PostgresBinaries.ARCHIVE);
                var archive = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(InputStream archive, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            PostgresBinaries.createFolders(file);
        } else if (entry.isSymbolicLink()) {
            PostgresBinaries.createFolders(file.getParent());
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            PostgresBinaries.createFolders(file.getParent());
            Files.copy(archive, file);
            Files.setPosixFilePermissions(file, (entry.getMode() & 0100) == 0 ? FILE : PostgresBinaries.PROGRAM);
        }
    }
}
