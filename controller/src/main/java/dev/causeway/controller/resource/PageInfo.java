package dev.causeway.controller.resource;

import java.util.Optional;

/// What follows a list in its answer.
///
/// @param nextMarker left out on the last page
public record PageInfo(Optional<String> nextMarker, int currentCount) {}
