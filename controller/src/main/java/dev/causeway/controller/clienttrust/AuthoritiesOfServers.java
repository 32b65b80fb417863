package dev.causeway.controller.clienttrust;

import dev.causeway.controller.access.CertificateAccess;
import dev.causeway.controller.server.ServerDependent;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.Access;
import org.jdbi.v3.core.Handle;

/// Client CAs and what they have revoked, as servers know of them. On hosts they are a part of the server's access
/// document, which is another feature's.
final class AuthoritiesOfServers implements ServerDependent, CertificateAccess {

    @Override
    public Access.ByCertificate of(Handle tx, ServerId server) {
        return new Access.ByCertificate(
                ClientCaTable.of(server).list(tx).stream()
                        .map(StoredClientCa::onHosts)
                        .toList(),
                Revocations.of(server).list(tx));
    }

    /// Nothing: what a server comes with it gets by itself.
    @Override
    public void made(Handle tx, VpnServer server) {}

    /// Before its clients have passwords, a server must have no authorities. Lists of what is revoked harm nobody.
    @Override
    public void changed(Handle tx, VpnServer before, VpnServer after) {
        if (before.spec().clientAuthType() != after.spec().clientAuthType()
                && ClientCaTable.of(before.id()).first(tx).isPresent()) {
            throw P2cCode.SERVER_HAS_CLIENT_CAS.at("client_auth_type");
        }
    }

    /// Any number of clients can have certificates.
    @Override
    public void requireRoom(Handle tx, VpnServer server, int connections) {}

    @Override
    public void served(Handle tx, VpnServer server, boolean inService) {}

    @Override
    public void withdraw(Handle tx, VpnServer server) {}

    @Override
    public boolean remains(Handle tx, VpnServer server) {
        return false;
    }

    @Override
    public void remove(Handle tx, VpnServer server) {
        ClientCrlTable.deleteAll(server.id()).in(tx);
        ClientCaTable.deleteAll(server.id()).in(tx);
    }
}
