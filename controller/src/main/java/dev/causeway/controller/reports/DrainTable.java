package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import java.sql.SQLException;
import java.util.List;

/// Rows of `drain_report`: how far traffic has left nodes.
final class DrainTable {

    static final PartTable<DrainReport> PARTS = new PartTable<>(
            DrainReport.class,
            "drain_report",
            List.of("node_id"),
            List.of(
                    ReportColumn.id("node_id", DrainReport::node),
                    ReportColumn.moment("drained_at", DrainReport::drain),
                    ReportColumn.word("state", DrainReport::state),
                    ReportColumn.moment("begun", DrainReport::begun),
                    ReportColumn.moment("since", DrainReport::since),
                    ReportColumn.flag("passing", DrainReport::passing)),
            List.of(),
            (row, _) -> report(new Row(row)));

    private DrainTable() {}

    static Select<DrainReport> of(Select<NodeId> nodes) {
        return Select.of(DrainTable::report, "SELECT * FROM drain_report").among(" WHERE node_id", nodes);
    }

    private static DrainReport report(Row row) throws SQLException {
        return new DrainReport(
                row.id("node_id", NodeId::new),
                row.moment("drained_at"),
                row.constant("state", DrainReport.State.class),
                row.moment("begun"),
                row.moment("since"),
                row.flag("passing"));
    }
}
