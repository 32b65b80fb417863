package dev.causeway.agent.host;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The names that one instance uses on its host. All carry the instance's id, so that instances live side by side and
/// what an earlier process left behind is found by its name.
///
/// @param instance four hexadecimal digits in lower case
public record HostNames(String instance) {

    private static final Pattern INSTANCE = Pattern.compile("[0-9a-f]{4}");

    private static final String WORKER = "t-";
    private static final String WORKLOAD = "w-";
    private static final String NODE = "n-";
    private static final String VPC = "v-";

    public HostNames {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new IllegalArgumentException(
                    "an instance id is four hexadecimal digits in lower case, not '%s'".formatted(instance));
        }
    }

    public Namespace internet() {
        return new Namespace(prefix() + "inet");
    }

    public Namespace vpc(VpcId vpc) {
        return new Namespace(prefix() + VPC + vpc.shortId());
    }

    public Namespace workload(VpcId vpc, String name) {
        return new Namespace(workloads(vpc) + name);
    }

    public Namespace node(NodeId node) {
        return new Namespace(prefix() + NODE + node.shortId());
    }

    /// The namespace of the daemon that serves one connection.
    public Namespace worker(ConnectionId connection) {
        return new Namespace(prefix() + WORKER + connection.shortId());
    }

    /// What the names of all workloads of a VPC start with.
    public String workloads(VpcId vpc) {
        return prefix() + WORKLOAD + vpc.shortId() + "-";
    }

    /// What every namespace of the instance starts with.
    public String prefix() {
        return "cw-" + instance + "-";
    }

    public boolean owns(Namespace namespace) {
        return namespace.name().startsWith(prefix());
    }

    public boolean isNode(Namespace namespace) {
        return namespace.name().startsWith(prefix() + NODE);
    }

    public boolean isWorker(Namespace namespace) {
        return namespace.name().startsWith(prefix() + WORKER);
    }

    /// Puts namespaces of the instance before those that they hang on.
    public Comparator<Namespace> dependentFirst() {
        List<String> order = List.of(WORKER, WORKLOAD, NODE, VPC);
        return Comparator.comparingLong(namespace -> order.stream()
                .takeWhile(beginning -> !namespace.name().startsWith(prefix() + beginning))
                .count());
    }

    /// Where sockets, daemons' settings and their logs lie. Short, since the path of a socket has at most 107
    /// characters.
    public Path runtimeFolder() {
        return Path.of("/run", "causeway-" + instance);
    }

    public Path runtimeFolder(ConnectionId connection) {
        return runtimeFolder(worker(connection));
    }

    /// The same by the daemon's namespace.
    public Path runtimeFolder(Namespace worker) {
        return runtimeFolder().resolve(worker.name().substring(prefix().length()));
    }

    /// Where it is kept what table the namespace of a node was given.
    public Path tableFile(Namespace node) {
        return runtimeFolder().resolve(node.name() + ".nft");
    }
}
