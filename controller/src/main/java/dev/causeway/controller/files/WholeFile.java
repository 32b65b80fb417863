package dev.causeway.controller.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes files so that nobody, and no start after a loss of power, finds half of one.
public final class WholeFile {

    private static final String OWNER_ONLY = "rw-------";

    private WholeFile() {}

    /// Makes a secret file that only its owner may read, unless there is one already: what another process makes at the
    /// same moment is never replaced.
    ///
    /// @return whether this call made it
    public static boolean createSecret(Path file, byte[] content) throws IOException {
        Path beside = beside(file, content, OWNER_ONLY);
        try {
            // Other than a move, a link fails when the name is taken.
            Files.createLink(file, beside);
            force(file.toAbsolutePath().getParent());
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            Files.delete(beside);
        }
    }

    /// Writes a file in the place of the one that may be there.
    ///
    /// @param permissions such as `rw-r--r--`
    public static void replace(Path file, byte[] content, String permissions) throws IOException {
        move(beside(file, content, permissions), file);
    }

    /// Writes a secret file that only its owner may read in the place of the one that may be there.
    public static void replaceSecret(Path file, byte[] content) throws IOException {
        replace(file, content, OWNER_ONLY);
    }

    /// Gives a file or folder its name in one step that lasts.
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        force(to.toAbsolutePath().getParent());
    }

    private static Path beside(Path file, byte[] content, String permissions) throws IOException {
        Path beside = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName() + ".",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.write(beside, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(permissions));
        return beside;
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }
}
