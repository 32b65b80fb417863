package dev.causeway.controller.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Takes all nodes of VPN gateways on a host out of use, or puts them back, and waits until they are.
final class HostDrain {

    /// A node waits for 30 s at most, and its host and the service are heard a moment later.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Credentials operator;
    private final PrintStream out;
    private final String nodes;
    private final boolean drained;

    private HostDrain(Credentials operator, PrintStream out, String host, boolean drained) {
        this.operator = operator;
        this.out = out;
        this.nodes = HostCalls.PATH + "/" + host + "/vpn-gateway-nodes";
        this.drained = drained;
    }

    /// Says what became of each node in a line.
    ///
    /// @return whether each of them is as it shall be
    static boolean run(Credentials operator, String name, boolean drained, PrintStream out)
            throws IOException, InterruptedException {
        return new HostDrain(operator, out, HostCalls.id(operator, name), drained).run();
    }

    private boolean run() throws IOException, InterruptedException {
        boolean all = true;
        List<String> due = new ArrayList<>();
        for (JsonNode node : list().values()) {
            Answer answer = Calls.call(
                    operator,
                    "PUT",
                    "/admin/v1/vpn-gateways/%s/nodes/%d"
                            .formatted(
                                    node.path("vgw_id").asString(),
                                    node.path("index").asInt()),
                    PrettyJson.write(Map.of("node", Map.of("drained", drained))));
            if (answer.failed()) {
                all = false;
                out.println(name(node) + ": refused: "
                        + PrettyJson.parse(answer.body()).path("error_msg").asString(answer.body()));
            } else {
                due.add(node.path("id").asString());
            }
        }
        return await(due) && all;
    }

    private Map<String, JsonNode> list() throws IOException, InterruptedException {
        Answer answer = Calls.call(operator, "GET", nodes, "").orRefuse("the nodes cannot be listed");
        Map<String, JsonNode> all = new LinkedHashMap<>();
        PrettyJson.parse(answer.body())
                .path("nodes")
                .forEach(node -> all.put(node.path("id").asString(), node));
        return all;
    }

    private boolean await(List<String> due) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<String> left = new ArrayList<>(due);
        while (true) {
            Map<String, JsonNode> now = list();
            left.removeIf(id -> !now.containsKey(id) || isDone(now.get(id)));
            if (left.isEmpty() || System.nanoTime() > end) {
                left.forEach(id -> out.println(name(now.get(id)) + ": still " + state(now.get(id))));
                return left.isEmpty();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private boolean isDone(JsonNode node) {
        boolean done = state(node).equals(drained ? "drained" : "serving");
        if (done) {
            out.println(name(node) + ": " + (drained ? ended(node.path("drain")) : "serving"));
        }
        return done;
    }

    private static String ended(JsonNode drain) {
        String after = "drained after " + drain.path("seconds").asString() + " s";
        return drain.path("passing").asBoolean() ? after + ", and packets still pass" : after;
    }

    private static String state(JsonNode node) {
        return node.path("state").asString();
    }

    private static String name(JsonNode node) {
        return node.path("vgw_id").asString() + " node " + node.path("index").asInt();
    }
}
