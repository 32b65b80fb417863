package dev.causeway.controller.server;

import dev.causeway.model.ServerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// All features whose things belong to servers.
final class ServerDependents {

    private final List<ServerDependent> all = new CopyOnWriteArrayList<>();
    private volatile ClientAuthorities authorities = new None();

    /// As long as no feature has authorities, no server has any.
    private static final class None implements ClientAuthorities {

        @Override
        public void add(Handle tx, VpnServer server, List<NewClientCa> given) {
            throw new IllegalStateException("there is no feature that takes client CAs");
        }

        @Override
        public Map<ServerId, List<ClientCaView>> shown(Collection<ServerId> servers) {
            return Map.of();
        }
    }

    void add(ServerDependent dependent) {
        all.add(dependent);
    }

    void add(ClientAuthorities feature) {
        authorities = feature;
    }

    ClientAuthorities authorities() {
        return authorities;
    }

    void each(Consumer<ServerDependent> notice) {
        all.forEach(notice);
    }

    boolean remain(Handle tx, VpnServer server) {
        return all.stream().anyMatch(each -> each.remains(tx, server));
    }
}
