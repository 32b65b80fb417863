package dev.causeway.controller.connection;

import dev.causeway.controller.reports.BgpSession;
import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.DhGroup;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.EipId;
import dev.causeway.model.Encryption;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.MonitorId;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A connection as the API shows it.
///
/// @param vgwIp absent while its node has no EIP, as are `eip_id` and the address that would be its `local_id`
/// @param status only in answers to queries, as are the two that follow
/// @param statusCause not while it is active
/// @param bgpPeer only in the answer to a query for one, once its host has said something
/// @param enableHealthCheck only in the answer to its creation
/// @param connectionMonitorId not in that answer
/// @param policyRulesV6 always empty; some clients read it
/// @param eipId the same as `vgw_ip`, for older clients, as are `type` and `route_mode`
record ConnectionView(
        ConnectionId id,
        String name,
        Optional<ConnectionStatus> status,
        Optional<Instant> statusChangedAt,
        Optional<DiagnosisCode> statusCause,
        GatewayId vgwId,
        Optional<EipId> vgwIp,
        String style,
        CustomerGatewayId cgwId,
        List<Prefix> peerSubnets,
        InterfaceAddress tunnelLocalAddress,
        InterfaceAddress tunnelPeerAddress,
        Optional<Boolean> enableNqa,
        Optional<Boolean> enableHub,
        Optional<Boolean> enableHealthCheck,
        Optional<MonitorId> connectionMonitorId,
        List<Rule> policyRules,
        Ike ikepolicy,
        Ipsec ipsecpolicy,
        Instant createdAt,
        Instant updatedAt,
        String enterpriseProjectId,
        HaRole haRole,
        List<Tag> tags,
        List<Rule> policyRulesV6,
        Optional<EipId> eipId,
        String type,
        Optional<String> routeMode,
        Optional<BgpPeer> bgpPeer) {

    /// One in an answer.
    record One(ConnectionView vpnConnection, String requestId) {}

    /// All that a batch made.
    record Batch(List<ConnectionView> vpnConnections, String requestId) {}

    /// A page of them.
    record Many(List<ConnectionView> vpnConnections, PageInfo pageInfo, String requestId, long totalCount) {}

    /// A rule of a policy connection; rules count from 1.
    record Rule(int ruleIndex, Prefix source, List<Prefix> destination) {

        static List<Rule> all(List<PolicyRule> rules) {
            return IntStream.range(0, rules.size())
                    .mapToObj(i ->
                            new Rule(i + 1, rules.get(i).source(), rules.get(i).destinations()))
                    .toList();
        }
    }

    /// The BGP session with the customer gateway.
    ///
    /// @param stateDuration such as `3d01h34m24s`
    record BgpPeer(
            String peerIpAddress,
            long peerAsn,
            String state,
            String stateDuration,
            long numReceivedRoutes,
            long numMessageReceived,
            long numMessageSent) {

        static BgpPeer of(BgpSession session, Instant now) {
            return new BgpPeer(
                    session.peer(),
                    session.asn(),
                    session.state(),
                    duration(Duration.between(session.since(), now)),
                    session.received(),
                    session.messagesIn(),
                    session.messagesOut());
        }

        /// The clock of a host may be ahead.
        private static String duration(Duration measured) {
            Duration past = measured.isNegative() ? Duration.ZERO : measured;
            return "%dd%02dh%02dm%02ds"
                    .formatted(past.toDays(), past.toHoursPart(), past.toMinutesPart(), past.toSecondsPart());
        }
    }

    /// The part that concerns the IKE SA.
    record Ike(
            IkeVersion ikeVersion,
            Optional<Phase1Mode> phase1NegotiationMode,
            Integrity authenticationAlgorithm,
            Encryption encryptionAlgorithm,
            DhGroup dhGroup,
            String authenticationMethod,
            int lifetimeSeconds,
            String localIdType,
            Optional<Ipv4> localId,
            String peerIdType,
            Ipv4 peerId,
            DeadPeerDetection dpd) {

        /// @param ends whose addresses are the identities that nobody has chosen
        static Ike of(IkeProfile ike, VpnConnection.Ends ends) {
            return new Ike(
                    ike.version(),
                    Optional.of(ike.phase1Mode()).filter(_ -> ike.version() == IkeVersion.V1),
                    ike.integrity(),
                    ike.encryption(),
                    ike.dhGroup(),
                    IkeChange.AuthenticationMethod.PRE_SHARE.word(),
                    ike.lifetimeSeconds(),
                    IkeChange.IdentityType.IP.word(),
                    ike.localId().or(ends::address),
                    IkeChange.IdentityType.IP.word(),
                    ike.peerId().orElse(ends.peer()),
                    new DeadPeerDetection(
                            ike.dpd().timeoutSeconds(),
                            ike.dpd().intervalSeconds(),
                            ike.dpd().message()));
        }
    }

    /// When a silent peer is asked, and when it is dead.
    record DeadPeerDetection(int timeout, int interval, DpdMessage msg) {}

    /// The part that concerns the child SAs.
    record Ipsec(
            Integrity authenticationAlgorithm,
            Encryption encryptionAlgorithm,
            String pfs,
            String transformProtocol,
            int lifetimeSeconds,
            String encapsulationMode) {

        static Ipsec of(IpsecSettings ipsec) {
            return new Ipsec(
                    ipsec.integrity(),
                    ipsec.encryption(),
                    ipsec.pfs().map(DhGroup::word).orElse(IpsecChange.NO_PFS),
                    IpsecChange.TransformProtocol.ESP.word(),
                    ipsec.lifetimeSeconds(),
                    IpsecChange.EncapsulationMode.TUNNEL.word());
        }
    }

    /// The answer to what only says that it was done.
    record Done(String requestId) {}

    /// For the answer to a query.
    static ConnectionView of(Connections.Shown shown) {
        return of(shown.connection(), Optional.of(shown), Optional.empty(), shown.monitor());
    }

    static ConnectionView of(Connections.Changed changed) {
        return of(changed.connection(), Optional.empty(), Optional.empty(), changed.monitor());
    }

    /// For the answer to its creation.
    static ConnectionView made(VpnConnection connection, boolean healthCheck) {
        return of(connection, Optional.empty(), Optional.of(healthCheck), Optional.empty());
    }

    private static ConnectionView of(
            VpnConnection connection,
            Optional<Connections.Shown> shown,
            Optional<Boolean> healthCheck,
            Optional<MonitorId> monitor) {
        VpnConnection.Identity identity = connection.identity();
        VpnConnection.Ends ends = connection.ends();
        ConnectionSpec spec = connection.spec();
        ByStyle steering = ByStyle.of(spec.steering());
        return new ConnectionView(
                identity.id(),
                spec.name().text(),
                shown.map(Connections.Shown::status),
                shown.map(Connections.Shown::since),
                shown.flatMap(Connections.Shown::cause),
                ends.gateway(),
                ends.eip(),
                spec.steering().style().name(),
                ends.customerGateway(),
                spec.steering().peerSubnets(),
                spec.tunnel().local(),
                spec.tunnel().peer(),
                steering.nqa(),
                steering.hub(),
                healthCheck,
                monitor,
                steering.rules(),
                Ike.of(spec.ike(), ends),
                Ipsec.of(spec.ipsec()),
                connection.history().createdAt(),
                connection.history().updatedAt(),
                identity.enterpriseProject(),
                identity.haRole(),
                identity.tags(),
                List.of(),
                ends.eip(),
                steering.type(),
                steering.routeMode(),
                shown.flatMap(Connections.Shown::peer));
    }

    /// The members that depend on the style.
    private record ByStyle(
            Optional<Boolean> nqa, Optional<Boolean> hub, List<Rule> rules, String type, Optional<String> routeMode) {

        static ByStyle of(SteeringSpec spec) {
            return switch (spec) {
                case SteeringSpec.Policy policy ->
                    new ByStyle(
                            Optional.empty(), Optional.empty(), Rule.all(policy.rules()), "POLICY", Optional.empty());
                case SteeringSpec.Static routed -> routed(routed, Optional.of(routed.nqa()), Optional.empty());
                case SteeringSpec.Bgp learnt -> routed(learnt, Optional.empty(), Optional.of(learnt.hub()));
            };
        }

        private static ByStyle routed(SteeringSpec spec, Optional<Boolean> nqa, Optional<Boolean> hub) {
            return new ByStyle(
                    nqa, hub, List.of(), "ROUTE", Optional.of(spec.style().name()));
        }
    }
}
