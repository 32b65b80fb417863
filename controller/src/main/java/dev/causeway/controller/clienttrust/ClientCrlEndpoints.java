package dev.causeway.controller.clienttrust;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.ClientCrlId;
import dev.causeway.model.ServerId;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The operations on lists of what client CAs have revoked.
final class ClientCrlEndpoints {

    private static final String ALL = ClientCaEndpoints.SERVERS + "/{" + ClientCaEndpoints.SERVER + "}/client-crls";
    private static final String ID = "client_crl_id";
    private static final String ONE = ALL + "/{" + ID + "}";

    private final Database database;
    private final ClientCrls lists;
    private final Clock clock;

    ClientCrlEndpoints(Database database, ClientCrls lists, Clock clock) {
        this.database = database;
        this.lists = lists;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:p2cVpnGateway:importClientCrl", this::add),
                Route.tenant(Method.GET, ALL, "vpn:p2cVpnGateway:listClientCrls", this::list),
                Route.tenant(Method.GET, ONE, "vpn:p2cVpnGateway:getClientCrl", this::get),
                Route.tenant(Method.DELETE, ONE, "vpn:p2cVpnGateway:deleteClientCrl", this::delete));
    }

    /// A list as the API shows it.
    ///
    /// @param clientCaCertificateId absent once the server has the CA no longer
    /// @param revoked how many certificates it revokes
    private record View(
            ClientCrlId id,
            String name,
            Optional<ClientCaId> clientCaCertificateId,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            int revoked,
            Instant createdAt) {

        static View of(StoredClientCrl list) {
            return new View(
                    list.id(),
                    list.name().text(),
                    list.authority(),
                    list.madeAt(),
                    list.nextAt(),
                    list.serials().size(),
                    list.createdAt());
        }
    }

    private record One(View clientCrl, String requestId) {}

    private record Many(List<View> clientCrls, int totalCount, String requestId) {}

    private record Made(OnlyId clientCrl, String requestId) {}

    private record OnlyId(ClientCrlId id) {}

    private Reply add(Call call) {
        ServerId server = server(call);
        List<X509Certificate> signers = lists.signers(call.project(), server);
        return call.with(
                "client_crl",
                in -> NewClientCrl.read(in, signers, clock.instant()),
                given -> made(call, database.write(tx -> lists.add(tx, call.project(), server, given))));
    }

    private static Reply made(Call call, ClientCrlId id) {
        return Reply.created(new Made(new OnlyId(id), call.requestId()));
    }

    private Reply list(Call call) {
        List<View> found =
                lists.list(call.project(), server(call)).stream().map(View::of).toList();
        return Reply.ok(new Many(found, found.size(), call.requestId()));
    }

    private Reply get(Call call) {
        return Reply.ok(new One(View.of(lists.get(call.project(), server(call), id(call))), call.requestId()));
    }

    private Reply delete(Call call) {
        ServerId server = server(call);
        ClientCrlId id = id(call);
        database.change(tx -> lists.delete(tx, call.project(), server, id));
        return Reply.noContent();
    }

    private static ServerId server(Call call) {
        return call.path(ClientCaEndpoints.SERVER, ServerId::parse);
    }

    private static ClientCrlId id(Call call) {
        return call.path(ID, ClientCrlId::parse);
    }
}
