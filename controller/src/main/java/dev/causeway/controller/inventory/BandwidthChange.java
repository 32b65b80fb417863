package dev.causeway.controller.inventory;

import java.util.Optional;

/// What shall change of a bandwidth; what is absent stays.
record BandwidthChange(Optional<String> name, Optional<Integer> size, Optional<ChargeMode> chargeMode) {}
