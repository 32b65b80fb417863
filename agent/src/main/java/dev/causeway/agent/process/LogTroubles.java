package dev.causeway.agent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is wrong with the logs of daemons. Nothing waits for a log, and daemons are looked at every few
/// seconds: so each trouble is told once, and once more when it is over.
public final class LogTroubles {

    private static final System.Logger LOG = System.getLogger(LogTroubles.class.getName());

    private final Map<Trouble, String> open = new ConcurrentHashMap<>();

    /// What is wrong.
    public enum Kind {
        READING("cannot be read"),
        WRITING("takes no line"),
        MAKING("cannot be made"),
        REMOVING("cannot be removed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /// @param file or folder of a log
    private record Trouble(Path file, Kind kind) {

        @Override
        public String toString() {
            return "log of a daemon, " + file + ": it " + kind.words;
        }
    }

    /// Something is wrong.
    public void tell(Path file, Kind kind, IOException why) {
        var trouble = new Trouble(file, kind);
        if (open.put(trouble, why.toString()) == null) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", trouble, why.toString());
        }
    }

    /// Something is wrong.
    public void tell(Path file, Kind kind, UncheckedIOException why) {
        tell(file, kind, why.getCause());
    }

    /// That is over, if it was so.
    public void over(Path file, Kind kind) {
        var trouble = new Trouble(file, kind);
        if (open.remove(trouble) != null) {
            LOG.log(System.Logger.Level.INFO, "{0}: this is over", trouble);
        }
    }

    /// The folder is gone, and all that was wrong in it.
    public void forget(Path folder) {
        open.keySet().removeIf(trouble -> trouble.file.startsWith(folder));
    }

    /// What is wrong now, in words.
    public List<String> all() {
        return open.entrySet().stream()
                .map(trouble -> trouble.getKey() + ": " + trouble.getValue())
                .sorted()
                .toList();
    }
}
