package dev.causeway.controller.access;

import dev.causeway.controller.clientgateway.P2cGateway;
import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.resource.Listing;
import dev.causeway.model.GatewayId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.document.HostReport;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The connections of clients that are live, and how they are ended.
final class LiveSessions implements ReportObserver {

    private final Questions questions;
    private final P2cGateways gateways;
    private final AccessDocuments documents;

    LiveSessions(Questions questions, P2cGateways gateways, AccessDocuments documents) {
        this.questions = questions;
        this.gateways = gateways;
        this.documents = documents;
    }

    /// A part of those of a gateway, newest first.
    Listing<LiveSession> list(ProjectId project, GatewayId id, int limit, int offset) {
        var asked = new Pipeline();
        Supplier<P2cGateway> gateway = gateways.find(asked, P2cGateways.one(project, id));
        var total = asked.add(LiveSessionTable.count(id));
        var part = asked.add(LiveSessionTable.newestFirst(id, limit, offset));
        questions.ask(asked);
        var _ = gateway.get();
        return new Listing<>(part.list(), total.first().orElseThrow());
    }

    /// Says that a connection shall end. Its host is told so until it reports the connection no longer, whoever runs it
    /// meanwhile; the client may connect anew.
    void end(Handle tx, ProjectId project, GatewayId id, SessionId session) {
        gateways.lockChangeable(tx, project, id);
        ServerId server =
                LiveSessionTable.serverOf(id, session).first(tx).orElseThrow(P2cCode.CONNECTION_MISSING::failure);
        documents
                .touch(tx, server)
                .ifPresent(generation ->
                        LiveSessionTable.end(session, server, generation).in(tx));
    }

    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return Map.of();
    }

    /// What hosts need no longer be told is left out of the documents.
    @Override
    public void observe(Handle tx, HostReport report) {
        LiveSessionTable.settled().list(tx).forEach(server -> {
            // Whoever adds one has changed the document before.
            documents.touch(tx, server);
            LiveSessionTable.dropSettled(server).in(tx);
        });
    }
}
