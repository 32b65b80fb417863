package dev.causeway.agent.shaping;

import dev.causeway.agent.host.LinkNames;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a node's EIP is held back, as it was found, and what leads from there to what is wanted.
///
/// What goes out waits in front of the link; what comes in is led past another one first, in front of which it waits.
///
/// @param hasMirror whether there is the link past which everything is led that comes in
/// @param isLed whether everything is
/// @param out bits in a second that go out at most; absent if as many as can
/// @param in bits in a second that come in at most
record Shape(boolean hasMirror, boolean isLed, OptionalLong out, OptionalLong in) {

    static final long MEGABIT = 1_000_000;

    /// What is printed of a node: the link past which things are led, what leads there, and both rates.
    static final String LOOK = """
            ip -o link show dev %1$s 2>/dev/null; echo --
            tc filter show dev %2$s parent ffff: 2>/dev/null; echo --
            tc class show dev %2$s 2>/dev/null; echo --
            tc class show dev %1$s 2>/dev/null; true
            """.formatted(LinkNames.MIRROR, LinkNames.EIP);

    private static final Pattern RATE = Pattern.compile("class htb 1:10 .* rate (\\d+)([KMGT]?)bit .*");
    private static final String UNITS = "KMGT";

    /// Reads what [#LOOK] has printed.
    static Shape parse(String printed) {
        String[] parts = printed.split("(?m)^--\n", -1);
        return new Shape(
                parts[0].contains("UP"),
                parts[1].contains("to device " + LinkNames.MIRROR),
                rate(parts[2]),
                rate(parts[3]));
    }

    private static OptionalLong rate(String classes) {
        return classes.lines()
                .map(RATE::matcher)
                .filter(Matcher::matches)
                .mapToLong(words -> Long.parseLong(words.group(1)) * unit(words.group(2)))
                .findFirst();
    }

    private static long unit(String letter) {
        return letter.isEmpty() ? 1 : Math.powExact(1000L, UNITS.indexOf(letter) + 1);
    }

    /// Lines for `ip` that come first.
    List<String> links() {
        return hasMirror ? List.of() : List.of("link add " + LinkNames.MIRROR + " up type ifb");
    }

    /// Lines for `tc`. What holds something back already is changed where it is: nothing that waits is lost.
    List<String> to(int megabits) {
        List<String> lines = new ArrayList<>();
        lines.addAll(held(LinkNames.EIP, out, megabits));
        lines.addAll(held(LinkNames.MIRROR, in, megabits));
        if (!isLed) {
            lines.add("qdisc replace dev %s handle ffff: ingress".formatted(LinkNames.EIP));
            lines.add(
                    "filter add dev %s parent ffff: protocol all prio 1 u32 match u32 0 0 action mirred egress redirect dev %s"
                            .formatted(LinkNames.EIP, LinkNames.MIRROR));
        }
        return lines;
    }

    /// Bursts last 10 ms, queues 50 ms, and neither is so short that no whole segments fit.
    private static List<String> held(String link, OptionalLong rate, int megabits) {
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

    /// Lines for `tc` after which nothing is held back.
    List<String> toNone() {
        List<String> lines = new ArrayList<>();
        if (isLed) {
            lines.add("qdisc del dev %s ingress".formatted(LinkNames.EIP));
        }
        if (out.isPresent()) {
            lines.add("qdisc del dev %s root".formatted(LinkNames.EIP));
        }
        return lines;
    }
}
