package dev.causeway.controller.server;

import dev.causeway.controller.database.Joined;
import dev.causeway.controller.database.Under;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.DataCipher;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.document.ClientServer;
import java.time.Instant;
import java.util.List;

/// A VPN server, as it is wanted: what the clients of a P2C gateway connect to.
///
/// @param node that runs it
/// @param certificate that it shows
/// @param history when it changed, and how far the data plane has followed
public record VpnServer(
        ServerId id,
        ProjectId project,
        GatewayId gateway,
        @Joined NodeId node,
        ServerSpec spec,
        @Under("certificate_") ServerCertificateCopy certificate,
        History history) {

    /// Has no tags and no quota: each gateway has one at most.
    static final ResourceType TYPE =
            new ResourceType("vpn-server", "VPN server", ServerId::parse, "vpn_server", "p2c_vpn_gateway", "false");

    /// What became of it.
    ///
    /// @param generation rises with every change that the node must follow
    /// @param start raised by one to have the daemon replaced although nothing else of it has changed
    /// @param replacedGeneration the newest with which the daemon is another one
    /// @param appliedGeneration the newest generation with which it was ever seen listening; 0 before
    /// @param changedAt when the generation last rose
    public record History(
            long generation,
            long start,
            long replacedGeneration,
            long appliedGeneration,
            Instant createdAt,
            Instant updatedAt,
            Instant changedAt) {

        static History beginning(Instant now) {
            return new History(1, 1, 1, 0, now, now, now);
        }

        /// @param follows whether the node must follow the change
        /// @param replaces whether it does so with another daemon
        History changed(boolean follows, boolean replaces, Instant now) {
            long next = follows ? generation + 1 : generation;
            return new History(
                    next,
                    start,
                    replaces ? next : replacedGeneration,
                    appliedGeneration,
                    createdAt,
                    now,
                    follows ? now : changedAt);
        }
    }

    /// The same server with another spec and certificate. Its generation rises if its node is told anything else than
    /// before.
    VpnServer changed(ServerSpec newSpec, ServerCertificateCopy newCertificate, Instant now) {
        var after = new VpnServer(id, project, gateway, node, newSpec, newCertificate, history);
        boolean follows = !after.onNode(NO_KEY).equals(onNode(NO_KEY));
        boolean replaces = !after.daemon().equals(daemon());
        return new VpnServer(
                id, project, gateway, node, newSpec, newCertificate, history.changed(follows, replaces, now));
    }

    public Prefix network() {
        return spec.clientCidr().network();
    }

    /// What a daemon is started with: only another daemon has it otherwise.
    private Daemon daemon() {
        return new Daemon(
                spec.clientCidr().network(), spec.port(), spec.cipher(), spec.clientAuthType(), certificate.chain());
    }

    private record Daemon(
            Prefix network, int port, DataCipher cipher, ClientAuthType clientAuthType, List<String> chain) {}

    private static final PrivateKeyPem NO_KEY = new PrivateKeyPem("");

    /// What its node is told of it. Another key comes with another certificate.
    ClientServer onNode(PrivateKeyPem key) {
        return new ClientServer(
                id,
                history.generation(),
                spec.clientCidr().network(),
                spec.localSubnets(),
                spec.dnsServers(),
                spec.port(),
                spec.cipher(),
                new ClientServer.Certificate(certificate.chain(), key),
                spec.clientAuthType().showing(),
                history.start());
    }
}
