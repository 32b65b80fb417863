package dev.causeway.agent;

import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.DataCipher;
import dev.causeway.model.DhGroup;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.GatewayId;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Integrity;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.ServerId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.UserGroupId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Optional;

/// Documents of a small world: an internet segment, a VPC with two subnets and a workload in each, and nodes of one
/// gateway between them.
public final class World {

    public static final Prefix FRONT = Prefix.parse("192.168.0.0/24");
    public static final Prefix BACK = Prefix.parse("192.168.1.0/24");
    public static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");
    public static final Prefix CLIENTS = Prefix.parse("10.250.0.0/16");

    public final GatewayId gateway = GatewayId.random();
    public final VpcId vpc = VpcId.random();
    public final SubnetId front = SubnetId.random();
    public final SubnetId back = SubnetId.random();

    public InternetDocument internet() {
        return new InternetDocument(1, true, Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1"));
    }

    public VpcDocument vpc(VpcDocument.PeerRoute... routes) {
        return new VpcDocument(
                vpc,
                1,
                true,
                List.of(
                        new VpcDocument.Subnet(front, FRONT, Ipv4.parse("192.168.0.1")),
                        new VpcDocument.Subnet(back, BACK, Ipv4.parse("192.168.1.1"))),
                List.of(
                        new VpcDocument.Workload("web", front, Ipv4.parse("192.168.0.100")),
                        new VpcDocument.Workload("database", back, Ipv4.parse("192.168.1.100"))),
                List.of(routes));
    }

    public static VpcDocument.PeerRoute route(Prefix destination, VpcDocument.Path... paths) {
        return new VpcDocument.PeerRoute(destination, List.of(paths));
    }

    public static VpcDocument.Path path(NodeDocument node, int tunnel, int rank) {
        return new VpcDocument.Path(
                new VpcDocument.Leading.Tunnel(node.tunnels().get(tunnel).connection()),
                node.node(),
                attachment(node).address(),
                rank);
    }

    /// A node with the EIP `203.0.113.<host>` and the address `192.168.0.<host>`.
    public NodeDocument node(int host, Tunnel... tunnels) {
        return node(host, new NodeService.SiteToCloud(List.of(FRONT, BACK), List.of(tunnels)));
    }

    public NodeDocument node(int host, NodeService service) {
        return new NodeDocument(
                NodeId.random(),
                gateway,
                1,
                true,
                1,
                new Uplink.Eip(
                        Ipv4.parse("203.0.113." + host), Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")),
                new Attachment.Vpc(vpc, front, FRONT, Ipv4.parse("192.168.0." + host), Ipv4.parse("192.168.0.1")),
                service);
    }

    /// A node for clients, with the EIP `203.0.113.<host>` and the address `192.168.0.<host>`.
    public NodeDocument clientNode(int host, Optional<ClientServer> server) {
        NodeDocument node = node(host);
        return clientNode(node, node.uplink(), server);
    }

    /// The same node, one generation later.
    public static NodeDocument clientNode(NodeDocument node, Uplink uplink, Optional<ClientServer> server) {
        return later(node, uplink, new NodeService.ClientVpn(server));
    }

    /// The same node with another uplink, one generation later.
    public static NodeDocument at(NodeDocument node, Uplink uplink) {
        return later(node, uplink, node.service());
    }

    private static NodeDocument later(NodeDocument node, Uplink uplink, NodeService service) {
        return new NodeDocument(
                node.node(),
                node.gateway(),
                node.generation() + 1,
                true,
                node.gatewayGeneration(),
                uplink,
                node.attachment(),
                service);
    }

    /// Who may connect to the server of a node: a user whose group reaches these networks.
    public static AccessDocument access(NodeDocument node, ServerId server, long generation, Prefix... reached) {
        var group = UserGroupId.random();
        return new AccessDocument(
                server,
                node.node(),
                generation,
                true,
                true,
                10,
                new Access.ByPassword(
                        List.of(new Access.User(
                                ClientUserId.random(), "alice", new PasswordHash("hash"), 1, Optional.empty(), group)),
                        List.of(new Access.Group(
                                group, List.of(new Access.Policy(AccessPolicyId.random(), List.of(reached)))))),
                List.of(),
                Optional.empty());
    }

    /// A server at port 443 that clients of [#CLIENTS] reach all subnets through.
    public static ClientServer server() {
        return server(List.of(FRONT, BACK));
    }

    public static ClientServer server(List<Prefix> localSubnets) {
        return new ClientServer(
                ServerId.random(),
                1,
                CLIENTS,
                localSubnets,
                List.of(),
                443,
                DataCipher.AES_128_GCM,
                new ClientServer.Certificate(List.of("chain"), new PrivateKeyPem("key")),
                ClientServer.Showing.PASSWORD,
                1);
    }

    public static Attachment.Vpc attachment(NodeDocument node) {
        return switch (node.attachment()) {
            case Attachment.Vpc vpc -> vpc;
        };
    }

    public static List<Prefix> localSubnets(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.SiteToCloud service -> service.localSubnets();
            case NodeService.ClientVpn _ -> throw new IllegalArgumentException("it has no tunnels");
        };
    }

    /// The same document, one generation later, with other tunnels.
    public static NodeDocument next(NodeDocument node, boolean wanted, Tunnel... tunnels) {
        return new NodeDocument(
                node.node(),
                node.gateway(),
                node.generation() + 1,
                wanted,
                node.gatewayGeneration(),
                node.uplink(),
                node.attachment(),
                new NodeService.SiteToCloud(localSubnets(node), List.of(tunnels)));
    }

    public static InternetDocument next(InternetDocument internet) {
        return new InternetDocument(internet.generation() + 1, false, internet.segment(), internet.router());
    }

    public static VpcDocument next(VpcDocument vpc, boolean wanted) {
        return new VpcDocument(
                vpc.vpc(), vpc.generation() + 1, wanted, vpc.subnets(), vpc.workloads(), vpc.peerRoutes());
    }

    /// A static connection to a peer at `198.51.100.<slot + 1>`.
    public static Tunnel tunnel(int slot, Prefix... peers) {
        return tunnel(slot, new Steering.Static(List.of(peers)));
    }

    public static Tunnel policyTunnel(int slot, PolicyRule... rules) {
        return tunnel(slot, new Steering.Policy(List.of(rules)));
    }

    /// The same connection to another device.
    public static Tunnel withPeer(Tunnel tunnel, Ipv4 peer) {
        return new Tunnel(
                tunnel.connection(),
                tunnel.generation() + 1,
                tunnel.slot(),
                peer,
                tunnel.authentication(),
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                tunnel.peerAddress(),
                tunnel.steering());
    }

    public static Tunnel tunnel(int slot, Steering steering) {
        Ipv4 peer = Ipv4.parse("198.51.100.1").plus(slot);
        Ipv4 inside = Ipv4.parse("169.254.70.0").plus(4 * slot);
        return new Tunnel(
                ConnectionId.random(),
                1,
                slot,
                peer,
                new Authentication.SharedKey(Optional.of(new PreSharedKey("secret"))),
                new IkeSettings(
                        IkeVersion.V2,
                        Phase1Mode.MAIN,
                        Integrity.SHA2_256,
                        Encryption.AES_128,
                        DhGroup.GROUP14,
                        86400,
                        Ipv4.parse("203.0.113.10"),
                        peer,
                        new Dpd(30, 15, DpdMessage.SEQ_HASH_NOTIFY)),
                new IpsecSettings(Integrity.SHA2_256, Encryption.AES_128, Optional.of(DhGroup.GROUP14), 3600),
                new InterfaceAddress(inside.plus(1), 30),
                new InterfaceAddress(inside.plus(2), 30),
                steering);
    }
}
