package dev.causeway.agent.link;

import dev.causeway.model.ShortText;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How far the log of each source has been sent.
final class LogCursors {

    private static final int LINES_PER_SOURCE = 200;
    private static final int LINES_PER_REPORT = 2_000;

    /// Peers have a say in how long a line is.
    private static final int LONGEST_LINE = 4_000;

    /// A report that has so much of logs takes no further source.
    private static final int MOST_CHARACTERS = 1 << 20;

    private static final int SPARE = 1_000;

    /// Before every line, whatever the first position is.
    private static final long BEGINNING = -1;

    private Map<LogSource, Long> sent = new HashMap<>();
    private int firstInTurn;

    /// Lines for one report.
    ///
    /// @param moreToCome whether some had to wait for the next report
    record Batch(List<LogLine> lines, boolean moreToCome) {}

    /// Begins behind what the controller holds, as an earlier run of the agent or a database that was put back left it.
    void start(LogPositions positions) {
        sent = positions.held().stream()
                .collect(Collectors.toMap(
                        LogPositions.Held::source, LogPositions.Held::position, Math::max, HashMap::new));
    }

    /// What has not been sent yet, as much as fits. Each report begins with another source, so that a talkative one
    /// does not silence the rest.
    Batch next(List<LogSource> sources, HostView view) {
        List<LogLine> lines = new ArrayList<>();
        boolean more = false;
        int characters = 0;
        for (int i = 0; i < sources.size(); i++) {
            int room = Math.min(LINES_PER_SOURCE, LINES_PER_REPORT - lines.size());
            if (room <= 0 || characters >= MOST_CHARACTERS) {
                more = true;
                break;
            }
            LogSource source = sources.get((firstInTurn + i) % sources.size());
            List<LogLine> found = view.log(source, position(source), room);
            for (LogLine line : found) {
                lines.add(shortened(line));
                characters += lines.getLast().text().length();
            }
            more |= found.size() == room;
        }
        firstInTurn = sources.isEmpty() ? 0 : (firstInTurn + 1) % sources.size();
        forgetAllBut(Set.copyOf(sources));
        return new Batch(lines, more);
    }

    private static LogLine shortened(LogLine line) {
        return new LogLine(line.source(), line.position(), line.time(), ShortText.of(line.text(), LONGEST_LINE));
    }

    /// Says that the controller holds these lines now.
    void acknowledged(Batch batch) {
        batch.lines().forEach(line -> sent.merge(line.source(), line.position(), Math::max));
    }

    private long position(LogSource source) {
        return sent.getOrDefault(source, BEGINNING);
    }

    /// Sources that are not seen now may be seen again, as after a start; only many of them are worth forgetting.
    private void forgetAllBut(Set<LogSource> present) {
        if (sent.size() > 2 * present.size() + SPARE) {
            sent.keySet().retainAll(present);
        }
    }
}
