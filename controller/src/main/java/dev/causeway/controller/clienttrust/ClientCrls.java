package dev.causeway.controller.clienttrust;

import dev.causeway.controller.access.AccessDocuments;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.server.VpnServers;
import dev.causeway.model.ClientCrlId;
import dev.causeway.model.Coded;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rules for lists of what client CAs have revoked. All lists of a CA count together, and each for all certificates
/// of the CA's name and key.
final class ClientCrls {

    /// How many a server has at most.
    private static final int MOST = 10;

    private final Questions questions;
    private final CertificateServers servers;
    private final AccessDocuments documents;
    private final Clock clock;

    ClientCrls(Questions questions, CertificateServers servers, AccessDocuments documents, Clock clock) {
        this.questions = questions;
        this.servers = servers;
        this.documents = documents;
        this.clock = clock;
    }

    /// Those who can sign a list for a server.
    ///
    /// @throws Coded if the project has no such server
    /// @throws InvalidInput if its clients have passwords
    List<X509Certificate> signers(ProjectId project, ServerId id) {
        CertificateServers.requireCertificates(servers.get(project, id));
        return questions.list(ClientCaTable.of(id)).stream()
                .map(StoredClientCa::own)
                .toList();
    }

    /// Revokes what a list says.
    ///
    /// @throws Coded if the server cannot have it now
    /// @throws InvalidInput if the server has too many lists, or too much is revoked
    ClientCrlId add(Handle tx, ProjectId project, ServerId id, NewClientCrl given) {
        VpnServer server = servers.lockWorking(tx, project, id);
        CertificateServers.requireCertificates(server);
        if (ClientCrlTable.count(id).one(tx) >= MOST) {
            throw new InvalidInput("a server has at most %d lists of revoked certificates: delete one first", MOST);
        }
        StoredClientCrl added = StoredClientCrl.of(id, given, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        ClientCrlTable.insert(added).in(tx);
        Revocations.requireRoom(tx, id);
        documents.touch(tx, id);
        return added.id();
    }

    List<StoredClientCrl> list(ProjectId project, ServerId server) {
        List<StoredClientCrl> found = questions.list(ClientCrlTable.of(project, server));
        if (found.isEmpty()) {
            servers.get(project, server);
        }
        return found;
    }

    /// Finds a list of a server of the project.
    ///
    /// @throws Coded if there is none, or no such server
    StoredClientCrl get(ProjectId project, ServerId server, ClientCrlId id) {
        return questions.first(ClientCrlTable.find(project, server, id)).orElseGet(() -> {
            servers.get(project, server);
            throw missing(id);
        });
    }

    /// Lets in again whom only this list kept out.
    void delete(Handle tx, ProjectId project, ServerId server, ClientCrlId id) {
        VpnServers.Locked locked = servers.lock(tx, project, server);
        if (ClientCrlTable.delete(server, id).in(tx) == 0) {
            throw missing(id);
        }
        CertificateServers.working(locked);
        documents.touch(tx, server);
    }

    private static Coded missing(ClientCrlId id) {
        return P2cCode.CLIENT_CRL_MISSING.of(id).failure();
    }
}
