package dev.causeway.scenarios.lab;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A node of a lab's gateway that the operator has taken out of use, until told otherwise.
public final class DrainedNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern PACKETS = Pattern.compile("counter packets (\\d+)");
    private static final String COUNTING = """
            add table ip test
            add chain ip test forward { type filter hook forward priority 100; }
            add rule ip test forward iifname != "eip0" counter
            """;

    private final Lab lab;
    private final int node;

    private DrainedNode(Lab lab, int node) {
        this.lab = lab;
        this.node = node;
    }

    /// Begins.
    ///
    /// @param node 1 or 2
    public static DrainedNode begin(Lab lab, int node) {
        lab.tenant().drain(lab.gateway(), node, true);
        return new DrainedNode(lab, node);
    }

    /// Waits until the node's host says that it is over.
    ///
    /// @return how it went, as the operator is shown it
    public JsonNode await() {
        return Waiting.until("node " + node + " drained", this::shown, DrainedNode::isDrained)
                .get("drain");
    }

    /// Waits until the node's host says that it is over and that nothing passes.
    public JsonNode awaitQuiet() {
        return Waiting.until(
                        "node " + node + " quiet",
                        this::shown,
                        shown -> isDrained(shown) && !shown.at("/drain/passing").booleanValue())
                .get("drain");
    }

    private static boolean isDrained(JsonNode shown) {
        return shown.get("state").stringValue().equals("drained");
    }

    private JsonNode shown() {
        return lab.tenant().node(lab.gateway(), node);
    }

    /// How many packets a node of a lab's gateway has passed on between the cloud and customers since this was
    /// asked for the first time. What peers send to the daemons of tunnels does not count.
    public static long passed(Lab lab, int node) {
        NetworkNamespace there = NodeRemoval.nodeOf(
                lab.cloud(), lab.gateway().eips().get(node - 1).address());
        String counting =
                there.attempt(PATIENCE, "nft", "list", "table", "ip", "test").out();
        if (counting.isEmpty()) {
            there.run("nft", COUNTING);
            return 0;
        }
        Matcher packets = PACKETS.matcher(counting);
        if (!packets.find()) {
            throw new IllegalStateException("nothing counts: " + counting);
        }
        return Long.parseLong(packets.group(1));
    }

    /// Lets the node serve again, and waits until its host says that it does.
    @Override
    public void close() {
        lab.tenant().drain(lab.gateway(), node, false);
        Waiting.until(
                "node " + node + " serving",
                () -> shown().get("state").stringValue().equals("serving"));
    }
}
