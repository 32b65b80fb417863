package dev.causeway.controller.lts;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
        if (LogGroupTable.of(project).list(tx).size() >= LogGroup.MOST) {
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
        LogGroupTable.streams(id).list(tx).forEach(stream -> delete(tx, stream));
        LogGroupTable.deleteGroup(id).in(tx);
    }

    UUID createStream(Handle tx, ProjectId project, UUID group, String name) {
        var _ = lock(tx, project, group);
        if (LogGroupTable.streams(group).list(tx).size() >= LogGroup.MOST) {
            throw new InvalidInput("a log group has at most %d streams", LogGroup.MOST);
        }
        var stream = new LogStream(UUID.randomUUID(), group, name, now());
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
        return new Streams(group.first().orElseThrow(() -> noGroup(id)), streams.list());
    }

    void deleteStream(Handle tx, ProjectId project, UUID group, UUID id) {
        var _ = lock(tx, project, group);
        delete(tx, LogGroupTable.find(project, group, id).first(tx).orElseThrow(() -> noStream(id)));
    }

    private static void delete(Handle tx, LogStream stream) {
        LogStreamTable.deleteAll(stream.id()).in(tx);
        LogGroupTable.deleteStream(stream.id()).in(tx);
    }

    /// What a question to a stream finds.
    ///
    /// @param total lines that match it, however many of them are asked for
    record Found(List<LogStreamTable.Line> lines, long total) {}

    Found query(ProjectId project, UUID group, UUID id, LogQuery query) {
        LogGroup keeping = questions.first(LogGroupTable.find(project, group)).orElseThrow(() -> noGroup(group));
        LogQuery kept = query.within(keeping.days(), clock.instant());
        var asked = new Pipeline();
        var stream = asked.add(LogGroupTable.find(project, group, id));
        var total = asked.add(LogStreamTable.count(id, kept));
        var lines = asked.add(LogStreamTable.matching(id, kept));
        questions.ask(asked);
        var _ = stream.first().orElseThrow(() -> noStream(id));
        return new Found(lines.list(), total.first().orElseThrow());
    }

    private static LogGroup lock(Handle tx, ProjectId project, UUID id) {
        return LogGroupTable.findAndLock(project, id).first(tx).orElseThrow(() -> noGroup(id));
    }

    private static NotFound noGroup(UUID id) {
        return new NotFound("log group %s is not found", id);
    }

    private static NotFound noStream(UUID id) {
        return new NotFound("log stream %s is not found", id);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
