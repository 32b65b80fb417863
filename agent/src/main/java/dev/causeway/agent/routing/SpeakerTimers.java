package dev.causeway.agent.routing;

import java.util.Optional;

/// How soon a speaker notices that a peer is silent.
///
/// @param keepalive seconds between two signs of life
/// @param hold seconds of silence that end a session; at least three times `keepalive`
/// @param detection absent: only the hold time tells
public record SpeakerTimers(int keepalive, int hold, Optional<Detection> detection) {

    public static final SpeakerTimers USUAL = new SpeakerTimers(10, 30, Optional.of(new Detection(3, 300)));

    /// BFD, with peers that have it too.
    ///
    /// @param multiplier so many missing packets mean that the peer is gone; from 2 to 255
    /// @param milliseconds between two packets, from 10 to 60000
    public record Detection(int multiplier, int milliseconds) {}
}
