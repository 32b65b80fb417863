package dev.causeway.agent.openvpn;

import java.time.Instant;

/// One line of a node's log of clients: a JSON object.
///
/// @param position rises along the log of a node; a line that is read twice has the same position both times
public record EventLine(long position, Instant time, String text) {}
