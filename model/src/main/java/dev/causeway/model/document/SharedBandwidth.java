package dev.causeway.model.document;

import dev.causeway.model.BandwidthId;

/// A bandwidth of several EIPs, which let pass no more than this together.
///
/// @param megabits in a second in either direction
public record SharedBandwidth(BandwidthId id, int megabits) {}
