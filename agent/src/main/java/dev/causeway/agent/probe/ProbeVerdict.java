package dev.causeway.agent.probe;

import java.time.Instant;

/// What is made of the answers of a target. Without one it is not known yet.
///
/// @param passes false from two rounds without any answer on, until there is one again
/// @param since when it began, by the clock of the process
public record ProbeVerdict(boolean passes, Instant since) {}
