package dev.causeway.agent.openvpn.management;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;

/// What a client that is let in gets.
///
/// @param address the first host of a /30
/// @param peer the other one, which the client takes for its router
/// @param routes the networks that it shall send here
public record Grant(Ipv4 address, Ipv4 peer, List<Prefix> routes, List<Ipv4> dnsServers) {

    public Grant {
        routes = List.copyOf(routes);
        dnsServers = List.copyOf(dnsServers);
    }

    String lines() {
        StringBuilder lines = new StringBuilder();
        lines.append("ifconfig-push %s %s\n".formatted(address, peer));
        routes.forEach(
                route -> lines.append("push \"route %s %s\"\n".formatted(route.network(), mask(route.length()))));
        dnsServers.forEach(server -> lines.append("push \"dhcp-option DNS %s\"\n".formatted(server)));
        return lines.toString();
    }

    private static Ipv4 mask(int length) {
        return new Ipv4(length == 0 ? 0 : -1 << (Integer.SIZE - length));
    }
}
