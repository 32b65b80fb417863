package dev.causeway.controller.quota;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ApiWord;
import dev.causeway.model.ProjectId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Rows of `project_quota`. Their numbers of use are the database's own work.
final class QuotaTable {

    private QuotaTable() {}

    static Select<Boolean> projectExists(ProjectId project) {
        return Select.of(
                row -> row.flag("found"), "SELECT EXISTS (SELECT FROM project WHERE id = ?) AS found", project);
    }

    /// What a project has and may have of these types. How full a shared bandwidth is nobody counts beforehand: the
    /// fullest one tells.
    static Select<Quota> of(ProjectId project, Collection<QuotaType> types) {
        return Select.of(
                row -> new Quota(
                        ApiWord.parse(QuotaType.class, row.text("type")),
                        row.longNumber("used"),
                        row.longNumber("quota")),
                """
                SELECT type, coalesce(fullest.used, q.used, 0) AS used, coalesce(q.quota, usual.quota) AS quota
                  FROM quota_type AS usual
                  LEFT JOIN (SELECT * FROM project_quota WHERE project_id = ?) AS q USING (type)
                  LEFT JOIN (SELECT count(*) AS used
                               FROM eip e JOIN bandwidth b ON b.id = e.bandwidth_id
                              WHERE b.project_id = ? AND b.share_type = 'WHOLE'
                              GROUP BY b.id ORDER BY used DESC LIMIT 1) AS fullest ON type = 'shareBandwidthIP'
                 WHERE type = ANY (?)""",
                project,
                project,
                types.stream().map(QuotaType::word).toList());
    }

    /// Says how many a project may have. Rows are locked in the order of their types.
    static void set(Handle tx, ProjectId project, Map<QuotaType, Long> quotas) {
        var batch = tx.prepareBatch("""
                INSERT INTO project_quota AS q (project_id, type, quota)
                VALUES (:project, :type, :quota)
                ON CONFLICT (project_id, type) DO UPDATE SET quota = excluded.quota""");
        new TreeMap<>(quotas)
                .forEach((type, quota) -> batch.bind("project", project)
                        .bind("type", type.word())
                        .bind("quota", quota)
                        .add());
        batch.execute();
    }
}
