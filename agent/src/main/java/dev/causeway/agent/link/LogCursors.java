package dev.causeway.agent.link;

import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How far the log of each source has been sent.
final class LogCursors {

    private static final int LINES_PER_SOURCE = 200;
    private static final int LINES_PER_REPORT = 2_000;

    private static final int SPARE = 1_000;

    /// Before every line, whatever the first position is.
    private static final long BEGINNING = -1;

    private Optional<Map<LogSource, Long>> sent = Optional.empty();
    private int firstInTurn;

    /// Lines for one report.
    ///
    /// @param moreToCome whether some had to wait for the next report
    record Batch(List<LogLine> lines, boolean moreToCome) {}

    boolean known() {
        return sent.isPresent();
    }

    /// Begins where an earlier run of the agent left off.
    void start(LogPositions positions) {
        sent = Optional.of(positions.held().stream()
                .collect(Collectors.toMap(
                        LogPositions.Held::source, LogPositions.Held::position, Math::max, HashMap::new)));
    }

    /// What has not been sent yet, as much as fits. Each report begins with another source, so that a talkative one
    /// does not silence the rest.
    Batch next(List<LogSource> sources, HostView view) {
        List<LogLine> lines = new ArrayList<>();
        boolean more = false;
        for (int i = 0; i < sources.size(); i++) {
            int room = Math.min(LINES_PER_SOURCE, LINES_PER_REPORT - lines.size());
            if (room <= 0) {
                more = true;
                break;
            }
            LogSource source = sources.get((firstInTurn + i) % sources.size());
            List<LogLine> found = view.log(source, position(source), room);
            lines.addAll(found);
            more |= found.size() == room;
        }
        firstInTurn = sources.isEmpty() ? 0 : (firstInTurn + 1) % sources.size();
        forgetAllBut(Set.copyOf(sources));
        return new Batch(lines, more);
    }

    /// Says that the controller holds these lines now.
    void acknowledged(Batch batch) {
        sent.ifPresent(
                positions -> batch.lines().forEach(line -> positions.merge(line.source(), line.position(), Math::max)));
    }

    private long position(LogSource source) {
        return sent.map(positions -> positions.get(source)).orElse(BEGINNING);
    }

    /// Sources that are not seen now may be seen again, as after a start; only many of them are worth forgetting.
    private void forgetAllBut(Set<LogSource> present) {
        sent.filter(positions -> positions.size() > 2 * present.size() + SPARE)
                .ifPresent(positions -> positions.keySet().retainAll(present));
    }
}
