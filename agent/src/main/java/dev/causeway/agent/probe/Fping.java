package dev.causeway.agent.probe;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.probe.ProbeTarget.Purpose;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.PrintingProgram;
import dev.causeway.agent.process.Processes;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// Starts `fping` in nodes: as nobody, with the one capability that it needs. It is known by its environment.
record Fping(HostNames names) {

    private static final String VARIABLE = "CAUSEWAY_PROBE";
    private static final String NOBODY = "65534";
    private static final String CAPABILITIES = "-all,+net_raw";

    /// Asks these addresses for as long as it is let.
    ///
    /// @param from what the requests come from; if absent, the address of the link by which they leave
    PrintingProgram start(NodeId node, Purpose purpose, Optional<Ipv4> from, SortedSet<Ipv4> to) {
        String addresses = to.stream().map(Ipv4::toString).collect(Collectors.joining("\n", "", "\n"));
        return PrintingProgram.start(
                Command.of(arguments(names.node(node), purpose, from)).withInput(addresses),
                Map.of(VARIABLE, names.runtimeFolder() + "/"));
    }

    private static List<String> arguments(Namespace node, Purpose purpose, Optional<Ipv4> from) {
        List<String> arguments = new ArrayList<>(List.of("ip", "netns", "exec", node.name()));
        arguments.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs"));
        List.of("bounding-set", "inh-caps", "ambient-caps")
                .forEach(set -> arguments.add("--" + set + "=" + CAPABILITIES));
        arguments.addAll(List.of("fping", "-l", "-i", "1", "-t", "2000", "-f", "-"));
        arguments.addAll(List.of("-p", Long.toString(purpose.every().toMillis())));
        from.ifPresent(address -> arguments.addAll(List.of("-S", address.toString())));
        return arguments;
    }

    /// Ends those of an earlier agent, whose answers nobody reads.
    void endEarlier() {
        Processes.startedWith(VARIABLE + "=" + names.runtimeFolder() + "/\0").forEach(ProcessHandle::destroyForcibly);
    }
}
