package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.process.LogTroubles;
import dev.causeway.model.ConnectionId;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of daemons are.
///
/// @param logs the folder for the logs of all of them
record WorkerFolders(HostNames names, Path logs, LogBudget budget, LogTroubles troubles) {

    WorkerFolders(HostNames names, Path logs) {
        this(names, logs, new LogTroubles());
    }

    private WorkerFolders(HostNames names, Path logs, LogTroubles troubles) {
        this(
                names,
                logs,
                new LogBudget(logs, name -> Files.exists(names.runtimeFolder().resolve(name)), troubles),
                troubles);
    }

    /// Those of the daemon of a connection, whether it runs or not.
    WorkerFolder of(ConnectionId connection) {
        return in(names.runtimeFolder(connection));
    }

    /// Those of a daemon by the folder that it has while the host runs.
    WorkerFolder in(Path folder) {
        return new WorkerFolder(folder, logs.resolve(folder.getFileName()), budget, troubles);
    }
}
