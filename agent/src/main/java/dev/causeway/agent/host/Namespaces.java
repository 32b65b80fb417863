package dev.causeway.agent.host;

import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Network namespaces of the host. Many changes go into one process (`ip -batch`), since starting a process costs more
/// than any of them.
public final class Namespaces {

    private static final System.Logger LOG = System.getLogger(Namespaces.class.getName());
    private static final Path SETTINGS = Path.of("/proc/sys");
    private static final String EVERYTHING = "addr show\nroute show table all\nrule show\n";

    /// Arguments: the namespace, its file, the names of settings, and then pairs of a namespace and a link.
    private static final String LOOK = """
            set -e
            ip -n "$1" -N -j -d -batch -
            echo; echo --
            [ -z "$3" ] || nsenter --net="$2" -- sysctl $3
            shift 3
            while [ $# -gt 0 ]; do
              echo --
              ip -n "$1" -N -j -d addr show dev "$2" 2>/dev/null || true
              shift 2
            done
            """;

    /// Arguments: pairs of a program with the options that name a namespace, and lines.
    private static final String BATCHES = """
            set -e
            while [ $# -gt 0 ]; do
              printf %s "$2" | $1 -batch -
              shift 2
            done
            """;

    /// The kernel takes no argument of 128 KiB or more.
    private static final int LONGEST_ARGUMENT = 100_000;

    private final CommandRunner commands;
    private volatile Listing last;

    /// What lay in the folder of namespaces at its last change.
    private record Listing(FileTime changed, NavigableSet<Namespace> namespaces) {}

    public Namespaces(CommandRunner commands) {
        this.commands = commands;
    }

    /// The names of all namespaces on the host.
    public NavigableSet<Namespace> list() {
        try {
            FileTime changed = Files.getLastModifiedTime(Namespace.FOLDER);
            Listing known = last;
            if (known != null && known.changed().equals(changed)) {
                return known.namespaces();
            }
            NavigableSet<Namespace> namespaces = read();
            // The time of a change is told in ticks: another one may yet come in the same tick.
            boolean over = changed.toInstant().plusSeconds(1).isBefore(Instant.now());
            last = over ? new Listing(changed, namespaces) : null;
            return namespaces;
        } catch (NoSuchFileException _) {
            return Collections.emptyNavigableSet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All whose names start with a text.
    public List<Namespace> startingWith(String beginning) {
        return list().tailSet(new Namespace(beginning), true).stream()
                .takeWhile(namespace -> namespace.name().startsWith(beginning))
                .toList();
    }

    private static NavigableSet<Namespace> read() throws IOException {
        try (Stream<Path> files = Files.list(Namespace.FOLDER)) {
            return Collections.unmodifiableNavigableSet(
                    files.map(file -> new Namespace(file.getFileName().toString()))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /// Whether there is such a namespace. A file alone is none: a namespace is mounted on its file.
    public boolean exists(Namespace namespace) {
        try {
            return !Files.getAttribute(namespace.file(), "unix:dev")
                    .equals(Files.getAttribute(Namespace.FOLDER, "unix:dev"));
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes a namespace with its loopback switched on.
    public void create(Namespace namespace) {
        add(namespace);
        batch(namespace, List.of("link set lo up"));
    }

    /// Makes a namespace in which not even the loopback is switched on.
    public void add(Namespace namespace) {
        removeBareFile(namespace);
        commands.run("ip", "netns", "add", namespace.name());
    }

    /// Removes a namespace. Its links go first: the kernel takes a namespace apart later, and until then their other
    /// ends would be in the way of new ones. Processes in it must have ended.
    public void delete(Namespace namespace) {
        if (!exists(namespace)) {
            removeBareFile(namespace);
            return;
        }
        List<String> removals = view(namespace).links().values().stream()
                .filter(link -> !link.kind().isEmpty())
                .map(link -> "link del " + link.name())
                .toList();
        removeLinks(namespace, removals);
        commands.run("ip", "netns", "del", namespace.name());
    }

    /// What remains when making or removing a namespace was interrupted.
    private void removeBareFile(Namespace namespace) {
        try {
            if (!exists(namespace)) {
                Files.deleteIfExists(namespace.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends every process in a namespace and removes it.
    public void evict(Namespace namespace) {
        if (exists(namespace)) {
            commands.run("ip", "netns", "pids", namespace.name())
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .forEach(ProcessHandle::destroyForcibly);
        }
        delete(namespace);
    }

    private void removeLinks(Namespace namespace, List<String> removals) {
        try {
            commands.run(Command.of("ip", "-n", namespace.name(), "-force", "-batch", "-")
                    .withInput(String.join("\n", removals) + "\n"));
        } catch (CommandFailed e) {
            // A link may go by itself meanwhile: with its other end, or with the daemon that made it.
            LOG.log(System.Logger.Level.DEBUG, "while taking {0} apart: {1}", namespace, e.getMessage());
        }
    }

    /// What a namespace holds now, its kernel settings of these names, and links of other namespaces: all of it in one
    /// process that this one has to start.
    ///
    /// @param ports namespaces and names of links; of those that are not there nothing is told
    public Sight look(Namespace namespace, Collection<String> settings, List<Port> ports) {
        List<String> arguments = new ArrayList<>(List.of(
                "sh", "-c", LOOK, "look", namespace.name(), namespace.file().toString(), String.join(" ", settings)));
        ports.forEach(port -> arguments.addAll(List.of(port.namespace().name(), port.link())));
        List<String> answers = List.of(
                commands.run(Command.of(arguments).withInput(EVERYTHING)).split("(?m)^--\n", -1));
        Map<Port, NetworkLink> found = new HashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            Port port = ports.get(i);
            String answer = answers.get(2 + i);
            Map<String, NetworkLink> links = answer.isBlank() ? Map.of() : NetworkReader.readLinks(answer);
            Optional.ofNullable(links.get(port.link())).ifPresent(link -> found.put(port, link));
        }
        return new Sight(NetworkReader.read(answers.getFirst()), readSettings(answers.get(1)), found);
    }

    /// A link and the namespace it is in.
    public record Port(Namespace namespace, String link) {}

    /// What a look showed.
    public record Sight(NetworkView view, Map<String, String> settings, Map<Port, NetworkLink> ports) {

        public Sight {
            settings = Map.copyOf(settings);
            ports = Map.copyOf(ports);
        }
    }

    /// What a namespace holds now.
    public NetworkView view(Namespace namespace) {
        return NetworkReader.read(commands.run(Command.of("ip", "-n", namespace.name(), "-N", "-j", "-d", "-batch", "-")
                .withInput(EVERYTHING)));
    }

    /// Carries out lines such as `link set eip0 up`, each as `ip` takes them, in order, until one fails.
    public void batch(Namespace namespace, List<String> lines) {
        if (!lines.isEmpty()) {
            commands.run(
                    Command.of("ip", "-n", namespace.name(), "-batch", "-").withInput(String.join("\n", lines) + "\n"));
        }
    }

    /// Who carries out lines: `ip`, or `bridge` for what a bridge knows of hardware addresses.
    public enum Tool {
        IP,
        BRIDGE
    }

    /// Lines for one namespace.
    ///
    /// @param namespace absent: the host's own
    public record Batch(Optional<Namespace> namespace, Tool tool, List<String> lines) {

        public static Batch in(Namespace namespace, String... lines) {
            return in(namespace, List.of(lines));
        }

        public static Batch in(Namespace namespace, List<String> lines) {
            return new Batch(Optional.of(namespace), Tool.IP, lines);
        }

        public static Batch onHost(String... lines) {
            return new Batch(Optional.empty(), Tool.IP, List.of(lines));
        }

        /// Whether lines of the other one can follow in this one.
        public boolean isLike(Batch other) {
            return namespace.equals(other.namespace) && tool == other.tool;
        }

        /// The program, and what makes it act in the namespace.
        private List<String> program() {
            String name = tool.name().toLowerCase(Locale.ROOT);
            return namespace.map(in -> List.of(name, "-n", in.name())).orElse(List.of(name));
        }

        private String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    /// Carries out lines in several namespaces, one after the other, until one fails.
    public void batches(List<Batch> batches) {
        if (batches.isEmpty()) {
            return;
        }
        if (batches.stream().anyMatch(batch -> batch.text().length() > LONGEST_ARGUMENT)) {
            batches.forEach(this::batch);
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", BATCHES, "batches"));
        for (Batch batch : batches) {
            arguments.add(String.join(" ", batch.program()));
            arguments.add(batch.text());
        }
        commands.run(Command.of(arguments));
    }

    private void batch(Batch batch) {
        List<String> arguments = new ArrayList<>(batch.program());
        arguments.addAll(List.of("-batch", "-"));
        commands.run(Command.of(arguments).withInput(batch.text()));
    }

    /// A command that runs inside a namespace.
    public static Command inside(Namespace namespace, String... arguments) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + namespace.file(), "--"));
        all.addAll(List.of(arguments));
        return Command.of(all);
    }

    /// Whether the kernel has a setting of this name, such as `net.ipv4.ip_forward`.
    public boolean knows(String setting) {
        return Files.exists(SETTINGS.resolve(setting.replace('.', '/')));
    }

    /// Gives kernel settings of a namespace, such as `net.ipv4.ip_forward`, their values.
    public void set(Namespace namespace, Map<String, String> settings) {
        if (!settings.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("sysctl", "-q", "-w"));
            settings.forEach((name, value) -> arguments.add(name + "=" + value));
            commands.run(inside(namespace, arguments.toArray(String[]::new)));
        }
    }

    /// Reads kernel settings of a namespace.
    public Map<String, String> settings(Namespace namespace, List<String> names) {
        List<String> arguments = new ArrayList<>(List.of("sysctl"));
        arguments.addAll(names);
        return readSettings(commands.run(inside(namespace, arguments.toArray(String[]::new))));
    }

    private static Map<String, String> readSettings(String text) {
        return text.lines()
                .map(line -> line.split(" = ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts.length > 1 ? parts[1] : ""));
    }
}
