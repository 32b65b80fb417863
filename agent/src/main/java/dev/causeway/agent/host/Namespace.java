package dev.causeway.agent.host;

import java.nio.file.Path;

/// The name of a network namespace.
public record Namespace(String name) implements Comparable<Namespace> {

    /// Where `ip netns` keeps namespaces: a file for each, named like it.
    static final Path FOLDER = Path.of("/run/netns");

    public Path file() {
        return FOLDER.resolve(name);
    }

    @Override
    public int compareTo(Namespace other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
