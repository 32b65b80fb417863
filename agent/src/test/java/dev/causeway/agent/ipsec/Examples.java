package dev.causeway.agent.ipsec;

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
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.util.List;
import java.util.Optional;

/// Tunnels to try things with.
final class Examples {

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

    private Examples() {}

    static Tunnel staticTunnel() {
        return new Tunnel(
                ConnectionId.random(),
                1,
                1,
                PEER,
                new Authentication.SharedKey(Optional.of(new PreSharedKey("Secret-1234"))),
                IKE,
                IPSEC,
                InterfaceAddress.parse("169.254.70.1/30"),
                InterfaceAddress.parse("169.254.70.2/30"),
                new Steering.Static(List.of(Prefix.parse("10.1.0.0/24"))));
    }

    /// Another connection of the same node, to a peer that does not answer.
    static Tunnel inSlot(int slot) {
        Tunnel tunnel = staticTunnel();
        return new Tunnel(
                tunnel.connection(),
                1,
                slot,
                Ipv4.parse("198.51.100.100").plus(slot),
                tunnel.authentication(),
                tunnel.ike(),
                tunnel.ipsec(),
                new InterfaceAddress(Ipv4.parse("169.254.71.1").plus(4 * slot), 30),
                new InterfaceAddress(Ipv4.parse("169.254.71.2").plus(4 * slot), 30),
                tunnel.steering());
    }

    static Tunnel withPeerId(Tunnel tunnel, Ipv4 peerId) {
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

    static Tunnel policyTunnel() {
        return with(
                staticTunnel(),
                List.of(
                        rule("192.168.0.0/25", "10.1.0.0/24"),
                        rule("192.168.0.128/25", "10.1.0.0/25"),
                        rule("192.168.0.0/24", "10.1.5.0/24", "10.1.9.0/24")));
    }

    /// One policy rule that would be one child SA.
    static Tunnel threeDestinations() {
        return with(staticTunnel(), List.of(rule("192.168.0.0/24", "10.1.0.0/24", "10.1.5.0/24", "10.1.9.0/24")));
    }

    /// The same networks without a policy.
    static Tunnel threeSubnets() {
        return withPeerSubnets(
                staticTunnel(),
                List.of(Prefix.parse("10.1.0.0/24"), Prefix.parse("10.1.5.0/24"), Prefix.parse("10.1.9.0/24")));
    }

    static Tunnel withPeerSubnets(Tunnel tunnel, List<Prefix> peerSubnets) {
        return with(tunnel, new Steering.Static(peerSubnets));
    }

    static PolicyRule rule(String source, String... destinations) {
        return new PolicyRule(
                Prefix.parse(source),
                List.of(destinations).stream().map(Prefix::parse).toList());
    }

    static Tunnel with(Tunnel tunnel, List<PolicyRule> rules) {
        return with(tunnel, new Steering.Policy(rules));
    }

    private static Tunnel with(Tunnel tunnel, Steering steering) {
        return change(tunnel, tunnel.peer(), tunnel.authentication(), tunnel.ike(), tunnel.ipsec(), steering);
    }

    static Tunnel with(Tunnel tunnel, IkeSettings ike, IpsecSettings ipsec) {
        return change(tunnel, tunnel.peer(), tunnel.authentication(), ike, ipsec, tunnel.steering());
    }

    static String key(Tunnel tunnel) {
        return switch (tunnel.authentication()) {
            case Authentication.SharedKey(Optional<PreSharedKey> key) ->
                key.orElseThrow().secret();
        };
    }

    static Tunnel withPsk(Tunnel tunnel, String psk) {
        return change(
                tunnel,
                tunnel.peer(),
                new Authentication.SharedKey(Optional.of(new PreSharedKey(psk))),
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.steering());
    }

    static Tunnel withPeer(Tunnel tunnel, Ipv4 peer) {
        return change(tunnel, peer, tunnel.authentication(), tunnel.ike(), tunnel.ipsec(), tunnel.steering());
    }

    static Tunnel with(Tunnel tunnel, Encryption encryption) {
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

    static Tunnel with(Tunnel tunnel, Dpd dpd) {
        return with(tunnel, with(tunnel.ike(), tunnel.ike().lifetimeSeconds(), dpd), tunnel.ipsec());
    }

    static Tunnel withLifetimes(Tunnel tunnel, int ikeSeconds, int ipsecSeconds) {
        IpsecSettings ipsec = tunnel.ipsec();
        return with(
                tunnel,
                with(tunnel.ike(), ikeSeconds, tunnel.ike().dpd()),
                new IpsecSettings(ipsec.integrity(), ipsec.encryption(), ipsec.pfs(), ipsecSeconds));
    }

    static Tunnel withVersion(Tunnel tunnel, IkeVersion version, Phase1Mode mode) {
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

    private static Tunnel change(
            Tunnel tunnel,
            Ipv4 peer,
            Authentication authentication,
            IkeSettings ike,
            IpsecSettings ipsec,
            Steering steering) {
        return new Tunnel(
                tunnel.connection(),
                tunnel.generation() + 1,
                tunnel.slot(),
                peer,
                authentication,
                ike,
                ipsec,
                tunnel.localAddress(),
                tunnel.peerAddress(),
                steering);
    }
}
