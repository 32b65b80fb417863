package dev.causeway.controller.access;

import dev.causeway.controller.clientgateway.P2cGateway;
import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.Reach;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The question whether a user reaches an address, answered by the code by which hosts are told what to open.
record ReachQuestion(ClientUserId user, Ipv4 destination) {

    static ReachQuestion read(JsonReader in) {
        return new ReachQuestion(in.required("user_id", ClientUserId::parse), in.required("destination", Ipv4::parse));
    }

    /// @param policy by which the address is reached
    /// @param reason in words
    record Verdict(boolean allowed, Optional<AccessPolicyId> policy, String reason) {

        private static Verdict no(String reason) {
            return new Verdict(false, Optional.empty(), reason);
        }
    }

    /// @throws dev.causeway.model.Coded if the server has no such user
    Verdict answer(Handle tx, VpnServer server, P2cGateways gateways) {
        ClientUser found = ClientUserTable.find(server.id(), user).first(tx).orElseThrow(P2cCode.USER_MISSING::failure);
        P2cGateway gateway = gateways.get(tx, server.project(), server.gateway());
        Reach reach = new Reach(server.spec().localSubnets(), policies(tx, found));
        return shut(tx, gateway, server)
                .or(() -> closed(server, gateway))
                .map(Verdict::no)
                .orElseGet(() -> answer(reach, found));
    }

    private static List<Access.Policy> policies(Handle tx, ClientUser user) {
        return AccessDocuments.groups(tx, user.server()).stream()
                .filter(group -> group.id().equals(user.group()))
                .findFirst()
                .orElseThrow()
                .policies();
    }

    /// Why nobody reaches anything.
    private static Optional<String> shut(Handle tx, P2cGateway gateway, VpnServer server) {
        if (AccessDocuments.isOpen(tx, server.id())) {
            return Optional.empty();
        }
        return Optional.of(
                gateway.frozen() || gateway.deleting()
                        ? "the gateway is out of service: nobody is let in"
                        : "the gateway has no EIP: nobody can be connected");
    }

    /// Why nobody reaches the address, whatever the policies are.
    private Optional<String> closed(VpnServer server, P2cGateway gateway) {
        if (server.network().contains(destination)) {
            return Optional.of("clients do not reach each other");
        }
        if (gateway.node().address().equals(destination)) {
            return Optional.of("the gateway's own address is closed to clients");
        }
        List<Prefix> local = server.spec().localSubnets();
        return local.stream().anyMatch(network -> network.contains(destination))
                ? Optional.empty()
                : Optional.of("the address lies in none of the server's local subnets");
    }

    private Verdict answer(Reach reach, ClientUser found) {
        if (reach.policies().isEmpty()) {
            return Verdict.no("there is no access policy for the user's group " + found.groupName());
        }
        return reach.opening(destination)
                .map(policy -> new Verdict(
                        true,
                        Optional.of(policy),
                        "an access policy opens it to the user's group " + found.groupName()))
                .orElseGet(
                        () -> Verdict.no("no access policy for the user's group " + found.groupName() + " names it"));
    }
}
