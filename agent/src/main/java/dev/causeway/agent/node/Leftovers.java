package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Things on the host that carry the instance's id though no document mentions them.
public final class Leftovers {

    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    private final HostNames names;
    private final Namespaces namespaces;
    private Set<Namespace> suspects = Set.of();
    private volatile List<String> strangers = List.of();
    private volatile boolean discard;

    public Leftovers(HostNames names, Namespaces namespaces) {
        this.names = names;
        this.namespaces = namespaces;
    }

    /// From now on what no document mentions is removed, until none of it is left.
    void discard() {
        discard = true;
    }

    /// What was seen twice that no document mentions, by its name on the host.
    List<String> strangers() {
        return strangers;
    }

    /// Looks for what no document mentions. It stays, as nobody has ever said that it shall go: a restored database may
    /// lack its document. Only a daemon's namespace goes by itself, as the documents of all nodes say that its
    /// connection is nobody's. Nothing is done at the first sight: then someone may be about to remove it properly.
    ///
    /// @param mentioned what documents mention
    /// @return whether there is something that has been seen once
    boolean lookAt(Collection<Claim> mentioned) {
        boolean discarding = discard;
        Set<Namespace> unmentioned = unmentioned(mentioned);
        boolean allNodesKnown = mentioned.stream().allMatch(Claim::whole)
                && unmentioned.stream().noneMatch(names::isNode);
        Set<Namespace> strange = unmentioned.stream()
                .filter(suspects::contains)
                .filter(namespace -> !discarding && !(allNodesKnown && names.isWorker(namespace)))
                .collect(Collectors.toSet());
        unmentioned.stream()
                .filter(suspects::contains)
                .filter(namespace -> !strange.contains(namespace))
                .forEach(this::remove);
        boolean seenOnce = !suspects.containsAll(unmentioned);
        if (discarding && !seenOnce) {
            discard = false;
        }
        suspects = unmentioned;
        tell(strange.stream().map(Namespace::name).sorted().toList());
        return seenOnce;
    }

    private void tell(List<String> strange) {
        strange.stream()
                .filter(name -> !strangers.contains(name))
                .forEach(name -> LOG.log(
                        System.Logger.Level.WARNING, "no document mentions {0}: it stays until it is given up", name));
        strangers = strange;
    }

    private Set<Namespace> unmentioned(Collection<Claim> mentioned) {
        Set<Namespace> known = new HashSet<>();
        NavigableSet<String> beginnings = new TreeSet<>();
        mentioned.forEach(claim -> {
            known.addAll(claim.namespaces());
            beginnings.addAll(claim.beginnings());
        });
        return namespaces.list().stream()
                .filter(names::owns)
                .filter(namespace -> !known.contains(namespace))
                .filter(namespace -> !startsWithAny(namespace.name(), beginnings))
                .collect(Collectors.toSet());
    }

    /// None of the beginnings is the beginning of another.
    private static boolean startsWithAny(String name, NavigableSet<String> beginnings) {
        String before = beginnings.floor(name);
        return before != null && name.startsWith(before);
    }

    /// Removes everything that carries the instance's id: daemons, namespaces and runtime files.
    public void removeEverything() {
        Processes.startedWith(names.runtimeFolder() + "/").forEach(ProcessHandle::destroyForcibly);
        namespaces.list().stream()
                .filter(names::owns)
                .sorted(names.dependentFirst())
                .forEach(namespaces::evict);
        deleteFolder(names.runtimeFolder());
    }

    private void remove(Namespace namespace) {
        LOG.log(System.Logger.Level.INFO, "removing {0}, which no document mentions", namespace);
        namespaces.evict(namespace);
        AtomicFile.delete(names.tableFile(namespace));
        if (names.isWorker(namespace) || names.isNode(namespace)) {
            deleteFolder(names.runtimeFolder(namespace));
        }
    }

    private static void deleteFolder(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
