package dev.causeway.agent.ipsec;

import dev.causeway.agent.process.AtomicFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where counters stand, so that they go on over the agent's restart. A tunnel is more than its counters: that they
/// cannot be written keeps nobody from looking after it.
final class CounterFile {

    private static final System.Logger LOG = System.getLogger(CounterFile.class.getName());

    private final Path file;
    private boolean failed;

    CounterFile(Path file) {
        this.file = file;
    }

    /// Replaces what stands there, unless the folder is gone.
    ///
    /// @return whether it need not be tried again
    synchronized boolean write(String text) {
        if (!Files.isDirectory(file.getParent())) {
            return true;
        }
        try {
            AtomicFile.write(file, text);
            failed = false;
        } catch (UncheckedIOException e) {
            if (!failed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "counters cannot be written and would be old ones after a restart: {0}",
                        e.getCause().toString());
            }
            failed = true;
        }
        return !failed;
    }
}
