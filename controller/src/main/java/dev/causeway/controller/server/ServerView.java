package dev.causeway.controller.server;

import dev.causeway.controller.certificates.CertificateFacts;
import dev.causeway.controller.resource.PageInfo;
import dev.causeway.model.DataCipher;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.List;

/// A server as the API shows it.
record ServerView(
        ServerId id,
        GatewayId p2cVgwId,
        InterfaceAddress clientCidr,
        List<Prefix> localSubnets,
        ClientAuthType clientAuthType,
        ServerRequest.TunnelProtocol tunnelProtocol,
        Certificate serverCertificate,
        List<ClientCaView> clientCaCertificates,
        Ssl sslOptions,
        List<Ipv4> dnsServers,
        ServerStatus status,
        Instant statusChangedAt,
        Instant createdAt,
        Instant updatedAt) {

    /// The answer to a request for a new one.
    record Made(OnlyId vpnServer, String requestId) {}

    record OnlyId(ServerId id) {}

    /// All of a gateway.
    record OfGateway(List<ServerView> vpnServers, long totalCount, PageInfo pageInfo, String requestId) {}

    /// What a change is answered with.
    record Done(String requestId) {}

    /// A client's file.
    record Exported(String clientConfig) {}

    /// @param id empty if its owner has deleted it, or if the service signed it
    record Certificate(
            String id,
            String name,
            ServerCertificateCopy.Source source,
            String issuer,
            String subject,
            String serialNumber,
            String expirationTime,
            String signatureAlgorithm) {

        static Certificate of(ServerCertificateCopy copy, boolean held) {
            CertificateFacts facts = CertificateFacts.of(copy.own());
            return new Certificate(
                    held ? copy.id() : "",
                    copy.name(),
                    copy.source(),
                    facts.issuer(),
                    facts.subject(),
                    facts.serialNumber(),
                    facts.expirationTime(),
                    facts.signatureAlgorithm());
        }
    }

    record Ssl(
            String protocol,
            int port,
            DataCipher encryptionAlgorithm,
            String authenticationAlgorithm,
            boolean isCompressed) {

        static Ssl of(ServerSpec spec) {
            return new Ssl("TCP", spec.port(), spec.cipher(), ClientFile.digest(spec.cipher()), spec.compressed());
        }
    }

    static ServerView of(VpnServers.Shown shown, List<ClientCaView> authorities) {
        VpnServer server = shown.server();
        ServerSpec spec = server.spec();
        return new ServerView(
                server.id(),
                server.gateway(),
                spec.clientCidr().given(),
                spec.localSubnets(),
                spec.clientAuthType(),
                ServerRequest.TunnelProtocol.SSL,
                Certificate.of(server.certificate(), shown.certificateHeld()),
                authorities,
                Ssl.of(spec),
                spec.dnsServers(),
                shown.status(),
                shown.since(),
                server.history().createdAt(),
                server.history().updatedAt());
    }
}
