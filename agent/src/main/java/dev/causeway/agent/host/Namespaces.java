package dev.causeway.agent.host;

import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Network namespaces of the host. Many changes go into one process (`ip -batch`), since starting a process costs more
/// than any of them.
public final class Namespaces {

    private static final System.Logger LOG = System.getLogger(Namespaces.class.getName());
    private static final String EVERYTHING = "addr show\nroute show table all\nrule show\n";

    private final CommandRunner commands;

    public Namespaces(CommandRunner commands) {
        this.commands = commands;
    }

    /// The names of all namespaces on the host.
    public SortedSet<Namespace> list() {
        try (Stream<Path> files = Files.list(Namespace.FOLDER)) {
            return files.map(file -> new Namespace(file.getFileName().toString()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (NoSuchFileException _) {
            return new TreeSet<>();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    /// One link of a namespace; none if it has no such link, or is not there itself.
    public Optional<Link> link(Namespace namespace, String name) {
        if (!exists(namespace)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(NetworkReader.readLinks(
                            commands.run("ip", "-n", namespace.name(), "-j", "-d", "addr", "show", "dev", name))
                    .get(name));
        } catch (CommandFailed e) {
            LOG.log(System.Logger.Level.TRACE, "{0}", e.getMessage());
            return Optional.empty();
        }
    }

    /// What a namespace holds now.
    public NetworkView view(Namespace namespace) {
        return NetworkReader.read(commands.run(Command.of("ip", "-n", namespace.name(), "-j", "-d", "-batch", "-")
                .withInput(EVERYTHING)));
    }

    /// Carries out lines such as `link set eip0 up`, each as `ip` takes them, in order, until one fails.
    public void batch(Namespace namespace, List<String> lines) {
        if (!lines.isEmpty()) {
            commands.run(
                    Command.of("ip", "-n", namespace.name(), "-batch", "-").withInput(String.join("\n", lines) + "\n"));
        }
    }

    /// A command that runs inside a namespace.
    public static Command inside(Namespace namespace, String... arguments) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + namespace.file(), "--"));
        all.addAll(List.of(arguments));
        return Command.of(all);
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
        return commands.run(inside(namespace, arguments.toArray(String[]::new)))
                .lines()
                .map(line -> line.split(" = ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts.length > 1 ? parts[1] : ""));
    }
}
