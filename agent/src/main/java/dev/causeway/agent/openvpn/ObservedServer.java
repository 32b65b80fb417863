package dev.causeway.agent.openvpn;

import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.Optional;

/// How the server of a node is doing.
///
/// @param generation of the settings that its daemon was seen to follow; 0 before the first
/// @param reason why it is not listening; empty otherwise
/// @param since when it entered this state
/// @param running what the daemon was made of when it was started; absent while there is none
public record ObservedServer(
        ServerId server, long generation, State state, String reason, Instant since, Optional<DaemonBuild> running) {

    public enum State {
        /// The daemon does not follow the wanted settings yet.
        APPLYING,
        /// The daemon was seen listening with these settings.
        LISTENING,
        /// It cannot be made on this host; that is tried again.
        FAILED
    }
}
