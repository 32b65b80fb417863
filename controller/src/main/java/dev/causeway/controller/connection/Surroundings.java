package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.gateway.CustomerGateway;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a connection must fit, as it is while its gateway is locked.
///
/// @param eips those of the gateway's nodes
/// @param subnets the networks of the VPC
/// @param segment the network of all EIPs
/// @param peer the customer gateway that the request names, if it names one
/// @param aroundPeer a network that another connection leads to and in which the address of that one lies
record Surroundings(
        VpnGateway gateway,
        Map<NodeId, Eip> eips,
        Neighbours neighbours,
        List<Prefix> subnets,
        Prefix segment,
        Optional<CustomerGateway> peer,
        Optional<Prefix> aroundPeer) {

    private static final RowForm<Eip> EIP = RowForm.of(Eip.class);

    /// An EIP of a node of the gateway.
    record Eip(NodeId node, EipId id, Ipv4 address) {}

    /// The customer gateway that a request names, to be asked for.
    ///
    /// @param gateway gives it once the questions are answered
    /// @param around finds a network that another connection leads to and in which its address lies
    record Peer(Supplier<CustomerGateway> gateway, Select<Prefix> around) {}

    /// Asks for all of it.
    ///
    /// @param which finds the gateway, which must be locked by a question before
    /// @param gateway gives it once the questions are answered
    /// @return gives the surroundings then
    static Supplier<Surroundings> ask(
            Pipeline questions, Select<GatewayId> which, Supplier<VpnGateway> gateway, Optional<Peer> peer) {
        var eips = questions.add(Select.of(EIP::read, "SELECT " + EIP.columns("e") + " FROM eip e")
                .among(" WHERE e.gateway_id", which));
        var neighbours = questions.add(ConnectionTable.of(which));
        var subnets = questions.add(
                Select.of(row -> row.prefix("cidr"), "SELECT cidr FROM subnet JOIN vpn_gateway g USING (vpc_id)")
                        .among(" WHERE g.id", which));
        var segment = questions.add(Select.of(row -> row.prefix("segment"), "SELECT segment FROM eip_pool"));
        var around = peer.map(Peer::around).map(questions::add);
        return () -> new Surroundings(
                gateway.get(),
                eips.list().stream().collect(toMap(Eip::node, Function.identity())),
                new Neighbours(neighbours.list()),
                subnets.list(),
                segment.first().orElseThrow(),
                peer.map(named -> named.gateway().get()),
                around.flatMap(Pipeline.Answer::first));
    }
}
