package dev.causeway.scenarios.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A named network namespace.
public record NetworkNamespace(String name) {

    /// Makes the namespace, with its loopback up.
    public static NetworkNamespace create(String name) {
        Program.run("ip", "netns", "add", name);
        NetworkNamespace made = new NetworkNamespace(name);
        made.ip("link", "set", "lo", "up");
        return made;
    }

    /// The names of all namespaces that start with a text.
    public static Stream<String> names(String start) {
        return Program.run("ip", "netns", "list")
                .lines()
                .map(line -> line.split(" ", -1)[0])
                .filter(name -> name.startsWith(start));
    }

    public boolean exists() {
        return Program.run("ip", "netns", "list")
                .lines()
                .anyMatch(line -> line.equals(name) || line.startsWith(name + " "));
    }

    /// Lets the namespace forward packets. What comes back may take another way than what went.
    public NetworkNamespace router() {
        run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0");
        return this;
    }

    /// Runs `ip` inside.
    public String ip(String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "-n", name));
        all.addAll(List.of(words));
        return Program.run(all);
    }

    /// Runs a command inside.
    public String run(String... words) {
        return Program.run(inside(List.of(words)));
    }

    /// Runs a command inside whose failure is an answer too.
    public Program.Output attempt(Duration limit, String... words) {
        return Program.attempt(limit, inside(List.of(words)));
    }

    /// Starts a process inside.
    public Background start(Path output, List<String> words) {
        return Background.start(output, inside(words));
    }

    /// Joins two namespaces by a cable. An address of `-` stands for none.
    public void cable(String link, String address, NetworkNamespace other, String otherLink, String otherAddress) {
        Program.run(
                "ip",
                "link",
                "add",
                link,
                "netns",
                name,
                "type",
                "veth",
                "peer",
                "name",
                otherLink,
                "netns",
                other.name);
        attach(link, address);
        other.attach(otherLink, otherAddress);
    }

    private void attach(String link, String address) {
        if (!address.equals("-")) {
            ip("addr", "add", address, "dev", link);
        }
        ip("link", "set", link, "up");
    }

    /// Kills the processes inside that have such a name.
    ///
    /// @return their pids
    public List<String> kill(String program) {
        List<String> killed = pids(program);
        killed.forEach(NetworkNamespace::kill9);
        return killed;
    }

    /// The processes inside that have such a name.
    public List<String> pids(String program) {
        return pids().filter(pid -> program.equals(nameOf(pid))).toList();
    }

    /// Ends all that runs inside and removes the namespace.
    public void delete() {
        if (!exists()) {
            return;
        }
        pids().forEach(NetworkNamespace::kill9);
        var _ = Program.attempt(List.of("ip", "netns", "del", name));
    }

    private Stream<String> pids() {
        return Program.attempt(List.of("ip", "netns", "pids", name))
                .out()
                .lines()
                .map(String::strip);
    }

    private static void kill9(String pid) {
        var _ = Program.attempt(List.of("kill", "-KILL", pid));
    }

    private static String nameOf(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "comm")).strip();
        } catch (IOException _) {
            return ""; // It has ended meanwhile.
        }
    }

    private List<String> inside(List<String> words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(words);
        return all;
    }
}
