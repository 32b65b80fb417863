package dev.causeway.controller.connection;

import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a request makes of a connection. Rules are checked for what is new in it: what was there before was accepted,
/// and other things may have changed around it since.
///
/// @param before empty if the connection is new as a whole
record Change(Optional<VpnConnection> before, VpnConnection after) {

    static Change fresh(VpnConnection made) {
        return new Change(Optional.empty(), made);
    }

    boolean peerIsNew() {
        return before.filter(old -> old.ends().peer().equals(after.ends().peer()))
                .isEmpty();
    }

    /// The networks that were not there before.
    ///
    /// @param networks those of a steering
    List<Prefix> added(Function<SteeringSpec, List<Prefix>> networks) {
        List<Prefix> added = new ArrayList<>(networks.apply(after.spec().steering()));
        before.ifPresent(old -> added.removeAll(networks.apply(old.spec().steering())));
        return added;
    }
}
