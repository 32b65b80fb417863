package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A capture of all that crosses the simulated internet to and from a server for clients. It tells whether anything did
/// but TCP of the server's port.
public final class PortCapture implements AutoCloseable {

    private final Background tcpdump;
    private final Path file;
    private final String expected;

    private PortCapture(Background tcpdump, Path file, String expected) {
        this.tcpdump = tcpdump;
        this.file = file;
        this.expected = expected;
    }

    /// Starts capturing on every link of the internet.
    ///
    /// @param server the server's public address
    /// @param networks what lies behind it: addresses in it must never show
    public static PortCapture start(
            Path file, NetworkNamespace internet, String server, int port, List<String> networks) {
        String inside = networks.stream().map(network -> " or net " + network).collect(Collectors.joining());
        Background tcpdump = internet.start(
                file,
                List.of(
                        "tcpdump",
                        "-i",
                        "any",
                        "-n",
                        "-U",
                        "-s",
                        "96",
                        "-B",
                        "16384",
                        "-Z",
                        "root",
                        "-w",
                        "-",
                        "ip and (host " + server + inside + ")"));
        tcpdump.awaitReady("tcpdump", () -> tcpdump.errors().contains("listening on"));
        return new PortCapture(tcpdump, file, "(host %s and tcp port %d)".formatted(server, port));
    }

    /// Stops, and tells what crossed.
    public Result stop() {
        Waiting.pause(Duration.ofMillis(200));
        tcpdump.end("INT");
        return new Result(read(expected).size(), read("not " + expected));
    }

    private List<String> read(String filter) {
        return Program.run("tcpdump", "-Z", "root", "-nn", "-r", file.toString(), filter)
                .lines()
                .toList();
    }

    @Override
    public void close() {
        tcpdump.close();
    }

    /// What crossed.
    ///
    /// @param expected packets of TCP of the port, counted on every link that they crossed
    /// @param others all other packets
    public record Result(int expected, List<String> others) {}
}
