package dev.causeway.controller.connection;

import dev.causeway.model.DhGroup;
import dev.causeway.model.Encryption;
import dev.causeway.model.Integrity;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The log of a connection: the daemon's lines, and a warning about algorithms that are no longer thought safe.
final class ConnectionLog {

    private static final Set<Encryption> WEAK_CIPHERS = Set.of(Encryption.TRIPLE_DES);
    private static final Set<Integrity> WEAK_HASHES = Set.of(Integrity.MD5, Integrity.SHA1);
    private static final Set<DhGroup> WEAK_GROUPS = Set.of(DhGroup.GROUP1, DhGroup.GROUP2, DhGroup.GROUP5);

    private ConnectionLog() {}

    /// Puts the lines together, newest first.
    static List<LogLine> merge(VpnConnection connection, List<LogLine> daemon) {
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
