package dev.causeway.scenarios.traffic;

import dev.causeway.scenarios.host.Background;
import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Program;
import dev.causeway.scenarios.host.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A capture of all that crosses the simulated internet between a gateway and a site. It tells whether anything was in
/// clear.
public final class Capture implements AutoCloseable {

    /// IKE and ESP in UDP (RFC 3948): the only packets that the two sides may exchange. Of a packet that was cut, only
    /// the first part has ports.
    private static final String PROTECTED =
            "(udp port 500 or udp port 4500 or (ip proto 17 and ip[6:2] & 0x1fff != 0))";

    /// A closed UDP port answers with an ICMP error that quotes the packet's first bytes, which are ESP.
    private static final String QUOTING_PROTECTED =
            "(icmp[icmptype] == icmp-unreach and icmp[17] == 17 and (icmp[28:2] == 500 or icmp[28:2] == 4500 or"
                    + " icmp[30:2] == 500 or icmp[30:2] == 4500))";

    private static final String ECHO = "(icmp[icmptype] == icmp-echo or icmp[icmptype] == icmp-echoreply)";

    /// On port 4500 ESP starts with its SPI, IKE with four zero bytes; a single byte is a keep-alive.
    private static final String ESP = "(udp port 4500 and udp[4:2] > 12 and udp[8:4] != 0)";

    private static final Pattern DROPPED = Pattern.compile("(\\d+) packets dropped by kernel");

    private final Background tcpdump;
    private final Path file;
    private final Sides sides;

    private Capture(Background tcpdump, Path file, Sides sides) {
        this.tcpdump = tcpdump;
        this.file = file;
        this.sides = sides;
    }

    /// The two sides, by all addresses and networks that they use.
    ///
    /// @param publicAddresses EIPs of the gateway and the addresses of the site's devices
    /// @param networks what lies behind them: addresses in it must never show
    /// @param monitored whether the public addresses may ask each other for echoes
    public record Sides(List<String> publicAddresses, List<String> networks, boolean monitored) {

        public Sides(List<String> publicAddresses, List<String> networks) {
            this(publicAddresses, networks, false);
        }

        private String filter() {
            List<String> parts = new ArrayList<>(
                    publicAddresses.stream().map(address -> "host " + address).toList());
            networks.forEach(network -> parts.add("net " + network));
            return String.join(" or ", parts);
        }

        /// Between two of the public addresses, or to or from what lies behind them. A router's own words to one side
        /// are not between the two.
        private String between() {
            String hosts = publicAddresses.stream().map(a -> "src host " + a).collect(Collectors.joining(" or "));
            String inside = networks.stream().map(n -> "net " + n).collect(Collectors.joining(" or "));
            String both = "(%s) and (%s)".formatted(hosts, hosts.replace("src", "dst"));
            return "(%s%s) or (%s)".formatted(both, monitored ? " and not " + ECHO : "", inside);
        }
    }

    /// Starts capturing on every link of the internet.
    public static Capture start(Path file, NetworkNamespace internet, Sides sides) {
        Background tcpdump = internet.start(
                file,
                List.of(
                        "tcpdump",
                        "-i",
                        "any",
                        "-n",
                        "-U",
                        "-s",
                        "128",
                        "-B",
                        "16384",
                        "-Z",
                        "root",
                        "-w",
                        "-",
                        "ip and (" + sides.filter() + ")"));
        tcpdump.awaitReady("tcpdump", () -> tcpdump.errors().contains("listening on"));
        return new Capture(tcpdump, file, sides);
    }

    /// Counts the packets of ESP to and from an address without stopping.
    public int espSoFar(String address) {
        return count(ESP + " and host " + address);
    }

    /// Counts the packets of ESP that an address has sent without stopping.
    public int espFrom(String address) {
        return count(ESP + " and src host " + address);
    }

    /// Counts the packets of ESP without stopping.
    public int espSoFar() {
        return count(ESP);
    }

    /// Counts the parts of packets that were cut, but the first ones of each, without stopping.
    public int fragmentsSoFar() {
        return count("ip[6:2] & 0x1fff != 0");
    }

    private int count(String filter) {
        // The file may end in the middle of a packet, which tcpdump calls an error after it has read all before.
        var output = Program.attempt(List.of("tcpdump", "-Z", "root", "-nn", "-r", file.toString(), filter));
        return (int) output.out().lines().count();
    }

    /// Stops, and tells what crossed.
    public Result stop() {
        Waiting.pause(Duration.ofMillis(200));
        tcpdump.end("INT");
        Matcher dropped = DROPPED.matcher(tcpdump.errors());
        return new Result(
                read(ESP).size(),
                read("(" + sides.between() + ") and not " + PROTECTED + " and not " + QUOTING_PROTECTED),
                dropped.find() ? Long.parseLong(dropped.group(1)) : 0);
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

    /// What crossed the internet.
    ///
    /// @param esp packets of ESP, counted on every link that they crossed
    /// @param clear all other packets between the two sides that are not IKE
    /// @param missed packets that the capture itself lost
    public record Result(int esp, List<String> clear, long missed) {}
}
