package dev.causeway.agent.shaping;

import dev.causeway.agent.host.LinkNames;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a node's EIP is held back, as it was found, and what leads from there to what is wanted.
///
/// What goes out waits in front of the node's link, and what comes in in front of the segment's port that leads to it.
///
/// @param hasMirror whether what comes in is led past a link of its own first, as versions before this one had it
/// @param hasHooks whether what passes the port can be led past other links
/// @param out bits in a second that go out at most; absent if as many as can
/// @param in bits in a second that come in at most
record Shape(boolean hasMirror, boolean hasHooks, OptionalLong out, OptionalLong in) {

    static final long MEGABIT = 1_000_000;

    private static final Pattern RATE = Pattern.compile("class htb 1:10 .* rate (\\d+)([KMGT]?)bit .*");
    private static final String UNITS = "KMGT";

    /// Reads what [Shaping#look] has printed.
    static Shape parse(String printed) {
        String[] parts = printed.split("(?m)^--\n", -1);
        return new Shape(
                parts[0].contains(LinkNames.MIRROR), parts[3].contains("clsact"), rate(parts[1]), rate(parts[2]));
    }

    /// The rate of what is held back, as `tc class show` has printed it.
    static OptionalLong rate(String classes) {
        return classes.lines()
                .map(RATE::matcher)
                .filter(Matcher::matches)
                .mapToLong(words -> Long.parseLong(words.group(1)) * unit(words.group(2)))
                .findFirst();
    }

    private static long unit(String letter) {
        return letter.isEmpty() ? 1 : Math.powExact(1000L, UNITS.indexOf(letter) + 1);
    }

    /// Lines for `tc`, of a link that holds so much back. What does already is changed where it is: nothing that waits
    /// is lost. Bursts last 10 ms, queues 50 ms, and neither is so short that no whole segments fit.
    static List<String> held(String link, OptionalLong rate, int megabits) {
        if (rate.equals(OptionalLong.of(megabits * MEGABIT))) {
            return List.of();
        }
        int burst = Math.max(32_000, megabits * 1250);
        int queue = Math.max(64_000, megabits * 6250);
        List<String> lines = new ArrayList<>();
        if (rate.isEmpty()) {
            lines.add("qdisc replace dev %s root handle 1: htb default 10".formatted(link));
            lines.add(held("add", link, 1, burst));
        }
        lines.add("qdisc replace dev %s parent 1:10 handle 10: bfifo limit %d".formatted(link, queue));
        // The rate comes last: where it is as wanted, all else is.
        lines.add(held("change", link, megabits, burst));
        return lines;
    }

    private static String held(String verb, String link, int megabits, int burst) {
        return "class %s dev %s parent 1: classid 1:10 htb rate %dmbit ceil %3$dmbit burst %d cburst %4$d quantum 60000"
                .formatted(verb, link, megabits, burst);
    }

    /// Lines for `tc` after which a link holds nothing back.
    static List<String> free(String link, OptionalLong rate) {
        return rate.isEmpty() ? List.of() : List.of("qdisc del dev %s root".formatted(link));
    }
}
