package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The link into which packets for a node's clients go. It is made before the daemon that serves it, and
/// stays when the daemon ends, with all routes that lead into it.
final class ClientLink {

    private final Namespaces namespaces;

    ClientLink(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /// @param user whose daemon may open it
    void make(Namespace node, Prefix clients, int user) {
        Optional<NetworkLink> found = namespaces.view(node).link(LinkNames.CLIENTS);
        Ipv4 own = ClientAddresses.ofServer(clients);
        List<String> lines = new ArrayList<>();
        if (found.isEmpty()) {
            lines.add("tuntap add dev %s mode tun user %d group %d".formatted(LinkNames.CLIENTS, user, user));
        }
        List<Ipv4> there = found.stream()
                .flatMap(link -> link.addresses().stream())
                .map(InterfaceAddress::address)
                .toList();
        if (!there.contains(own)) {
            lines.add("address add " + end(own));
        }
        // Not before there is another one: with its last address a link loses its routes.
        there.stream().filter(address -> !address.equals(own)).forEach(old -> lines.add("address del " + end(old)));
        if (found.filter(NetworkLink::up).isEmpty()) {
            lines.add("link set %s up".formatted(LinkNames.CLIENTS));
        }
        namespaces.batch(node, lines);
    }

    private static String end(Ipv4 address) {
        return "%s peer %s dev %s".formatted(address, ClientAddresses.peer(address), LinkNames.CLIENTS);
    }

    void remove(Namespace node) {
        if (namespaces.exists(node)
                && namespaces.view(node).link(LinkNames.CLIENTS).isPresent()) {
            namespaces.batch(node, List.of("link del " + LinkNames.CLIENTS));
        }
    }
}
