package dev.causeway.agent.openvpn.management;

import java.util.List;

/// What the daemon answers to a command.
///
/// @param done whether it could do it
/// @param lines of what was asked for
public record DaemonAnswer(boolean done, List<String> lines) {

    public DaemonAnswer {
        lines = List.copyOf(lines);
    }
}
