package dev.causeway.agent.host;

import dev.causeway.model.Ipv4;
import java.util.Optional;
import java.util.OptionalInt;

/// A rule that says which routing table is asked. Its text is what `ip rule` understands.
///
/// @param preference rules are tried in this order
/// @param source the source address of the packets it concerns; absent if it concerns all
/// @param mark the firewall mark of the packets it concerns; absent if it concerns all
public record Rule(int preference, Optional<Ipv4> source, OptionalInt mark, int table) {

    public static final int LOCAL_TABLE = 255;

    public static Rule marked(int preference, int mark, int table) {
        return new Rule(preference, Optional.empty(), OptionalInt.of(mark), table);
    }

    public static Rule from(int preference, Ipv4 source, int table) {
        return new Rule(preference, Optional.of(source), OptionalInt.empty(), table);
    }

    public static Rule always(int preference, int table) {
        return new Rule(preference, Optional.empty(), OptionalInt.empty(), table);
    }

    @Override
    public String toString() {
        return "pref " + preference
                + source.map(address -> " from " + address).orElse("")
                + (mark.isPresent() ? " fwmark " + mark.getAsInt() : "")
                + " lookup " + table;
    }
}
