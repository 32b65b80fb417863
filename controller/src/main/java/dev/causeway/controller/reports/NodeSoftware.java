package dev.causeway.controller.reports;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.Software;
import java.util.Optional;

/// What a node that serves clients reports of the programs for that.
///
/// @param offered what a daemon that is started now is made of
/// @param running what the daemon that runs was made of when it was started; absent while there is none
public record NodeSoftware(NodeId node, Software offered, Optional<Software> running) {

    /// The version of the daemon that runs, or else of one that would be started.
    public String version() {
        return running.orElse(offered).version();
    }

    /// Whether a daemon that is started now would be another than the one that runs.
    public boolean differs() {
        return running.filter(made -> !made.equals(offered)).isPresent();
    }
}
