package dev.causeway.controller.access;

import dev.causeway.controller.server.ClientAuthType;
import dev.causeway.controller.server.ServerDependent;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.ServerId;
import org.jdbi.v3.core.Handle;

/// Users, groups and policies, as servers know of them.
final class AccessOfServers implements ServerDependent {

    private final BelowServers below;
    private final AccessDocuments documents;

    AccessOfServers(BelowServers below, AccessDocuments documents) {
        this.below = below;
        this.documents = documents;
    }

    @Override
    public void made(Handle tx, VpnServer server) {
        begin(tx, server);
        documents.place(tx, server.id(), server.node());
    }

    private void begin(Handle tx, VpnServer server) {
        switch (server.spec().clientAuthType()) {
            case LOCAL_PASSWORD ->
                UserGroupTable.insert(UserGroup.standard(server.id(), below.now()))
                        .in(tx);
            case CERT -> {}
        }
    }

    @Override
    public void changed(Handle tx, VpnServer before, VpnServer after) {
        requireStaticAddressesIn(tx, before, after.network());
        if (before.spec().clientAuthType() != after.spec().clientAuthType()) {
            end(tx, before);
            begin(tx, after);
            documents.touch(tx, after.id());
        }
    }

    private static void requireStaticAddressesIn(Handle tx, VpnServer before, Prefix clients) {
        if (clients.equals(before.network())) {
            return;
        }
        for (Ipv4 address : ClientUserTable.staticAddresses(before.id()).list(tx)) {
            if (!StaticAddress.isForClient(clients, address)) {
                throw InvalidInput.at(
                        "client_cidr", "a user has the static IP address %s, which no client can have there", address);
            }
        }
    }

    /// Before its clients show something else, a server must have nothing of what belongs to them.
    private static void end(Handle tx, VpnServer before) {
        if (before.spec().clientAuthType() == ClientAuthType.LOCAL_PASSWORD) {
            ServerId server = before.id();
            if (ClientUserTable.count(server).one(tx) > 0) {
                throw P2cCode.SERVER_HAS_USERS.at("client_auth_type");
            }
            if (UserGroupTable.countCustom(server).one(tx) > 0) {
                throw P2cCode.SERVER_HAS_GROUPS.at("client_auth_type");
            }
            if (AccessPolicyTable.count(server).one(tx) > 0) {
                throw P2cCode.SERVER_HAS_POLICIES.at("client_auth_type");
            }
            UserGroupTable.deleteAll(server).in(tx);
        }
    }

    @Override
    public void requireRoom(Handle tx, VpnServer server, int connections) {
        long users = ClientUserTable.count(server.id()).one(tx);
        if (users > connections) {
            throw P2cCode.TOO_MANY_USERS
                    .fault()
                    .because("there are %d users", users)
                    .failure();
        }
    }

    @Override
    public void served(Handle tx, VpnServer server, boolean inService) {
        documents.touch(tx, server.id());
    }

    @Override
    public void withdraw(Handle tx, VpnServer server) {
        documents.withdraw(tx, server.id());
    }

    @Override
    public boolean remains(Handle tx, VpnServer server) {
        return documents.remains(tx, server.id());
    }

    @Override
    public void remove(Handle tx, VpnServer server) {
        ServerId id = server.id();
        LiveSessionTable.deleteAll(id).in(tx);
        AccessPolicyTable.deleteAll(id).in(tx);
        ClientUserTable.deleteAll(id).in(tx);
        UserGroupTable.deleteAll(id).in(tx);
    }
}
