package dev.causeway.agent.routing;

import dev.causeway.model.ConnectionId;

/// A line for the log of a connection.
public record SpeakerLine(ConnectionId connection, Topic topic, String text) {

    /// What it is about.
    public enum Topic {
        /// The session.
        BGP,
        /// What exceeds what is allowed.
        LIM
    }
}
