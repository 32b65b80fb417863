package dev.causeway.controller.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.server.ClientAuthType;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/// The documents that say who may connect to servers. Each lies where the server's node does.
public final class AccessDocuments implements DocumentSource {

    private final Documents documents;
    private final BiConsumer<Handle, GatewayId> purge;
    private volatile CertificateAccess certificates = (_, _) -> new Access.ByCertificate(List.of(), List.of());

    /// @param purge drops a gateway that is deleted, if nothing of it remains on hosts
    AccessDocuments(Documents documents, BiConsumer<Handle, GatewayId> purge) {
        this.documents = documents;
        this.purge = purge;
    }

    /// Lets servers have authorities.
    void let(CertificateAccess authorities) {
        certificates = authorities;
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.ACCESS;
    }

    /// What the document of a server says beside its users.
    private record Around(GatewayId gateway, NodeId node, boolean open, int mostSessions, ClientAuthType shown) {

        private static Around read(Row row) throws SQLException {
            return new Around(
                    row.id("gateway_id", GatewayId::new),
                    row.id("node_id", NodeId::new),
                    row.flag("open"),
                    row.number("most_connections"),
                    row.word("client_auth_type", ClientAuthType.class));
        }
    }

    private static Select<Around> around(ServerId server) {
        return Select.of(Around::read, """
                SELECT s.gateway_id, n.id AS node_id, g.frozen_effect IS NULL AND NOT g.deleting
                           AND EXISTS (SELECT FROM eip e WHERE e.node_id = n.id) AS open,
                       g.most_connections, s.client_auth_type
                  FROM vpn_server s
                  JOIN p2c_gateway g ON g.id = s.gateway_id
                  JOIN gateway_node n ON n.gateway_id = g.id
                 WHERE s.id = ?""", server);
    }

    /// Whether anybody is let in by a server: its gateway is in service and has an EIP.
    static boolean isOpen(Handle tx, ServerId server) {
        return around(server).first(tx).filter(Around::open).isPresent();
    }

    @Override
    public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
        ServerId server = ServerId.parse(id);
        return around(server)
                .first(tx)
                .map(around -> new AccessDocument(
                        server,
                        around.node(),
                        generation,
                        true,
                        around.open(),
                        around.mostSessions(),
                        access(tx, server, around.shown()),
                        LiveSessionTable.ended(server).list(tx),
                        Optional.empty()))
                .map(document -> wanted ? document : document.withdrawn());
    }

    private Access access(Handle tx, ServerId server, ClientAuthType shown) {
        return switch (shown) {
            case LOCAL_PASSWORD ->
                new Access.ByPassword(ClientUserTable.onHosts(server).list(tx), groups(tx, server));
            case CERT -> certificates.of(tx, server);
        };
    }

    /// The groups of a server as hosts know them, with their policies in the order in which they were made.
    static List<Access.Group> groups(Handle tx, ServerId server) {
        Map<UserGroupId, List<Access.Policy>> policies = AccessPolicyTable.of(server).list(tx).stream()
                .collect(groupingBy(AccessPolicy::group, mapping(AccessDocuments::onHosts, toList())));
        return UserGroupTable.of(server).list(tx).stream()
                .map(group -> new Access.Group(group.id(), policies.getOrDefault(group.id(), List.of())))
                .toList();
    }

    private static Access.Policy onHosts(AccessPolicy policy) {
        return new Access.Policy(policy.id(), policy.destinations());
    }

    /// Puts the document of a new server where its node's document lies.
    void place(Handle tx, ServerId server, NodeId node) {
        documents.placements(tx, DocumentKey.node(node)).stream()
                .filter(Documents.Placement::wanted)
                .forEach(placed -> documents.place(tx, placed.host(), DocumentKey.access(server)));
    }

    /// Says that the document of a server has changed: whom it lets in, or how far. What belongs to a server changes
    /// while its gateway is locked, so changes come one after the other.
    ///
    /// @return its new generation; empty if it lies nowhere
    public OptionalLong touch(Handle tx, ServerId server) {
        return documents.touch(tx, DocumentKey.access(server));
    }

    void withdraw(Handle tx, ServerId server) {
        documents.withdraw(tx, DocumentKey.access(server));
    }

    boolean remains(Handle tx, ServerId server) {
        return !documents.placements(tx, DocumentKey.access(server)).isEmpty();
    }

    @Override
    public void gone(Handle tx, String id) {
        around(ServerId.parse(id)).first(tx).ifPresent(around -> purge.accept(tx, around.gateway()));
    }
}
