package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import java.time.Instant;

/// What a tunnel has carried between one pair of traffic selectors.
///
/// @param local the gateway's side, in the daemon's words
/// @param remote the customer's side
/// @param traffic since the tunnel was made; neither rekeying nor another daemon resets it
/// @param counted when that was read, or up to a minute before if it has not changed
public record ObservedPair(ConnectionId connection, String local, String remote, Traffic traffic, Instant counted) {}
