package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Takes a gateway node away and holds it away: its namespace and the daemons of its connections are killed
/// and removed, and removed again as soon as the agent has begun to bring them back. Closing it lets the
/// agent succeed.
public final class NodeRemoval implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(50);

    private final List<NetworkNamespace> taken;
    private final Thread thread;
    private volatile boolean over;

    private NodeRemoval(List<NetworkNamespace> taken) {
        this.taken = taken;
        this.thread = Thread.ofVirtual().unstarted(this::hold);
    }

    /// Begins at once.
    ///
    /// @param eip the address of the node
    /// @param connections those that the node serves
    public static NodeRemoval begin(Cloud cloud, String eip, List<String> connections) {
        Stream<NetworkNamespace> workers = connections.stream().map(id -> cloud.namespace("t", id));
        List<NetworkNamespace> taken =
                Stream.concat(Stream.of(nodeOf(cloud, eip)), workers).toList();
        taken.forEach(NetworkNamespace::delete);
        NodeRemoval removal = new NodeRemoval(taken);
        removal.thread.start();
        return removal;
    }

    /// The namespace of the node that has an address.
    public static NetworkNamespace nodeOf(Cloud cloud, String eip) {
        return NetworkNamespace.names(cloud.names().prefix() + "n-")
                .map(NetworkNamespace::new)
                .filter(node -> node.attempt(Duration.ofSeconds(5), "ip", "-o", "addr", "show", "dev", "eip0")
                        .out()
                        .contains(" " + eip + "/"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node has " + eip));
    }

    private void hold() {
        while (!over) {
            taken.forEach(NetworkNamespace::delete);
            Waiting.pause(STEP);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
