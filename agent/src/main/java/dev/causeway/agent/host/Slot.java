package dev.causeway.agent.host;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number that a tunnel has in its node, and all that is named and numbered by it there.
///
/// @param number from 1 to 250, unique in the node and kept for the life of the connection
public record Slot(int number) implements Comparable<Slot> {

    private static final Pattern DEVICE = Pattern.compile("tun(\\d{1,9})");
    private static final int TABLES = 1000;
    private static final Ipv4 TRANSFER = Ipv4.parse("100.64.0.0");

    /// Whose link it is that has this name in a node; nothing if it is no tunnel's.
    public static Optional<Slot> ofDevice(String link) {
        return Optional.of(DEVICE.matcher(link))
                .filter(Matcher::matches)
                .map(name -> new Slot(Integer.parseInt(name.group(1))));
    }

    /// The link into which packets for the customer go, and out of which the customer's come.
    public String device() {
        return "tun" + number;
    }

    /// The link that leads to the daemon.
    public String workerLink() {
        return "u" + number;
    }

    /// What the node has on that link.
    public InterfaceAddress nodeEnd() {
        return new InterfaceAddress(TRANSFER.plus((number << 8) + 1), 30);
    }

    /// What the daemon has on that link.
    public InterfaceAddress workerEnd() {
        return new InterfaceAddress(TRANSFER.plus((number << 8) + 2), 30);
    }

    /// What the packets of the peer are marked with.
    public int mark() {
        return number;
    }

    /// What leads marked packets to the daemon.
    public Rule rule() {
        return Rule.marked(Tables.WORKERS_FIRST, mark(), TABLES + number);
    }

    /// The one route of the table that the rule asks.
    public KernelRoute route() {
        return KernelRoute.via(Prefix.EVERYTHING, workerEnd().address(), workerLink())
                .inTable(TABLES + number);
    }

    @Override
    public int compareTo(Slot other) {
        return Integer.compare(number, other.number);
    }

    /// The number alone, as it is part of names.
    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
