package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Objects;
import java.util.Optional;

/// The address that a node's peers see, and the way to them.
public sealed interface Uplink {

    /// An address on the internet segment.
    ///
    /// @param router next hop to the internet
    /// @param megabits what passes it in a second in either direction at most; absent if nothing is held back
    /// @param shared what it shares that with others; absent if it has it for itself
    record Eip(
            Ipv4 address,
            Prefix segment,
            Ipv4 router,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> megabits,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SharedBandwidth> shared)
            implements Uplink {

        public Eip {
            Objects.requireNonNull(megabits);
            Objects.requireNonNull(shared);
        }

        public Eip(Ipv4 address, Prefix segment, Ipv4 router) {
            this(address, segment, router, Optional.empty());
        }

        /// One that shares nothing.
        public Eip(Ipv4 address, Prefix segment, Ipv4 router, Optional<Integer> megabits) {
            this(address, segment, router, megabits, Optional.empty());
        }
    }

    /// No way to the internet: nobody reaches the node from there.
    record None() implements Uplink {}
}
