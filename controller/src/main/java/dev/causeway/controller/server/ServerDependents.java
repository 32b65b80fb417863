package dev.causeway.controller.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// All features whose things belong to servers.
final class ServerDependents {

    private final List<ServerDependent> all = new CopyOnWriteArrayList<>();

    void add(ServerDependent dependent) {
        all.add(dependent);
    }

    void each(Consumer<ServerDependent> notice) {
        all.forEach(notice);
    }

    boolean remain(Handle tx, VpnServer server) {
        return all.stream().anyMatch(each -> each.remains(tx, server));
    }
}
