package dev.causeway.agent.routing;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a node's speaker. The daemons see `daemons` as `/run/frr`, which is theirs, and write into
/// what lies in `log`.
///
/// ```
/// PATH/applied                  what bgpd was told; the agent's
/// PATH/daemons/NAME.vty, .pid   sockets and numbers
/// PATH/log/NAME.log
/// ```
record FrrFolder(Path path) {

    /// In the environment of each daemon, so that it is known by it.
    static final String VARIABLE = "CAUSEWAY_ROUTING";

    static final String USER = "frr";

    /// Nobody's log is longer, in units of 512 bytes, but for what it held when its daemon started.
    static final int LONGEST_LOG = 8192;

    Path applied() {
        return path.resolve("applied");
    }

    private Path daemons() {
        return path.resolve("daemons");
    }

    private Path logs() {
        return path.resolve("log");
    }

    Path socket(FrrDaemon daemon) {
        return daemons().resolve(daemon.program() + ".vty");
    }

    private Path number(FrrDaemon daemon) {
        return daemons().resolve(daemon.program() + ".pid");
    }

    Path log(FrrDaemon daemon) {
        return logs().resolve(daemon.program() + ".log");
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /// Makes what daemons need that are about to start.
    void prepare(List<FrrDaemon> starting) {
        AtomicFile.makeFolder(path);
        AtomicFile.makeFolder(daemons());
        AtomicFile.makeFolder(logs());
        try {
            UserPrincipalLookupService users = path.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(daemons(), users.lookupPrincipalByName(USER));
            for (FrrDaemon daemon : starting) {
                AtomicFile.delete(number(daemon));
                AtomicFile.delete(socket(daemon));
                if (Files.exists(log(daemon)) && Files.size(log(daemon)) > LONGEST_LOG * 256L) {
                    AtomicFile.delete(log(daemon));
                }
            }
        } catch (UserPrincipalNotFoundException e) {
            throw new IllegalStateException("FRR is not installed: there is no user " + e.getName(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The daemon, if it runs.
    Optional<ProcessHandle> process(FrrDaemon daemon) {
        try {
            return Processes.startedWith(Files.readString(number(daemon)).strip(), variable());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// What tells this process from any other that was or will be.
    static String identity(ProcessHandle process) {
        return process.pid() + "-" + Processes.beginning(process);
    }

    /// All that was started, whether it has come far enough to be known or not.
    List<ProcessHandle> processes() {
        return Processes.startedWith(variable() + "\0");
    }

    String variable() {
        return VARIABLE + "=" + path;
    }

    Optional<AppliedLines> readApplied() {
        try {
            return AppliedLines.read(Files.readString(applied(), StandardCharsets.US_ASCII));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    void write(AppliedLines lines) {
        AtomicFile.write(applied(), lines.write());
    }

    /// Removes all of it.
    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(AtomicFile::delete);
        } catch (NoSuchFileException _) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.delete(path.getParent());
        AtomicFile.delete(path.getParent().getParent());
    }
}
