package dev.causeway.scenarios.cases.clientchanges;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.lab.NodeRemoval;
import dev.causeway.scenarios.site.StockClient;
import dev.causeway.scenarios.traffic.Pings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A server with clients, and what they see of changes.
record ServerInUse(ClientLab lab) {

    private static final List<String> CHANGEABLE = List.of(
            "client_cidr",
            "local_subnets",
            "client_auth_type",
            "tunnel_protocol",
            "server_certificate",
            "ssl_options",
            "dns_servers");

    void change(Map<String, ?> members) {
        lab.vpn().change(members);
    }

    void change(String path, String object, Map<String, ?> members) {
        var _ = lab.api().put(path, Map.of(object, members)).expect(200);
    }

    /// All that can be changed, as it is shown.
    Map<String, Object> shown() {
        JsonNode server = lab.vpn().shown();
        Map<String, Object> same = new LinkedHashMap<>();
        CHANGEABLE.forEach(name -> same.put(name, server.required(name)));
        return same;
    }

    /// The process that serves the clients; nothing while there is none.
    List<String> daemon() {
        return node().pids("openvpn");
    }

    NetworkNamespace node() {
        return NodeRemoval.nodeOf(lab.cloud(), lab.eip());
    }

    Set<String> connections(int count) {
        return lab.awaitConnections(count)
                .body()
                .required("connections")
                .valueStream()
                .map(one -> one.required("connection_id").stringValue())
                .collect(Collectors.toSet());
    }

    /// After a change the clients connect once more, by themselves.
    void returns(String what, Runnable change, StockClient... clients) {
        List<Integer> before =
                List.of(clients).stream().map(StockClient::timesConnected).toList();
        long began = System.nanoTime();
        change.run();
        for (int i = 0; i < clients.length; i++) {
            clients[i].awaitConnected(before.get(i) + 1);
            awaitPackets(what, clients[i]);
        }
        System.out.printf("%s: all back %d ms after the call%n", what, (System.nanoTime() - began) / 1_000_000);
        lab.awaitServer("ACTIVE");
    }

    /// The client starts again, with the file as it is exported now.
    void startsAnew(StockClient client, String user) {
        client.stop();
        client.start(lab.profile(), user, ClientLab.PASSWORD);
        client.awaitConnected(1);
        awaitPackets("a new file", client);
    }

    void awaitPackets(String after, StockClient client) {
        Waiting.until("packets after " + after, () -> Pings.answered(client.machine(), lab.allowed(), 1) == 1);
    }
}
