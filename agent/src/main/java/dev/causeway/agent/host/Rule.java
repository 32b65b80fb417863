package dev.causeway.agent.host;

import java.util.OptionalInt;

/// A rule that says which routing table is asked. Its text is what `ip rule` understands.
///
/// @param preference rules are tried in this order
/// @param mark the firewall mark of the packets it concerns; absent if it concerns all
public record Rule(int preference, OptionalInt mark, int table) {

    public static final int LOCAL_TABLE = 255;

    public static Rule marked(int preference, int mark, int table) {
        return new Rule(preference, OptionalInt.of(mark), table);
    }

    public static Rule always(int preference, int table) {
        return new Rule(preference, OptionalInt.empty(), table);
    }

    @Override
    public String toString() {
        return "pref " + preference + (mark.isPresent() ? " fwmark " + mark.getAsInt() : "") + " lookup " + table;
    }
}
