package dev.causeway.agent.routing;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Command;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A customer's router: BIRD in a namespace of its own, at the other end of a cable that plays a tunnel.
final class BirdRouter implements AutoCloseable {

    /// Tries again soon, and has BFD.
    static final String TUNED =
            "bfd on; connect retry time 2; connect delay time 1; error wait time 1, 3; graceful restart off;";

    /// As BIRD is when nothing is said.
    static final String DEFAULTS = "";

    final Slot slot;
    final long asn;
    private final RealHost host;
    private final Namespace namespace;
    private final Path folder;
    private final String options;
    private String attributes = "";
    private ProcessHandle process;

    BirdRouter(RealHost host, Namespace node, Slot slot, long asn, String options) {
        this.host = host;
        this.slot = slot;
        this.asn = asn;
        this.options = options;
        String name = node.name().substring(node.name().length() - 4) + "-" + slot;
        this.namespace = new Namespace(host.names().prefix() + "peer-" + name);
        this.folder = host.logs().resolve("bird-" + name);
        host.namespaces().create(namespace);
        host.namespaces()
                .batch(
                        node,
                        List.of(
                                "link add %s type veth peer name %1$s netns %s".formatted(slot.device(), namespace),
                                "address add %s/30 dev %s".formatted(local(), slot.device()),
                                "link set %s up".formatted(slot.device())));
        host.namespaces()
                .batch(
                        namespace,
                        List.of(
                                "address add %s/30 dev %s".formatted(peer(), slot.device()),
                                "link set %s up".formatted(slot.device())));
    }

    /// The node's address.
    String local() {
        return "169.254.70." + (4 * slot.number() + 1);
    }

    /// This router's.
    String peer() {
        return "169.254.70." + (4 * slot.number() + 2);
    }

    void start(String... networks) {
        configure(networks);
        process = host.commands()
                .start(
                        Namespaces.inside(namespace, "bird", "-f", "-c", file(), "-s", control()),
                        Map.of(),
                        folder.resolve("out"));
    }

    /// What it announces has these attributes, in BIRD's words, once it announces again.
    void setAttributes(String words) {
        attributes = words;
    }

    /// Announces these from now on, and nothing else.
    void announce(String... networks) {
        configure(networks);
        ask("configure");
    }

    private void configure(String... networks) {
        AtomicFile.write(Path.of(file()), """
                router id 198.51.100.%d;
                log "%s" all;
                debug protocols { states };
                protocol device { scan time 1; }
                protocol bfd {
                  accept ipv4 direct;
                  interface "*" { min rx interval 300 ms; min tx interval 300 ms; multiplier 3; };
                }
                protocol static { ipv4; %s }
                protocol bgp cloud {
                  local %s as %d; neighbor %s as 64512; direct; %s
                  ipv4 { import all; export filter { %s accept; }; };
                }
                """.formatted(
                        slot.number(),
                        folder.resolve("log"),
                        Arrays.stream(networks)
                                .map(network -> "route " + network + " blackhole;")
                                .collect(Collectors.joining(" ")),
                        peer(),
                        asn,
                        local(),
                        options,
                        attributes));
    }

    private String file() {
        return folder.resolve("conf").toString();
    }

    private String control() {
        return folder.resolve("control").toString();
    }

    String ask(String... words) {
        return host.commands()
                .run(Command.of(Stream.concat(Stream.of("birdc", "-s", control()), Arrays.stream(words))
                        .toList()));
    }

    /// The networks that the gateway announces.
    Set<String> heard() {
        return ask("show", "route", "protocol", "cloud")
                .lines()
                .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                .map(line -> line.split(" ", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String details(String network) {
        return ask("show", "route", "all", network);
    }

    boolean detects() {
        return ask("show", "bfd", "sessions").contains(local() + " ")
                && ask("show", "bfd", "sessions").contains(" Up ");
    }

    /// Stands still, so that nothing comes from it.
    void hang() {
        host.commands().run("kill", "-STOP", Long.toString(process.pid()));
    }

    void goOn() {
        host.commands().run("kill", "-CONT", Long.toString(process.pid()));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
