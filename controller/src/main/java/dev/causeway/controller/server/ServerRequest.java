package dev.causeway.controller.server;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.DataCipher;
import dev.causeway.model.Ipv4;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.Violation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The body of a request for a new server.
///
/// @param clientCas in the order of the request; none unless clients show certificates
record ServerRequest(ServerSpec spec, CertificateChoice.New certificate, List<NewClientCa> clientCas) {

    private static final int MOST_DNS_SERVERS = 2;
    private static final String CLIENT_CAS = "client_ca_certificates";

    /// How packets are carried to clients.
    enum TunnelProtocol implements ApiWord {
        SSL;

        @Override
        public String word() {
            return name();
        }
    }

    /// @param now when client CAs must be valid
    static ServerRequest read(JsonReader in, Instant now) {
        in.optionalWord("tunnel_protocol", TunnelProtocol.class);
        refuseIdentityProvider(in);
        ClientAuthType auth =
                in.optionalWord("client_auth_type", ClientAuthType.class).orElse(ClientAuthType.LOCAL_PASSWORD);
        SslOptions ssl = SslOptions.read(in).orElse(SslOptions.USUAL);
        ClientCidr clientCidr = in.raising(P2cCode.CIDR_INVALID).required("client_cidr", ClientCidr::parse);
        List<Prefix> localSubnets = LocalNetworks.required(in);
        List<Ipv4> dnsServers = dnsServers(in).orElse(List.of());
        CertificateChoice.New certificate = CertificateChoice.required(in);
        List<NewClientCa> clientCas = clientCas(in, auth, now);
        var spec = new ServerSpec(
                clientCidr,
                localSubnets,
                dnsServers,
                ssl.port().orElse(SslOptions.USUAL_PORT),
                ssl.cipher().orElse(DataCipher.AES_128_GCM),
                ssl.compressed().orElse(false),
                auth);
        return new ServerRequest(spec, certificate, clientCas);
    }

    static Optional<List<Ipv4>> dnsServers(JsonReader in) {
        return in.has("dns_servers")
                ? Optional.ofNullable(in.requiredList("dns_servers", MOST_DNS_SERVERS, Ipv4::parse))
                : Optional.empty();
    }

    static void refuseIdentityProvider(JsonReader in) {
        in.optional("idp_name", name -> name)
                .filter(name -> !name.isEmpty())
                .ifPresent(_ -> in.violation(
                        "idp_name",
                        "must be left out: clients show passwords (LOCAL_PASSWORD) or certificates (CERT)"));
    }

    private static List<NewClientCa> clientCas(JsonReader in, ClientAuthType auth, Instant now) {
        return switch (auth) {
            case CERT ->
                unique(
                        in,
                        in.whenEmpty(P2cCode.CLIENT_CA_NEEDED)
                                .whenTooMany(P2cCode.TOO_MANY_CLIENT_CAS)
                                .requiredObjects(
                                        CLIENT_CAS, ClientAuthorities.MOST, inner -> NewClientCa.read(inner, now)));
            case LOCAL_PASSWORD -> none(in);
        };
    }

    private static List<NewClientCa> unique(JsonReader in, List<NewClientCa> given) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; given != null && i < given.size(); i++) {
            NewClientCa one = given.get(i);
            if (!seen.add(one.authority().digest())) {
                in.violation(new Violation(CLIENT_CAS + "[" + i + "].content", one.twice()));
            }
        }
        return given;
    }

    private static List<NewClientCa> none(JsonReader in) {
        if (in.has(CLIENT_CAS) && !in.isEmptyList(CLIENT_CAS)) {
            in.violation(CLIENT_CAS, "must be given only when client_auth_type is CERT");
        }
        return List.of();
    }
}
