package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Slot;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// Tunnels to try things with.
final class Examples {

    /// Stands for the node until the tunnel is given to one.
    private static final NodeId NODE = NodeId.random();

    static final Ipv4 EIP = Ipv4.parse("203.0.113.10");
    static final Ipv4 PEER = Ipv4.parse("198.51.100.2");
    static final IkeSettings IKE = new IkeSettings(
            IkeVersion.V2,
            Phase1Mode.MAIN,
            Integrity.SHA2_256,
            Encryption.AES_128,
            DhGroup.GROUP19,
            86400,
            EIP,
            PEER,
            new Dpd(30, 15, DpdMessage.SEQ_HASH_NOTIFY));
    static final IpsecSettings IPSEC =
            new IpsecSettings(Integrity.SHA2_256, Encryption.AES_128, Optional.of(DhGroup.GROUP19), 3600);

    static final List<Prefix> LOCAL_SUBNETS = List.of(Prefix.parse("192.168.0.0/24"));

    static final Esp ESP = new UserspaceEsp();

    private Examples() {}

    static ConnectionConfig config(TunnelConfig tunnel) {
        return ConnectionConfig.of(tunnel, ESP);
    }

    static TunnelConfig staticTunnel() {
        return new TunnelConfig(
                NODE,
                ConnectionId.random(),
                1,
                new Slot(1),
                new TunnelConfig.Outside(EIP, Ipv4.parse("203.0.113.1")),
                PEER,
                new Credential.Secret(Optional.of(new PreSharedKey("Secret-1234"))),
                IKE,
                IPSEC,
                InterfaceAddress.parse("169.254.70.1/30"),
                new Selection.Networks(LOCAL_SUBNETS, List.of(Prefix.parse("10.1.0.0/24"))));
    }

    /// Another connection of the same node, to a peer that does not answer.
    static TunnelConfig inSlot(int slot) {
        TunnelConfig tunnel = staticTunnel();
        return new TunnelConfig(
                tunnel.node(),
                tunnel.connection(),
                1,
                new Slot(slot),
                tunnel.outside(),
                Ipv4.parse("198.51.100.100").plus(slot),
                tunnel.credential(),
                tunnel.ike(),
                tunnel.ipsec(),
                new InterfaceAddress(Ipv4.parse("169.254.71.1").plus(4 * slot), 30),
                tunnel.selection());
    }

    /// The same tunnel of another node.
    static TunnelConfig on(NodeId node, TunnelConfig tunnel) {
        return new TunnelConfig(
                node,
                tunnel.connection(),
                tunnel.generation(),
                tunnel.slot(),
                tunnel.outside(),
                tunnel.peer(),
                tunnel.credential(),
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                tunnel.selection(),
                tunnel.resets());
    }

    /// The same tunnel, to be begun anew.
    static TunnelConfig reset(TunnelConfig tunnel) {
        return new TunnelConfig(
                tunnel.node(),
                tunnel.connection(),
                tunnel.generation() + 1,
                tunnel.slot(),
                tunnel.outside(),
                tunnel.peer(),
                tunnel.credential(),
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                tunnel.selection(),
                tunnel.resets() + 1);
    }

    static TunnelConfig withPeerId(TunnelConfig tunnel, Ipv4 peerId) {
        IkeSettings ike = tunnel.ike();
        return with(
                tunnel,
                new IkeSettings(
                        ike.version(),
                        ike.phase1Mode(),
                        ike.integrity(),
                        ike.encryption(),
                        ike.dhGroup(),
                        ike.lifetimeSeconds(),
                        ike.localId(),
                        peerId,
                        ike.dpd()),
                tunnel.ipsec());
    }

    static TunnelConfig policyTunnel() {
        return with(
                staticTunnel(),
                List.of(
                        rule("192.168.0.0/25", "10.1.0.0/24"),
                        rule("192.168.0.128/25", "10.1.0.0/25"),
                        rule("192.168.0.0/24", "10.1.5.0/24", "10.1.9.0/24")));
    }

    /// One policy rule that would be one child SA.
    static TunnelConfig threeDestinations() {
        return with(staticTunnel(), List.of(rule("192.168.0.0/24", "10.1.0.0/24", "10.1.5.0/24", "10.1.9.0/24")));
    }

    /// What is led into it is learned.
    static TunnelConfig bgpTunnel() {
        return with(staticTunnel(), new Selection.Everything(LOCAL_SUBNETS));
    }

    /// The same networks without a policy.
    static TunnelConfig threeSubnets() {
        return withPeerSubnets(
                staticTunnel(),
                List.of(Prefix.parse("10.1.0.0/24"), Prefix.parse("10.1.5.0/24"), Prefix.parse("10.1.9.0/24")));
    }

    static TunnelConfig withPeerSubnets(TunnelConfig tunnel, List<Prefix> peerSubnets) {
        return with(tunnel, new Selection.Networks(LOCAL_SUBNETS, peerSubnets));
    }

    static PolicyRule rule(String source, String... destinations) {
        return new PolicyRule(
                Prefix.parse(source),
                List.of(destinations).stream().map(Prefix::parse).toList());
    }

    static TunnelConfig with(TunnelConfig tunnel, List<PolicyRule> rules) {
        return with(tunnel, new Selection.Rules(LOCAL_SUBNETS, rules));
    }

    static TunnelConfig with(TunnelConfig tunnel, Selection selection) {
        return change(tunnel, tunnel.peer(), tunnel.credential(), tunnel.ike(), tunnel.ipsec(), selection);
    }

    static TunnelConfig with(TunnelConfig tunnel, IkeSettings ike, IpsecSettings ipsec) {
        return change(tunnel, tunnel.peer(), tunnel.credential(), ike, ipsec, tunnel.selection());
    }

    static String key(TunnelConfig tunnel) {
        return switch (tunnel.credential()) {
            case Credential.Secret(Optional<PreSharedKey> key) ->
                key.orElseThrow().secret();
        };
    }

    static TunnelConfig withPsk(TunnelConfig tunnel, String psk) {
        return change(
                tunnel,
                tunnel.peer(),
                new Credential.Secret(Optional.of(new PreSharedKey(psk))),
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.selection());
    }

    static TunnelConfig withPeer(TunnelConfig tunnel, Ipv4 peer) {
        return change(tunnel, peer, tunnel.credential(), tunnel.ike(), tunnel.ipsec(), tunnel.selection());
    }

    static TunnelConfig with(TunnelConfig tunnel, Encryption encryption) {
        IkeSettings ike = tunnel.ike();
        IpsecSettings ipsec = tunnel.ipsec();
        return with(
                tunnel,
                new IkeSettings(
                        ike.version(),
                        ike.phase1Mode(),
                        ike.integrity(),
                        encryption,
                        ike.dhGroup(),
                        ike.lifetimeSeconds(),
                        ike.localId(),
                        ike.peerId(),
                        ike.dpd()),
                new IpsecSettings(ipsec.integrity(), encryption, ipsec.pfs(), ipsec.lifetimeSeconds()));
    }

    static TunnelConfig with(TunnelConfig tunnel, Dpd dpd) {
        return with(tunnel, with(tunnel.ike(), tunnel.ike().lifetimeSeconds(), dpd), tunnel.ipsec());
    }

    static TunnelConfig withLifetimes(TunnelConfig tunnel, int ikeSeconds, int ipsecSeconds) {
        IpsecSettings ipsec = tunnel.ipsec();
        return with(
                tunnel,
                with(tunnel.ike(), ikeSeconds, tunnel.ike().dpd()),
                new IpsecSettings(ipsec.integrity(), ipsec.encryption(), ipsec.pfs(), ipsecSeconds));
    }

    static TunnelConfig withVersion(TunnelConfig tunnel, IkeVersion version, Phase1Mode mode) {
        IkeSettings ike = tunnel.ike();
        return with(
                tunnel,
                new IkeSettings(
                        version,
                        mode,
                        ike.integrity(),
                        ike.encryption(),
                        ike.dhGroup(),
                        ike.lifetimeSeconds(),
                        ike.localId(),
                        ike.peerId(),
                        ike.dpd()),
                tunnel.ipsec());
    }

    private static IkeSettings with(IkeSettings ike, int lifetimeSeconds, Dpd dpd) {
        return new IkeSettings(
                ike.version(),
                ike.phase1Mode(),
                ike.integrity(),
                ike.encryption(),
                ike.dhGroup(),
                lifetimeSeconds,
                ike.localId(),
                ike.peerId(),
                dpd);
    }

    private static TunnelConfig change(
            TunnelConfig tunnel,
            Ipv4 peer,
            Credential credential,
            IkeSettings ike,
            IpsecSettings ipsec,
            Selection selection) {
        return new TunnelConfig(
                tunnel.node(),
                tunnel.connection(),
                tunnel.generation() + 1,
                tunnel.slot(),
                tunnel.outside(),
                peer,
                credential,
                ike,
                ipsec,
                tunnel.localAddress(),
                selection,
                tunnel.resets());
    }
}
