package dev.causeway.agent.ipsec;

import java.time.Instant;

/// One line of a connection's log, in the daemon's own words.
///
/// @param position rises along the log of a connection; a line that is read twice has the same position both times
public record LogEntry(long position, Instant time, String text) {}
