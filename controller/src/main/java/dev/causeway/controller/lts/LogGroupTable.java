package dev.causeway.controller.lts;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;
import java.util.UUID;

/// Rows of `log_group` and `log_stream`.
final class LogGroupTable {

    private static final RowForm<LogGroup> GROUP = RowForm.of(LogGroup.class);
    private static final RowForm<LogStream> STREAM = RowForm.of(LogStream.class);
    private static final Select<LogGroup> GROUPS =
            Select.of(GROUP::read, "SELECT " + GROUP.columns("g") + " FROM log_group g");
    private static final Select<LogStream> STREAMS =
            Select.of(STREAM::read, "SELECT " + STREAM.columns("s") + " FROM log_stream s");

    private LogGroupTable() {}

    static Write insert(LogGroup group) {
        return Write.insert("log_group", GROUP.row(group));
    }

    static Write insert(LogStream stream) {
        return Write.insert("log_stream", STREAM.row(stream));
    }

    static Select<LogGroup> of(ProjectId project) {
        return GROUPS.and(" WHERE g.project_id = ? ORDER BY g.created_at DESC, g.id", project);
    }

    static Select<LogGroup> find(ProjectId project, UUID id) {
        return GROUPS.and(" WHERE g.project_id = ? AND g.id = ?", project, id);
    }

    /// Nobody adds or removes a stream of the group until the transaction ends.
    static Select<LogGroup> findAndLock(ProjectId project, UUID id) {
        return find(project, id).and(" FOR UPDATE OF g");
    }

    /// Where the log of a gateway goes.
    static Select<LogStream> fedBy(GatewayId gateway) {
        return STREAMS.and(" JOIN log_feed f ON f.stream_id = s.id WHERE f.gateway_id = ?", gateway);
    }

    /// Nobody else adds a group to the project until the transaction ends.
    static Select<Integer> lock(ProjectId project) {
        return Select.of(
                row -> row.number("one"),
                "SELECT 1 AS one FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 0))) AS locked",
                "log_group/" + project);
    }

    static Select<LogStream> streams(UUID group) {
        return STREAMS.and(" WHERE s.group_id = ? ORDER BY s.created_at DESC, s.id", group);
    }

    static Select<LogStream> find(ProjectId project, UUID group, UUID id) {
        return STREAMS.and(
                " JOIN log_group g ON g.id = s.group_id WHERE g.project_id = ? AND s.group_id = ? AND s.id = ?",
                project,
                group,
                id);
    }

    /// The streams of a group, to be deleted. They are locked in the order in which everybody locks them.
    static Select<UUID> lockStreams(UUID group) {
        return Select.of(
                row -> row.id("id", id -> id),
                "SELECT id FROM log_stream WHERE group_id = ? ORDER BY id FOR UPDATE",
                group);
    }

    static Select<UUID> lockStream(UUID group, UUID id) {
        return Select.of(
                row -> row.id("id", found -> found),
                "SELECT id FROM log_stream WHERE group_id = ? AND id = ? FOR UPDATE",
                group,
                id);
    }

    static Write keepFor(UUID group, int days) {
        return Write.of("UPDATE log_group SET ttl_days = ? WHERE id = ?", days, group);
    }

    static Write deleteGroup(UUID id) {
        return Write.of("DELETE FROM log_group WHERE id = ?", id);
    }

    static Write deleteStream(UUID id) {
        return Write.of("DELETE FROM log_stream WHERE id = ?", id);
    }
}
