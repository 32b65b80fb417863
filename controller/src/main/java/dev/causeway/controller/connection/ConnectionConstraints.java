package dev.causeway.controller.connection;

import dev.causeway.controller.database.Database;
import dev.causeway.model.Busy;
import dev.causeway.model.InvalidInput;

/// What the constraints mean that two calls at once can violate although each was right when it was checked.
final class ConnectionConstraints {

    private ConnectionConstraints() {}

    static void explain(Database database) {
        database.explain("vpn_connection_one_per_peer", ConnectionConstraints::secondToPeer)
                .explain(
                        "vpn_connection_tunnel_network",
                        () -> InvalidInput.at(
                                "tunnel_local_address", "another connection of the gateway has this network"))
                .explain(
                        "vpn_connection_name_on_hosts",
                        () -> new Busy("the identifier that was drawn is taken; try again"))
                .explain("claimed_prefix_peer", prefix -> ofClients("peer_subnets", prefix))
                .explain("claimed_prefix_rule", prefix -> ofClients("policy_rules", prefix))
                .explain(
                        "policy_rule_no_overlap",
                        () -> InvalidInput.at("policy_rules", "two rules would match the same packets"));
    }

    private static InvalidInput ofClients(String path, String prefix) {
        return InvalidInput.at(path, "%s belongs to the clients of a VPN server in the VPC", prefix);
    }

    static InvalidInput secondToPeer() {
        return InvalidInput.at(
                "cgw_id", "this address of the gateway already has a connection to the customer gateway's address");
    }
}
