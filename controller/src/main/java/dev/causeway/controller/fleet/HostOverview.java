package dev.causeway.controller.fleet;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.HostId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What an operator sees of a host.
///
/// @param enrolled whether its agent has a certificate that is honoured
/// @param lost whether it counts as lost until its agent enrols anew
/// @param lastHeardAt stays when the host is lost; absent if it never was heard
/// @param processor how much of it was in use, as last reported, from 0 to 1
/// @param concerns what its agent last had to say to the operator, each in a line of words
record HostOverview(
        HostId id,
        String name,
        List<String> zones,
        boolean enrolled,
        boolean lost,
        HostState state,
        Optional<Instant> lastHeardAt,
        TunnelCount tunnels,
        Optional<Double> processor,
        Optional<MemoryUse> memory,
        List<String> concerns) {

    /// Those that the host has reported.
    ///
    /// @param up none is while the host is not heard
    record TunnelCount(long up, long all) {}

    /// In bytes, as last reported.
    record MemoryUse(long used, long total) {}

    private static final double WHOLE = 1_000;

    /// All hosts, oldest first.
    static Select<HostOverview> all(Instant now) {
        return Select.of(row -> of(row, now), """
                SELECT host.id, name,
                       array(SELECT zone FROM host_zone WHERE host_id = host.id ORDER BY zone) AS zones,
                       EXISTS (SELECT FROM host_certificate
                                WHERE host_id = host.id AND not_after > ?) AS enrolled,
                       lost_at IS NOT NULL AS lost,
                       coalesce(received_at, last_heard_at) AS heard,
                       (SELECT count(*) FROM tunnel_report t WHERE t.host_id = host.id) AS tunnels,
                       (SELECT count(*) FROM tunnel_report t WHERE t.host_id = host.id AND state = 'UP') AS up,
                       processor, memory_used, memory_total,
                       coalesce(concerns, '{}') AS concerns
                  FROM host
                  LEFT JOIN host_report ON host_report.host_id = host.id
                 ORDER BY created_at, host.id""", now);
    }

    private static HostOverview of(Row row, Instant now) throws SQLException {
        boolean lost = row.flag("lost");
        Optional<Instant> heard = row.optionalMoment("heard");
        HostState state = HostState.of(lost, heard, now);
        return new HostOverview(
                row.id("id", HostId::new),
                row.text("name"),
                row.texts("zones"),
                row.flag("enrolled"),
                lost,
                state,
                heard,
                new TunnelCount(state == HostState.HEARD ? row.longNumber("up") : 0, row.longNumber("tunnels")),
                share(row.optionalNumber("processor")),
                memory(row),
                row.texts("concerns"));
    }

    private static Optional<Double> share(OptionalLong thousandths) {
        return thousandths.isPresent() ? Optional.of(thousandths.getAsLong() / WHOLE) : Optional.empty();
    }

    private static Optional<MemoryUse> memory(Row row) throws SQLException {
        OptionalLong total = row.optionalNumber("memory_total");
        return total.isPresent()
                ? Optional.of(new MemoryUse(row.longNumber("memory_used"), total.getAsLong()))
                : Optional.empty();
    }
}
