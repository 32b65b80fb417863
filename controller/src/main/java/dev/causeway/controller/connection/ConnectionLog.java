package dev.causeway.controller.connection;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Encryption;
import dev.causeway.model.Integrity;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The log of a connection: the daemon's lines, and a warning about algorithms that are no longer thought safe.
final class ConnectionLog {

    private static final Set<Encryption> WEAK_CIPHERS = Set.of(Encryption.TRIPLE_DES);
    private static final Set<Integrity> WEAK_HASHES = Set.of(Integrity.MD5, Integrity.SHA1);
    private static final Set<DhGroup> WEAK_GROUPS = Set.of(DhGroup.GROUP1, DhGroup.GROUP2, DhGroup.GROUP5);

    private ConnectionLog() {}

    /// Which part of a log is asked for.
    ///
    /// @param limit how many lines of the daemon at most
    /// @param after only lines behind this position: the first of them, in their order. Otherwise the newest, with
    ///     the newest first
    record Wanted(int limit, OptionalLong after) {

        private static final Parameter<Integer> LIMIT = Parameter.number(
                "limit", "how many lines at most; without it %d".formatted(Reports.LOG_LINES), 1, Reports.LOG_LINES);

        private static final Parameter<Long> AFTER = Parameter.count(
                "after",
                "only lines behind this position, which an answer has given; without it the newest",
                0,
                Long.MAX_VALUE);

        static final Parameters PARAMETERS = Parameters.of(LIMIT, AFTER);

        static Wanted of(Call call) {
            return new Wanted(
                    call.query(LIMIT).orElse(Reports.LOG_LINES),
                    call.query(AFTER).map(OptionalLong::of).orElse(OptionalLong.empty()));
        }

        Select<LogLine> lines(LogSource source) {
            return after.isPresent() ? Reports.logBehind(source, after.getAsLong(), limit) : Reports.log(source, limit);
        }
    }

    /// A part of a log.
    ///
    /// @param position behind which the next lines come
    record Part(List<LogLine> lines, long position) {}

    /// The part of a log that was asked for.
    ///
    /// @param last the position of the newest line of all, if there is one
    static Part part(Wanted wanted, VpnConnection connection, List<LogLine> daemon, Optional<Long> last) {
        long position = daemon.stream().mapToLong(LogLine::position).max().orElse(last.orElse(0L));
        return new Part(wanted.after().isPresent() ? daemon : merge(connection, daemon), position);
    }

    /// Puts the lines together, newest first.
    private static List<LogLine> merge(VpnConnection connection, List<LogLine> daemon) {
        List<LogLine> all = new ArrayList<>(daemon);
        warning(connection).ifPresent(all::add);
        all.sort(Comparator.comparing(LogLine::time)
                .thenComparingLong(LogLine::position)
                .reversed());
        return all;
    }

    /// What is to be said of the connection's algorithms as they are now.
    static Optional<LogLine> warning(VpnConnection connection) {
        List<String> weak = weak(connection);
        return weak.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogLine(
                        new LogSource.Connection(connection.id()),
                        0,
                        connection.history().changedAt(),
                        "warning: weak algorithms in use: " + String.join(", ", weak)));
    }

    private static List<String> weak(VpnConnection connection) {
        List<String> found = new ArrayList<>();
        IkeProfile ike = connection.spec().ike();
        if (WEAK_CIPHERS.contains(ike.encryption())) {
            found.add("ikepolicy.encryption_algorithm " + ike.encryption().word());
        }
        if (WEAK_HASHES.contains(ike.integrity())) {
            found.add("ikepolicy.authentication_algorithm " + ike.integrity().word());
        }
        if (WEAK_GROUPS.contains(ike.dhGroup())) {
            found.add("ikepolicy.dh_group " + ike.dhGroup().word());
        }
        if (WEAK_CIPHERS.contains(connection.spec().ipsec().encryption())) {
            found.add("ipsecpolicy.encryption_algorithm "
                    + connection.spec().ipsec().encryption().word());
        }
        if (WEAK_HASHES.contains(connection.spec().ipsec().integrity())
                && !connection.spec().ipsec().encryption().isAead()) {
            found.add("ipsecpolicy.authentication_algorithm "
                    + connection.spec().ipsec().integrity().word());
        }
        connection
                .spec()
                .ipsec()
                .pfs()
                .filter(WEAK_GROUPS::contains)
                .ifPresent(group -> found.add("ipsecpolicy.pfs " + group.word()));
        return found;
    }
}
