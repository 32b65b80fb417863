package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the tunnel interfaces of nodes count.
final class TunnelCounters {

    private static final JsonMapper JSON = new JsonMapper();

    private final HostNames names;
    private final CommandRunner commands;
    private final Namespaces namespaces;

    /// The index of each node's EIP link when it was last seen. A new link has a new one.
    private final Map<NodeId, Integer> uplinks = new ConcurrentHashMap<>();

    TunnelCounters(HostNames names, CommandRunner commands) {
        this.names = names;
        this.commands = commands;
        this.namespaces = new Namespaces(commands);
    }

    /// By slot, those that have their interface, a way to their daemon and one from it.
    Map<Slot, Traffic> of(NodeId node) {
        Namespace namespace = names.node(node);
        if (!namespaces.exists(namespace)) {
            uplinks.remove(node);
            return Map.of();
        }
        Map<String, Links.Numbers> links = Links.of(namespace);
        if (!isSameUplink(node, Optional.ofNullable(links.get(LinkNames.EIP)))) {
            return Map.of();
        }
        Map<Slot, Traffic> counters = new HashMap<>();
        links.forEach((name, numbers) -> Slot.ofDevice(name)
                .filter(slot -> links.containsKey(slot.workerLink()))
                .ifPresent(slot -> counters.put(slot, traffic(numbers))));
        return counters;
    }

    /// Whether the node's EIP link is there and still the one that was seen last: all daemons' ways out go with it.
    private boolean isSameUplink(NodeId node, Optional<Links.Numbers> uplink) {
        if (uplink.isEmpty()) {
            uplinks.remove(node);
            return false;
        }
        int index = uplink.get().index();
        Integer before = uplinks.put(node, index);
        return before == null || before == index;
    }

    /// The next look at the node's tunnels finds its EIP link again.
    void forget(NodeId node) {
        uplinks.remove(node);
    }

    private static Traffic traffic(Links.Numbers numbers) {
        return new Traffic(numbers.packetsIn(), numbers.packetsOut(), numbers.bytesIn(), numbers.bytesOut());
    }

    /// How many packets wait in front of each interface or have passed on into it, by slot.
    Map<Slot, Long> given(NodeId node) {
        Map<Slot, Long> given = new HashMap<>();
        String queues = commands.run("tc", "-n", names.node(node).name(), "-s", "-j", "qdisc", "show");
        for (JsonNode queue : JSON.readTree(queues)) {
            Slot.ofDevice(queue.path("dev").asString())
                    .ifPresent(slot -> given.merge(slot, queue.path("packets").asLong(), Long::sum));
        }
        return given;
    }
}
