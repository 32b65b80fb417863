package dev.causeway.controller.inventory;

import dev.causeway.model.BandwidthId;
import dev.causeway.model.Ipv4;
import java.util.Optional;

/// An EIP to be assigned.
///
/// @param address a certain one; otherwise the lowest that is free
public record NewEip(String type, Optional<Ipv4> address, String alias, Limit limit, String enterpriseProject) {

    /// The bandwidth that it gets.
    public sealed interface Limit {

        /// One of its own, which comes and goes with it.
        ///
        /// @param name made up when absent
        /// @param megabits in a second, 1 to 2000
        record Own(Optional<String> name, int megabits, ChargeMode chargeMode) implements Limit {}

        /// One that is shared, which [Bandwidths#shared] has found.
        record Shared(BandwidthId id) implements Limit {}
    }

    /// A free address with a bandwidth.
    public static NewEip of(String type, Limit limit, String enterpriseProject) {
        return new NewEip(type, Optional.empty(), "", limit, enterpriseProject);
    }
}
