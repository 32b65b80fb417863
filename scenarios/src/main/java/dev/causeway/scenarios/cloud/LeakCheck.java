package dev.causeway.scenarios.cloud;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Looks for what should have gone: namespaces, processes, files, and anything in the host's own network, which the
/// service never touches.
public final class LeakCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Cloud cloud;
    private final Set<String> before;

    private LeakCheck(Cloud cloud) {
        this.cloud = cloud;
        this.before = snapshot();
    }

    /// Remembers how the host looks now.
    public static LeakCheck begin(Cloud cloud) {
        return new LeakCheck(cloud);
    }

    /// What is there now and was not there at the beginning, once nothing more goes away.
    public Set<String> left() {
        return settled(line -> !before.contains(line));
    }

    /// What still carries one of these identifiers, once nothing more goes away.
    public Set<String> leftOf(Collection<String> ids) {
        List<String> shortIds = ids.stream().map(id -> id.substring(0, 8)).toList();
        return settled(line -> shortIds.stream().anyMatch(line::contains));
    }

    private Set<String> settled(Predicate<String> unwanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Set<String> left = matching(unwanted);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Waiting.pause(Duration.ofMillis(200));
            left = matching(unwanted);
        }
        return left;
    }

    private Set<String> matching(Predicate<String> unwanted) {
        Set<String> lines = snapshot();
        lines.removeIf(unwanted.negate());
        return lines;
    }

    private Set<String> snapshot() {
        Set<String> lines = new TreeSet<>();
        add(lines, "namespace ", NetworkNamespace.names(cloud.names().prefix()));
        add(lines, "namespace ", NetworkNamespace.names("site-" + cloud.instance() + "-"));
        add(lines, "process ", processes());
        add(lines, "", files(cloud.names().runtimeFolder()));
        // The folder of the daemons' logs stays, and nothing in it.
        String logs = cloud.data().resolve("agent/log").toString();
        add(lines, "", files(cloud.data().resolve("agent")).filter(file -> !file.equals(logs)));
        add(lines, "link ", ownLinks());
        add(
                lines,
                "route ",
                Program.run("ip", "-4", "route", "show", "table", "all").lines());
        add(lines, "rule ", Program.run("ip", "-4", "rule").lines());
        add(lines, "table ", Program.run("nft", "list", "tables").lines());
        return lines;
    }

    private static void add(Set<String> lines, String kind, Stream<String> found) {
        found.map(line -> kind + line.strip()).forEach(lines::add);
    }

    private static Stream<String> ownLinks() {
        return Program.run("ip", "-o", "link").lines().map(line -> line.split(": ", -1)[1]);
    }

    /// Processes are known by the instance's folder or id in their arguments or environment.
    private Stream<String> processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all
                    .filter(folder -> folder.getFileName().toString().chars().allMatch(Character::isDigit))
                    .flatMap(folder -> describe(folder).stream())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> describe(Path folder) {
        String own = cloud.names().runtimeFolder().toString();
        String arguments = text(folder.resolve("cmdline"));
        String environment = text(folder.resolve("environ"));
        if (arguments.contains(own) || environment.contains(own)) {
            return List.of(folder.getFileName() + " " + arguments + " " + setting(environment, own));
        }
        return List.of();
    }

    private static String setting(String environment, String own) {
        return Stream.of(environment.split(" ", -1))
                .filter(one -> one.contains(own))
                .findFirst()
                .orElse("");
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException _) {
            return ""; // It has ended meanwhile, or is a thread of the kernel.
        }
    }

    private static Stream<String> files(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).toList().stream();
        } catch (UncheckedIOException | NoSuchFileException _) {
            return files(folder); // Something went away under our eyes: look again.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
