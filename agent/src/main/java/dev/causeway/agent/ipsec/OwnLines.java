package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.DaemonLog.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells which lines of a daemon's log are about the connection. Whoever can send with the peer's address can
/// begin negotiations, and what the daemon says of them is his doing. The connection's own are those that the
/// daemon calls by its name, and those that went on: only who has read the answer to a first message can send a
/// second one.
final class OwnLines {

    /// So many negotiations are remembered: more than anybody may begin while one of them goes on.
    private static final int MOST = 1_000;

    private static final Pattern MESSAGE = Pattern.compile("^\\[ENC] parsed (.*)");

    /// That the daemon cannot send is said in nobody's name.
    private static final String CANNOT_SEND = "[NET] error writing to socket";

    private final Map<String, Begun> begun = new LinkedHashMap<>();

    /// @param first its first message, as far as the daemon tells; a message that is sent once more is told alike
    private record Begun(String first, boolean wentOn) {}

    /// Takes the lines in their order.
    boolean isOwn(Line line) {
        if (line.negotiation().isEmpty()) {
            return line.text().startsWith(CANNOT_SEND);
        }
        return line.isNamed() || goesOn(line);
    }

    private boolean goesOn(Line line) {
        Matcher message = MESSAGE.matcher(line.text());
        if (message.matches()) {
            begun.merge(
                    line.negotiation(),
                    new Begun(message.group(1), false),
                    (before, now) -> new Begun(before.first, before.wentOn || !before.first.equals(now.first)));
            if (begun.size() > MOST) {
                begun.remove(begun.keySet().iterator().next());
            }
        }
        Begun known = begun.get(line.negotiation());
        return known != null && known.wentOn;
    }

    /// Another daemon may write what comes now: it counts its negotiations from one.
    void startAnew() {
        begun.clear();
    }
}
