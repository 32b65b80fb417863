package dev.causeway.controller.clienttrust;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.controller.access.AccessDocuments;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.server.ClientAuthorities;
import dev.causeway.controller.server.ClientCaName;
import dev.causeway.controller.server.ClientCaView;
import dev.causeway.controller.server.NewClientCa;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.server.VpnServers;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.Coded;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The rules for client CAs. They change while the gateway of their server is locked.
final class ClientCas implements ClientAuthorities {

    private final Questions questions;
    private final CertificateServers servers;
    private final AccessDocuments documents;
    private final Clock clock;

    ClientCas(Questions questions, CertificateServers servers, AccessDocuments documents, Clock clock) {
        this.questions = questions;
        this.servers = servers;
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public void add(Handle tx, VpnServer server, List<NewClientCa> given) {
        Instant now = now();
        given.forEach(one ->
                ClientCaTable.insert(StoredClientCa.of(server.id(), one, now)).in(tx));
    }

    @Override
    public Map<ServerId, List<ClientCaView>> shown(Collection<ServerId> of) {
        return questions.list(ClientCaTable.ofAll(of)).stream()
                .collect(groupingBy(StoredClientCa::server, mapping(StoredClientCa::view, toList())));
    }

    /// Lets a server let in the clients of one more authority.
    ///
    /// @throws Coded if the server cannot have it now, or has as many as it can
    /// @throws InvalidInput if it has this one already, or its clients have passwords
    ClientCaId add(Handle tx, ProjectId project, ServerId id, NewClientCa given) {
        VpnServer server = servers.lockWorking(tx, project, id);
        CertificateServers.requireCertificates(server);
        List<StoredClientCa> present = ClientCaTable.of(id).list(tx);
        StoredClientCa added = StoredClientCa.of(id, given, now());
        if (present.stream().map(StoredClientCa::digest).anyMatch(added.digest()::equals)) {
            throw given.twice().at("content");
        }
        if (present.size() >= MOST) {
            throw P2cCode.TOO_MANY_CLIENT_CAS.failure();
        }
        ClientCaTable.insert(added).in(tx);
        Revocations.requireRoom(tx, id);
        touch(tx, id);
        return added.id();
    }

    /// Finds a client CA of a server of the project.
    ///
    /// @throws Coded if there is none, or no such server
    ClientCaView get(ProjectId project, ServerId server, ClientCaId id) {
        return questions
                .first(ClientCaTable.find(project, server, id))
                .map(StoredClientCa::view)
                .orElseGet(() -> {
                    servers.get(project, server);
                    throw missing(id);
                });
    }

    void rename(Handle tx, ProjectId project, ServerId server, ClientCaId id, ClientCaName name) {
        servers.lock(tx, project, server);
        if (ClientCaTable.rename(server, id, name, now()).in(tx) == 0) {
            throw missing(id);
        }
    }

    /// Takes one away from a server. Whoever connected by it is out, and the last one may go: then the server lets
    /// nobody in.
    void delete(Handle tx, ProjectId project, ServerId server, ClientCaId id) {
        VpnServers.Locked locked = servers.lock(tx, project, server);
        if (ClientCaTable.delete(server, id).in(tx) == 0) {
            throw missing(id);
        }
        CertificateServers.working(locked);
        touch(tx, server);
    }

    private void touch(Handle tx, ServerId server) {
        documents.touch(tx, server);
    }

    private static Coded missing(ClientCaId id) {
        return P2cCode.CLIENT_CA_MISSING.of(id).failure();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
