package dev.causeway.agent.firewall;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The second table of a node that is there for clients: who of them is connected, and how far each comes. It counts
/// what they send and receive, so it is never loaded anew: what differs is changed in place.
///
/// A group is two chains, `to_` and `from_`: lines of networks, since an interval set is empty for some microseconds
/// when it is new. What a client sends marks its flow with the number of the client's session, and only what belongs to
/// a flow of that number comes back: the VPC opens nothing, nor does it go on with what it had to tell to whoever had
/// the address before. What a client sends is counted where its right to it is looked up, what it is sent where that is
/// let through: a chain of its own for each would cost every packet.
///
/// @param reach what each group reaches; the networks of a group do not overlap
/// @param members who is connected
record SessionTable(SortedMap<String, List<Prefix>> reach, SortedMap<Ipv4, Member> members) {

    static final String NAME = "causeway_clients";

    /// What counts packets from clients and to them.
    static final String SENT = "sent";

    static final String RECEIVED = "received";

    /// What may pass between a client and the VPC is marked with this, for the rules of the node.
    static final int MARK = 0x50;

    static final SessionTable EMPTY = new SessionTable(new TreeMap<>(), new TreeMap<>());

    /// What a client reaches whose group is not there.
    private static final String NOTHING = "none";

    /// Of tables that were made by earlier versions of the agent.
    private static final List<String> FORMER_CHAINS = List.of("count_" + SENT, "count_" + RECEIVED);

    /// What makes the table, without groups and clients, if there is none.
    static final String BARE =
            """
            create table inet %1$s
            table inet %1$s {
              map senders { type ipv4_addr : verdict; }
              map numbers { type ipv4_addr : mark; }
              map receivers { type ipv4_addr . mark : verdict; }
              set %2$s { type ipv4_addr; counter; }
              set %3$s { type ipv4_addr; counter; }
              chain to_%4$s { }
              chain from_%4$s { }
              chain forward {
                type filter hook forward priority filter - 1; policy accept;
                iifname "%5$s" oifname "%6$s" ct direction original jump sending
                iifname "%6$s" oifname "%5$s" ct direction reply jump receiving
              }
              chain sending {
                %7$s
              }
              chain receiving {
                ct state established,related ip daddr . ct mark vmap @receivers
              }
            }
            """.formatted(NAME, SENT, RECEIVED, NOTHING, LinkNames.CLIENTS, LinkNames.VPC, sending());

    private static final String PASS = " meta mark set %d accept".formatted(MARK);

    private static final String PASS_COUNTED = " ip daddr @" + RECEIVED + PASS;

    /// What routers say of a flow, whoever they are.
    private static final String SAID_OF_FLOWS = "meta l4proto icmp ct state related" + PASS_COUNTED;

    private static final Pattern DESTINATION = Pattern.compile("ip daddr (\\S+) .*");
    private static final Pattern JUMP = Pattern.compile("(\\S+) : jump to_(\\S+)");

    /// A client that is connected.
    ///
    /// @param number of its session, by which its flows are known
    record Member(String group, int number) {

        Member {
            Objects.requireNonNull(group);
        }
    }

    SessionTable with(Map<String, List<Prefix>> groups) {
        SortedMap<Ipv4, Member> all = new TreeMap<>(members);
        all.replaceAll(
                (_, member) -> groups.containsKey(member.group()) ? member : new Member(NOTHING, member.number()));
        return new SessionTable(new TreeMap<>(groups), all);
    }

    /// @param groups of clients, by their address
    /// @param numbers for the sessions of those that are new
    SessionTable with(Map<Ipv4, String> groups, IntSupplier numbers) {
        SortedMap<Ipv4, Member> all = new TreeMap<>(members);
        groups.forEach((address, group) -> {
            String known = reach.containsKey(group) ? group : NOTHING;
            all.compute(
                    address, (_, member) -> new Member(known, member == null ? numbers.getAsInt() : member.number()));
        });
        return new SessionTable(reach, all);
    }

    SessionTable without(Set<Ipv4> addresses) {
        SortedMap<Ipv4, Member> all = new TreeMap<>(members);
        all.keySet().removeAll(addresses);
        return new SessionTable(reach, all);
    }

    /// Lines for `nft` that lead from this table to another one, all at once or not at all. What is referred to is
    /// there before the reference to it, and goes after it.
    List<String> commands(SessionTable wanted) {
        List<String> lines = new ArrayList<>();
        chains(wanted.reach.keySet().stream().filter(group -> !reach.containsKey(group)))
                .forEach(chain -> lines.add("add chain" + in(chain)));
        members.forEach((address, member) -> {
            if (!member.equals(wanted.members.get(address))) {
                lines.addAll(removal(address, member, wanted.members.containsKey(address)));
            }
        });
        wanted.reach.forEach((group, networks) -> {
            if (!networks.equals(reach.get(group))) {
                lines.addAll(rules(group, networks));
            }
        });
        wanted.members.forEach((address, member) -> {
            if (!member.equals(members.get(address))) {
                lines.addAll(addition(address, member, members.containsKey(address)));
            }
        });
        chains(reach.keySet().stream().filter(group -> !wanted.reach.containsKey(group)))
                .forEach(chain -> lines.addAll(List.of("flush chain" + in(chain), "delete chain" + in(chain))));
        return lines;
    }

    /// Lines for `nft` that make of a table of an earlier version one of this, with all counters as they are; none if
    /// it is one of this already. Earlier versions counted in two chains of their own.
    static List<String> renewal(String listing) {
        if (!Table.parse(listing).chains().containsAll(FORMER_CHAINS)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        FORMER_CHAINS.forEach(chain -> lines.addAll(List.of("flush chain" + in(chain), "delete chain" + in(chain))));
        lines.add("flush chain" + in("sending"));
        lines.add("add rule" + in("sending") + " " + sending());
        parse(listing).reach.forEach((group, networks) -> lines.addAll(rules(group, networks)));
        return lines;
    }

    /// One rule, since each looks anew at what kind of packet it has.
    private static String sending() {
        return "ip saddr @" + SENT + " ct mark set ip saddr map @numbers ip saddr vmap @senders";
    }

    private static List<String> removal(Ipv4 address, Member member, boolean stays) {
        List<String> lines = new ArrayList<>(List.of(
                element("delete", "senders", address.toString()),
                element("delete", "receivers", address + " . " + member.number())));
        if (!stays) {
            List.of("numbers", SENT, RECEIVED).forEach(set -> lines.add(element("delete", set, address.toString())));
        }
        return lines;
    }

    private static List<String> addition(Ipv4 address, Member member, boolean wasThere) {
        List<String> lines = new ArrayList<>();
        if (!wasThere) {
            lines.add(element("add", "numbers", address + " : " + member.number()));
            List.of(SENT, RECEIVED).forEach(set -> lines.add(element("add", set, address.toString())));
        }
        lines.add(element("add", "senders", address + " : jump to_" + member.group()));
        lines.add(element("add", "receivers", address + " . " + member.number() + " : jump from_" + member.group()));
        return lines;
    }

    private static List<String> rules(String group, List<Prefix> networks) {
        List<String> lines = new ArrayList<>();
        lines.add("flush chain" + in("to_" + group));
        lines.add("flush chain" + in("from_" + group));
        networks.forEach(network -> lines.add("add rule" + in("to_" + group) + " ip daddr " + network + PASS));
        if (!networks.isEmpty()) {
            lines.add("add rule" + in("from_" + group) + " " + SAID_OF_FLOWS);
        }
        networks.forEach(
                network -> lines.add("add rule" + in("from_" + group) + " ip saddr " + network + PASS_COUNTED));
        return lines;
    }

    private static String element(String verb, String set, String element) {
        return verb + " element" + in(set) + " { " + element + " }";
    }

    private static Stream<String> chains(Stream<String> groups) {
        return groups.flatMap(group -> Stream.of("to_" + group, "from_" + group));
    }

    private static String in(String name) {
        return " inet " + NAME + " " + name;
    }

    /// Reads what `nft` shows of the table.
    static SessionTable parse(String listing) {
        Table table = Table.parse(listing);
        SortedMap<String, List<Prefix>> reach = new TreeMap<>();
        table.chains().stream()
                .filter(chain -> chain.startsWith("to_"))
                .map(chain -> chain.substring("to_".length()))
                .filter(group -> !group.equals(NOTHING))
                .forEach(group -> reach.put(group, networks(table, group)));
        Map<Ipv4, Integer> numbers = new HashMap<>();
        table.elements("map numbers")
                .map(element -> element.split(" : ", 2))
                .forEach(parts -> numbers.put(Ipv4.parse(parts[0]), Integer.decode(parts[1])));
        SortedMap<Ipv4, Member> members = new TreeMap<>();
        table.elements("map senders")
                .map(JUMP::matcher)
                .filter(Matcher::matches)
                .forEach(element -> {
                    Ipv4 address = Ipv4.parse(element.group(1));
                    members.put(address, new Member(element.group(2), numbers.getOrDefault(address, 0)));
                });
        return new SessionTable(reach, members);
    }

    /// What a group reaches, as far as this can be read: what cannot is written anew.
    private static List<Prefix> networks(Table table, String group) {
        return table.parts().get("chain to_" + group).rules().stream()
                .map(DESTINATION::matcher)
                .filter(Matcher::matches)
                .flatMap(rule -> network(rule.group(1)))
                .toList();
    }

    private static Stream<Prefix> network(String text) {
        try {
            return Stream.of(text.contains("/") ? Prefix.parse(text) : new Prefix(Ipv4.parse(text), Integer.SIZE));
        } catch (InvalidInput _) {
            return Stream.empty();
        }
    }
}
