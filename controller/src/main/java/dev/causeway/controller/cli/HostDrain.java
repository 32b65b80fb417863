package dev.causeway.controller.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private Outcome outcome = Outcome.DONE;

    /// From good to bad.
    enum Outcome {
        /// Each node is as it shall be, and nothing is lost when the host goes.
        DONE,
        /// It was waited for, and something is lost when the host goes.
        NOT_SAFE,
        /// A node is not as it shall be.
        NOT_DONE
    }

    private HostDrain(Credentials operator, PrintStream out, String host, boolean drained) {
        this.operator = operator;
        this.out = out;
        this.nodes = HostCalls.PATH + "/" + host + "/vpn-gateway-nodes";
        this.drained = drained;
    }

    /// Says what became of each node in a line.
    ///
    /// @throws Refusal if both nodes of a gateway would be drained
    static Outcome run(Credentials operator, String name, boolean drained, PrintStream out)
            throws IOException, InterruptedException {
        return new HostDrain(operator, out, HostCalls.id(operator, name), drained).run();
    }

    private Outcome run() throws IOException, InterruptedException {
        JsonNode answer = ask();
        Map<String, JsonNode> all = nodes(answer);
        if (drained) {
            requireOthers(all.values());
            tellOfClients(answer.path("client_nodes").asInt(0));
        }
        if (all.isEmpty()) {
            out.println("no node of a VPN gateway is there");
        }
        List<String> due = new ArrayList<>();
        for (JsonNode node : all.values()) {
            if (isTaken(node)) {
                due.add(node.path("id").asString());
            }
        }
        await(due);
        return outcome;
    }

    private void atBest(Outcome worse) {
        if (worse.compareTo(outcome) > 0) {
            outcome = worse;
        }
    }

    private static void requireOthers(Collection<JsonNode> all) {
        Set<String> gateways = new HashSet<>();
        for (JsonNode node : all) {
            String gateway = node.path("vgw_id").asString();
            if (!gateways.add(gateway)) {
                throw new Refusal(
                        "both nodes of VPN gateway %s are there, and one has to carry its traffic: nothing was drained",
                        gateway);
            }
        }
    }

    private void tellOfClients(int count) {
        if (count > 0) {
            atBest(Outcome.NOT_SAFE);
            out.println(
                    count == 1
                            ? "1 client gateway is not drained: its clients are cut off"
                            : count + " client gateways are not drained: their clients are cut off");
        }
    }

    private boolean isTaken(JsonNode node) throws IOException, InterruptedException {
        Answer answer = Calls.call(
                operator,
                "PUT",
                "/admin/v1/vpn-gateways/%s/nodes/%d"
                        .formatted(
                                node.path("vgw_id").asString(),
                                node.path("index").asInt()),
                PrettyJson.write(Map.of("node", Map.of("drained", drained))));
        JsonNode said = PrettyJson.parse(answer.body());
        if (answer.failed()) {
            atBest(Outcome.NOT_DONE);
            out.println(name(node) + ": refused: " + said.path("error_msg").asString(answer.body()));
        } else if (said.has("warning")) {
            out.println(name(node) + ": warning: " + said.path("warning").asString());
        }
        return !answer.failed();
    }

    private JsonNode ask() throws IOException, InterruptedException {
        return PrettyJson.parse(Calls.call(operator, "GET", nodes, "")
                .orRefuse("the nodes cannot be listed")
                .body());
    }

    private static Map<String, JsonNode> nodes(JsonNode answer) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        answer.path("nodes").forEach(node -> all.put(node.path("id").asString(), node));
        return all;
    }

    private void await(List<String> due) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<String> left = new ArrayList<>(due);
        while (!left.isEmpty()) {
            Map<String, JsonNode> now = nodes(ask());
            left.removeIf(id -> !now.containsKey(id) || isDone(now.get(id)));
            if (!left.isEmpty() && System.nanoTime() > end) {
                atBest(Outcome.NOT_DONE);
                left.forEach(id -> out.println(name(now.get(id)) + ": still " + state(now.get(id))));
                return;
            }
            if (!left.isEmpty()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private boolean isDone(JsonNode node) {
        boolean done = state(node).equals(drained ? "drained" : "serving");
        if (done) {
            out.println(name(node) + ": " + (drained ? ended(node.path("drain")) : "serving"));
        }
        return done;
    }

    private String ended(JsonNode drain) {
        String seconds = drain.path("seconds").asString();
        if (drain.path("passing").asBoolean()) {
            atBest(Outcome.NOT_SAFE);
            return "NOT SAFE after " + seconds + " s: packets still pass, and are lost when the host goes";
        }
        return "drained after " + seconds + " s";
    }

    private static String state(JsonNode node) {
        return node.path("state").asString();
    }

    private static String name(JsonNode node) {
        return node.path("vgw_id").asString() + " node " + node.path("index").asInt();
    }
}
