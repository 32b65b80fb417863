package dev.causeway.controller.inventory;

import java.util.Optional;

/// A bandwidth to be made.
///
/// @param name made up when absent
/// @param size in Mbit/s, 1 to 2000
record NewBandwidth(
        Optional<String> name, int size, ShareType shareType, ChargeMode chargeMode, String enterpriseProject) {}
