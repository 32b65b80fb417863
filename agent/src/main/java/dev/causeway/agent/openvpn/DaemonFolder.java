package dev.causeway.agent.openvpn;

import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of one daemon, and what they tell about it. It sees `daemon` alone, and may write nothing but
/// its socket.
///
/// ```
/// PATH/settings           with the key; root's
/// PATH/started, pid, ...  the agent's and the starter's
/// PATH/sessions/NUMBER    one for each client that was let in
/// PATH/daemon/ca          client CAs; for the daemon, PATH/ca
/// PATH/daemon/socket/m    for the daemon, PATH/socket/m
/// ```
record DaemonFolder(Path path) {

    /// In the environment of each daemon, so that it is known by it.
    static final String VARIABLE = "CAUSEWAY_DAEMON";

    private static final Pattern STARTED = Pattern.compile("(\\d+) ([0-9a-f]+) (\\S+) (\\d+)\n");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /// A daemon that runs.
    ///
    /// @param identity no other process of this host ever has the same
    /// @param fingerprint of the settings that it was started with
    record Running(ProcessHandle process, String identity, String fingerprint, DaemonBuild build) {}

    Path settings() {
        return path.resolve("settings");
    }

    Path log() {
        return path.resolve("daemon.log");
    }

    /// Where the starter complains.
    Path output() {
        return path.resolve("starter.out");
    }

    private Path socketFolder() {
        return path.resolve("daemon").resolve("socket");
    }

    Path socket() {
        return socketFolder().resolve("m");
    }

    /// Where the daemon makes it.
    Path socketInside() {
        return path.resolve("socket").resolve("m");
    }

    private Path authorities() {
        return path.resolve("daemon").resolve("ca");
    }

    Path authoritiesInside() {
        return path.resolve("ca");
    }

    private Path sessionFolder() {
        return path.resolve("sessions");
    }

    /// Makes what a new daemon sees, in which it is a user of its own.
    void enclose(int user) {
        List.of("pid", "started", "daemon/socket/m", "daemon.log", "starter.out")
                .forEach(name -> AtomicFile.delete(path.resolve(name)));
        List.of(socketFolder(), authorities(), path.resolve("root"), sessionFolder())
                .forEach(AtomicFile::makeFolder);
        try {
            for (Path seen : List.of(path.resolve("daemon"), authorities())) {
                Files.setPosixFilePermissions(seen, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.setPosixFilePermissions(socketFolder(), PosixFilePermissions.fromString("rwx------"));
            Files.setAttribute(socketFolder(), "unix:uid", user);
            Files.setAttribute(socketFolder(), "unix:gid", user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Once the socket is there, nothing else may come into its place: whatever is there the agent would
    /// speak to.
    void seal() {
        try {
            Files.setAttribute(socketFolder(), "unix:uid", 0);
            Files.setPosixFilePermissions(socketFolder(), PosixFilePermissions.fromString("r-xr-x---"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void started(ProcessHandle process, String fingerprint, DaemonBuild build) {
        AtomicFile.write(
                path.resolve("started"),
                "%d %s %s %d\n".formatted(process.pid(), fingerprint, build.version(), build.settings()));
    }

    /// The daemon, if it runs and was started to its end.
    Optional<Running> running() {
        return content(path.resolve("started"))
                .map(STARTED::matcher)
                .filter(Matcher::matches)
                .flatMap(words -> process(words.group(1))
                        .map(process -> new Running(
                                process,
                                process.pid() + "-" + Processes.beginning(process),
                                words.group(2),
                                new DaemonBuild(words.group(3), Integer.parseInt(words.group(4))))));
    }

    /// What was started last, whether it listens yet or not.
    Optional<ProcessHandle> process() {
        return content(path.resolve("pid")).flatMap(this::process);
    }

    private Optional<ProcessHandle> process(String number) {
        return Processes.startedWith(number.strip(), VARIABLE + "=" + path);
    }

    /// Whether something was started and is gone. While it becomes another program it has no environment for
    /// a moment, and so [#process] does not know it.
    boolean isGone() {
        return content(path.resolve("pid"))
                .map(String::strip)
                .filter(number -> NUMBER.matcher(number).matches())
                .filter(number -> ProcessHandle.of(Long.parseLong(number)).isEmpty())
                .isPresent();
    }

    /// Makes these the client CAs that the daemon finds. Names are numbered without a gap: it looks no
    /// further than the first that is missing.
    void authorities(List<AccessConfig.Authority> all) {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        all.stream()
                .flatMap(authority -> authority.certificates().stream())
                .map(PemForm::certificate)
                .distinct()
                .forEach(certificate -> {
                    String hash = NameHash.of(certificate.getSubjectX500Principal());
                    int number = numbers.merge(hash, 1, Integer::sum) - 1;
                    wanted.put(hash + "." + number, PemForm.write(certificate));
                });
        if (Files.isDirectory(authorities())) {
            wanted.forEach(this::publish);
            list(authorities()).stream()
                    .filter(file -> !wanted.containsKey(file.getFileName().toString()))
                    .forEach(AtomicFile::delete);
        }
    }

    /// A file that the daemon reads is there as a whole, and readable, from the beginning.
    private void publish(String name, String text) {
        Path file = authorities().resolve(name);
        if (content(file).equals(Optional.of(text))) {
            return;
        }
        Path fresh = path.resolve("ca.new");
        AtomicFile.write(fresh, text);
        try {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(ClientSession session) {
        AtomicFile.write(sessionFolder().resolve(Long.toString(session.client())), SessionForm.write(session));
    }

    void forget(ClientSession session) {
        AtomicFile.delete(sessionFolder().resolve(Long.toString(session.client())));
    }

    /// The clients that were let in, whether they are still there or not. What cannot be read is dropped.
    List<ClientSession> sessions() {
        List<ClientSession> all = new ArrayList<>();
        for (Path file : list(sessionFolder())) {
            content(file).flatMap(SessionForm::read).ifPresentOrElse(all::add, () -> AtomicFile.delete(file));
        }
        return all;
    }

    /// Removes all of it.
    void delete() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(AtomicFile::delete);
        } catch (NoSuchFileException _) {
            // It is gone already.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.delete(path.getParent());
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> content(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
