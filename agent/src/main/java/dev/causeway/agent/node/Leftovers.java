package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Processes;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.VpcDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Things on the host that carry the instance's id though no document mentions them: an earlier process made them and
/// could not take them away.
public final class Leftovers {

    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    private final HostNames names;
    private final Namespaces namespaces;
    private Set<Namespace> suspects = Set.of();

    public Leftovers(HostNames names, Namespaces namespaces) {
        this.names = names;
        this.namespaces = namespaces;
    }

    /// Removes what was seen without a document for the second time: at the first time someone may be about to remove
    /// it properly.
    ///
    /// @return whether there is something that has been seen once
    boolean removeUnmentioned(Wanted wanted) {
        Set<Namespace> unmentioned = unmentioned(wanted);
        unmentioned.stream().filter(suspects::contains).forEach(this::remove);
        unmentioned.removeAll(suspects);
        suspects = unmentioned;
        return !suspects.isEmpty();
    }

    private Set<Namespace> unmentioned(Wanted wanted) {
        Set<Namespace> mentioned = new HashSet<>();
        Set<String> workloads = new HashSet<>();
        mentioned.add(names.internet());
        for (Document document : wanted.documents().values()) {
            switch (document) {
                case InternetDocument _ -> {}
                case VpcDocument vpc -> {
                    mentioned.add(names.vpc(vpc.vpc()));
                    workloads.add(names.workloads(vpc.vpc()));
                }
                case NodeDocument node -> {
                    mentioned.add(names.node(node.node()));
                    node.tunnels().forEach(tunnel -> mentioned.add(names.worker(tunnel.connection())));
                }
            }
        }
        return namespaces.list().stream()
                .filter(names::owns)
                .filter(namespace -> !mentioned.contains(namespace))
                .filter(namespace -> workloads.stream().noneMatch(namespace.name()::startsWith))
                .collect(Collectors.toSet());
    }

    /// Removes everything that carries the instance's id: daemons, namespaces and runtime files.
    public void removeEverything() {
        Processes.startedWith(names.runtimeFolder() + "/").forEach(ProcessHandle::destroyForcibly);
        // Workers and workloads before what they hang on.
        namespaces.list().stream()
                .filter(names::owns)
                .sorted(Comparator.comparingInt(Leftovers::rank))
                .forEach(namespaces::evict);
        deleteFolder(names.runtimeFolder());
    }

    private void remove(Namespace namespace) {
        LOG.log(System.Logger.Level.INFO, "removing {0}, which no document mentions", namespace);
        namespaces.evict(namespace);
        AtomicFile.delete(names.tableFile(namespace));
        String worker = names.prefix() + "t-";
        if (namespace.name().startsWith(worker)) {
            deleteFolder(names.runtimeFolder().resolve("t-" + namespace.name().substring(worker.length())));
        }
    }

    private static int rank(Namespace namespace) {
        return List.of('t', 'w', 'n', 'v').indexOf(namespace.name().charAt("cw-0000-".length())) & 0xff;
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
