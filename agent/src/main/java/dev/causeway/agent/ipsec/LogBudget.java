package dev.causeway.agent.ipsec;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.LogTroubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How much disk the logs of all daemons of a host may take. Each has a folder, in which two files are kept, and all
/// have the same share.
final class LogBudget {

    /// Bytes.
    private static final long HOST = 512L << 20;

    private static final int FILES = 2;
    private static final long LONGEST = 4 << 20;
    private static final long SHORTEST = 16 << 10;

    private static final Duration COUNT_AGAIN = Duration.ofMinutes(1);

    /// So long a log stays that belongs to no daemon any more. Those of connections that are deleted go at once.
    private static final Duration KEPT = Duration.ofDays(30);

    private final Path folder;
    private final Predicate<String> inUse;
    private final LogTroubles troubles;
    private long length;
    private long counted;

    /// @param folder the one with the daemons' folders
    /// @param inUse whether there is a daemon for a folder of such a name
    LogBudget(Path folder, Predicate<String> inUse, LogTroubles troubles) {
        this.folder = folder;
        this.inUse = inUse;
        this.troubles = troubles;
    }

    /// How long a file may become before the next one is begun.
    synchronized long fileLength() {
        long now = System.nanoTime();
        if (length == 0 || now - counted > COUNT_AGAIN.toNanos()) {
            length = count();
            counted = now;
        }
        return length;
    }

    private long count() {
        try {
            long share = share(daemons());
            troubles.over(folder, LogTroubles.Kind.READING);
            return share;
        } catch (UncheckedIOException e) {
            troubles.tell(folder, LogTroubles.Kind.READING, e);
            return length == 0 ? SHORTEST : length;
        }
    }

    /// How long a file can become while no agent runs that would begin the next one.
    long mostOfOneFile() {
        return FILES * fileLength();
    }

    static long share(long daemons) {
        return Math.clamp(HOST / FILES / Math.max(1, daemons), SHORTEST, LONGEST);
    }

    private long daemons() {
        List<Path> all = list(folder);
        Instant old = Instant.now().minus(KEPT);
        List<Path> forgotten = all.stream()
                .filter(logs -> !inUse.test(logs.getFileName().toString()))
                .filter(logs -> list(logs).stream().allMatch(file -> isBefore(file, old)) && isBefore(logs, old))
                .toList();
        forgotten.forEach(logs -> {
            list(logs).forEach(AtomicFile::delete);
            AtomicFile.delete(logs);
        });
        return (long) all.size() - forgotten.size();
    }

    private static boolean isBefore(Path file, Instant time) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (IOException _) {
            return false; // It went meanwhile.
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
