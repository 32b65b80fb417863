package dev.causeway.controller.clienttrust;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.server.ClientCaName;
import dev.causeway.controller.server.ClientCaView;
import dev.causeway.controller.server.NewClientCa;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ClientCaId;
import dev.causeway.model.ServerId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The operations on client CAs.
final class ClientCaEndpoints {

    static final String SERVERS = "/v5/{project_id}/p2c-vpn-gateways/vpn-servers";
    static final String SERVER = "vpn_server_id";

    private static final String ALL = SERVERS + "/{" + SERVER + "}/client-ca-certificates";
    private static final String ID = "client_ca_certificate_id";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String OBJECT = "client_ca_certificate";

    private final Database database;
    private final ClientTokens tokens;
    private final ClientCas authorities;
    private final Clock clock;

    ClientCaEndpoints(Database database, ClientTokens tokens, ClientCas authorities, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.authorities = authorities;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(
                        Method.POST,
                        SERVERS + "/client-ca-certificates/check",
                        "vpn:system:checkClientCaCertificate",
                        this::check),
                Route.tenant(Method.POST, ALL, "vpn:p2cVpnGateway:importClientCa", this::add)
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.GET, ONE, "vpn:p2cVpnGateway:getClientCa", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:p2cVpnGateway:updateClientCa", this::rename),
                Route.tenant(Method.DELETE, ONE, "vpn:p2cVpnGateway:deleteClientCa", this::delete));
    }

    /// What is shown of a certificate that a server could have.
    private record Checked(
            String name,
            String issuer,
            String subject,
            String serialNumber,
            String expirationTime,
            String signatureAlgorithm) {

        static Checked of(NewClientCa given) {
            CertificateFacts facts = given.authority().facts();
            return new Checked(
                    given.name().text(),
                    facts.issuer(),
                    facts.subject(),
                    facts.serialNumber(),
                    facts.expirationTime(),
                    facts.signatureAlgorithm());
        }
    }

    private record One(ClientCaView clientCaCertificate, String requestId) {}

    private record Made(OnlyId clientCaCertificate, String requestId) {}

    private record OnlyId(ClientCaId id) {}

    private record Done(String requestId) {}

    private Reply check(Call call) {
        return call.with(OBJECT, this::read, given -> Reply.ok(Checked.of(given)));
    }

    private NewClientCa read(JsonReader in) {
        return NewClientCa.read(in, clock.instant());
    }

    private Reply add(Call call) {
        ServerId server = server(call);
        return tokens.once(
                call,
                once -> call.with(
                        OBJECT,
                        this::read,
                        given -> once.write(tx -> made(call, authorities.add(tx, call.project(), server, given)))));
    }

    private static Reply made(Call call, ClientCaId id) {
        return Reply.created(new Made(new OnlyId(id), call.requestId()));
    }

    private Reply get(Call call) {
        return Reply.ok(new One(authorities.get(call.project(), server(call), id(call)), call.requestId()));
    }

    /// Without a name nothing changes.
    private Reply rename(Call call) {
        ServerId server = server(call);
        ClientCaId id = id(call);
        Optional<ClientCaName> name = call.with(OBJECT, in -> in.optional("name", ClientCaName::new), given -> given);
        name.ifPresentOrElse(
                given -> database.change(tx -> authorities.rename(tx, call.project(), server, id, given)),
                () -> authorities.get(call.project(), server, id));
        return Reply.ok(new Done(call.requestId()));
    }

    private Reply delete(Call call) {
        ServerId server = server(call);
        ClientCaId id = id(call);
        database.change(tx -> authorities.delete(tx, call.project(), server, id));
        return Reply.noContent();
    }

    private static ServerId server(Call call) {
        return call.path(SERVER, ServerId::parse);
    }

    private static ClientCaId id(Call call) {
        return call.path(ID, ClientCaId::parse);
    }
}
