package dev.causeway.agent.shaping;

import dev.causeway.model.BandwidthId;

/// What EIPs let pass together.
///
/// @param megabits in a second, in each direction by itself
public record SharedLimit(BandwidthId bandwidth, int megabits) {}
