package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.model.ConnectionId;
import java.nio.file.Path;

/// Where the files of daemons are.
///
/// @param logs the folder for the logs of all of them
record WorkerFolders(HostNames names, Path logs) {

    /// Those of the daemon of a connection, whether it runs or not.
    WorkerFolder of(ConnectionId connection) {
        Path folder = names.runtimeFolder(connection);
        return new WorkerFolder(folder, logs.resolve(folder.getFileName()));
    }
}
