package dev.causeway.model;

/// Dead peer detection of a connection (RFC 3706 for IKEv1; RFC 7296, section 2.4).
///
/// @param intervalSeconds idle time after which the peer is asked whether it lives, 10 to 3600
/// @param timeoutSeconds time without any answer after which the peer is dead, 2 to 60
/// @param message order of payloads, of no effect
public record Dpd(int intervalSeconds, int timeoutSeconds, DpdMessage message) {}
