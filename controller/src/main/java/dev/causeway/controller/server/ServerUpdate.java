package dev.causeway.controller.server;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Ipv4;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// The body of a request to change a server. What is absent stays as it is.
record ServerUpdate(
        Optional<ClientCidr> clientCidr,
        Optional<List<Prefix>> localSubnets,
        Optional<List<Ipv4>> dnsServers,
        Optional<SslOptions> ssl,
        Optional<ClientAuthType> clientAuthType,
        Optional<CertificateChoice> certificate) {

    static ServerUpdate read(JsonReader in) {
        in.optionalWord("tunnel_protocol", ServerRequest.TunnelProtocol.class);
        ServerRequest.refuseIdentityProvider(in);
        return new ServerUpdate(
                in.raising(P2cCode.CIDR_INVALID).optional("client_cidr", ClientCidr::parse),
                LocalNetworks.optional(in),
                ServerRequest.dnsServers(in),
                SslOptions.read(in),
                in.optionalWord("client_auth_type", ClientAuthType.class),
                CertificateChoice.optional(in));
    }

    /// The certificate that shall be shown from now on; empty if the server goes on with its own, whatever its
    /// owner has done with the one that was copied.
    Optional<CertificateChoice.New> newCertificate(ServerCertificateCopy shown) {
        return certificate.flatMap(choice -> switch (choice) {
            case CertificateChoice.Kept _ -> Optional.empty();
            case CertificateChoice.Held held ->
                Optional.<CertificateChoice.New>of(held)
                        .filter(_ -> !held.id().text().equals(shown.id()));
            case CertificateChoice.Signed signed ->
                Optional.<CertificateChoice.New>of(signed)
                        .filter(_ -> shown.source() != ServerCertificateCopy.Source.SERVICE_SIGN);
        });
    }

    ServerSpec of(ServerSpec before) {
        SslOptions options = ssl.orElse(SslOptions.USUAL);
        return new ServerSpec(
                clientCidr.orElse(before.clientCidr()),
                localSubnets.orElse(before.localSubnets()),
                dnsServers.orElse(before.dnsServers()),
                options.port().orElse(before.port()),
                options.cipher().orElse(before.cipher()),
                before.compressed(),
                clientAuthType.orElse(before.clientAuthType()));
    }
}
