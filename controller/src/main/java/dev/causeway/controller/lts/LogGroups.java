package dev.causeway.controller.lts;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The rules for groups and streams of lines.
final class LogGroups {

    private final Questions questions;
    private final Clock clock;

    LogGroups(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    UUID create(Handle tx, ProjectId project, String name, int days) {
        var asked = new Pipeline();
        asked.add(LogGroupTable.lock(project));
        var groups = asked.add(LogGroupTable.of(project));
        asked.run(tx);
        if (groups.list().size() >= LogGroup.MOST) {
            throw new InvalidInput("a project has at most %d log groups", LogGroup.MOST);
        }
        var group = new LogGroup(UUID.randomUUID(), project, name, days, now());
        LogGroupTable.insert(group).in(tx);
        return group.id();
    }

    List<LogGroup> list(ProjectId project) {
        return questions.list(LogGroupTable.of(project));
    }

    LogGroup keepFor(Handle tx, ProjectId project, UUID id, int days) {
        LogGroup group = lock(tx, project, id);
        LogGroupTable.keepFor(id, days).in(tx);
        return new LogGroup(group.id(), group.project(), group.name(), days, group.createdAt());
    }

    /// With its streams.
    void delete(Handle tx, ProjectId project, UUID id) {
        var _ = lock(tx, project, id);
        LogGroupTable.lockStreams(id).list(tx).forEach(stream -> delete(tx, stream));
        LogGroupTable.deleteGroup(id).in(tx);
    }

    UUID createStream(Handle tx, ProjectId project, UUID group, String name, Optional<Integer> days) {
        var _ = lock(tx, project, group);
        if (LogGroupTable.streams(group).list(tx).size() >= LogGroup.MOST) {
            throw new InvalidInput("a log group has at most %d streams", LogGroup.MOST);
        }
        var stream = new LogStream(UUID.randomUUID(), group, name, days, now());
        LogGroupTable.insert(stream).in(tx);
        return stream.id();
    }

    /// The streams of a group, with what the group says of them.
    record Streams(LogGroup group, List<LogStream> streams) {}

    Streams streams(ProjectId project, UUID id) {
        var asked = new Pipeline();
        var group = asked.add(LogGroupTable.find(project, id));
        var streams = asked.add(LogGroupTable.streams(id));
        questions.ask(asked);
        return new Streams(group.first().orElseThrow(LogGroups::noGroup), streams.list());
    }

    void deleteStream(Handle tx, ProjectId project, UUID group, UUID id) {
        var _ = lock(tx, project, group);
        delete(tx, LogGroupTable.lockStream(group, id).first(tx).orElseThrow(LogGroups::noStream));
    }

    /// Whoever brings lines locks the stream too, so none comes any more.
    private static void delete(Handle tx, UUID stream) {
        LogStreamTable.deleteAll(stream).in(tx);
        LogGroupTable.deleteStream(stream).in(tx);
    }

    /// What a question to a stream finds.
    ///
    /// @param total lines that match it, however many of them are asked for
    record Found(List<LogStreamTable.Line> lines, long total) {}

    Found query(ProjectId project, UUID group, UUID id, LogQuery query) {
        Streams asIs = streams(project, group);
        LogStream stream = asIs.streams().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(LogGroups::noStream);
        LogQuery kept = query.within(stream.days(asIs.group()), clock.instant());
        var asked = new Pipeline();
        var total = asked.add(LogStreamTable.count(id, kept));
        var lines = asked.add(LogStreamTable.matching(id, kept));
        questions.ask(asked);
        return new Found(lines.list(), total.first().orElseThrow());
    }

    private static LogGroup lock(Handle tx, ProjectId project, UUID id) {
        return LogGroupTable.findAndLock(project, id).first(tx).orElseThrow(LogGroups::noGroup);
    }

    static InvalidInput noGroup() {
        return InvalidInput.at("log_group_id", "there is no such log group");
    }

    static InvalidInput noStream() {
        return InvalidInput.at("log_stream_id", "the log group has no such stream");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
