package dev.causeway.scenarios.cloud;

import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a tenant does with a P2C gateway and its server, whose certificate the service signs.
///
/// @param gateway the gateway's ID
/// @param server the server's ID
public record ClientVpn(Api api, String gateway, String server) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";
    private static final String SERVERS = GATEWAYS + "/vpn-servers/";

    /// Makes a gateway and waits until it works.
    ///
    /// @param settings what differs from a gateway with an address of its own
    /// @return its ID
    public static String createGateway(Api api, String name, String vpc, String subnet, Map<String, ?> settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("vpc_id", vpc);
        body.put("connect_subnet", subnet);
        body.put("flavor", "Professional1");
        body.put(
                "eip",
                Map.of("type", "5_bgp", "charge_mode", "traffic", "bandwidth_size", 300, "bandwidth_name", name));
        body.putAll(settings);
        String id =
                api.post(GATEWAYS, Map.of("p2c_vpn_gateway", body)).expect(201).text("/p2c_vpn_gateway/id");
        var _ = Waiting.until(
                "P2C gateway ACTIVE",
                PATIENCE,
                () -> api.get(GATEWAYS + "/" + id).expect(200),
                reply -> reply.text("/p2c_vpn_gateway/status").equals("ACTIVE"));
        return id;
    }

    /// Makes a server and waits until it listens.
    ///
    /// @param settings what differs from a server with passwords and usual options
    public static ClientVpn createServer(
            Api api, String gateway, String clients, List<String> localSubnets, Map<String, ?> settings) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client_cidr", clients);
        body.put("local_subnets", localSubnets);
        body.put("server_certificate", Map.of("source", "SERVICE_SIGN"));
        body.put("ssl_options", Map.of());
        body.putAll(settings);
        String id = api.post(GATEWAYS + "/" + gateway + "/vpn-servers", Map.of("vpn_server", body))
                .expect(201)
                .text("/vpn_server/id");
        var made = new ClientVpn(api, gateway, id);
        made.awaitServer("ACTIVE");
        return made;
    }

    /// Waits for the server's status.
    public void awaitServer(String status) {
        var _ = Waiting.until(
                "server " + status,
                PATIENCE,
                () -> api.get(gatewayPath() + "/vpn-servers").expect(200),
                reply -> reply.text("/vpn_servers/0/status").equals(status));
    }

    /// The path of the gateway.
    public String gatewayPath() {
        return GATEWAYS + "/" + gateway;
    }

    /// A path below the server.
    public String below(String path) {
        return SERVERS + server + path;
    }

    /// The gateway's public address.
    public String eip() {
        return api.get(gatewayPath()).expect(200).text("/p2c_vpn_gateway/eip/ip_address");
    }

    /// The exported file.
    public String profile() {
        return api.post(below("/client-config/export"), Map.of()).expect(200).text("/client_config");
    }

    /// Makes a group.
    ///
    /// @return its ID
    public String group(String name) {
        return api.post(below("/groups"), Map.of("user_group", Map.of("name", name)))
                .expect(201)
                .text("/user_group/id");
    }

    /// Makes a policy.
    ///
    /// @return its ID
    public String policy(String name, String group, String... destinations) {
        Map<String, Object> body = Map.of("name", name, "user_group_id", group, "dest_ip_cidrs", List.of(destinations));
        return api.post(below("/access-policies"), Map.of("access_policy", body))
                .expect(201)
                .text("/access_policy/id");
    }

    /// Makes a user.
    ///
    /// @return its ID
    public String user(String name, String password, String group) {
        Map<String, Object> body = Map.of("name", name, "password", password, "user_group_id", group);
        return api.post(below("/users"), Map.of("user", body)).expect(201).text("/user/id");
    }

    public void deleteUser(String user) {
        var _ = api.delete(below("/users/" + user)).expect(204);
    }

    /// Changes these members of the server.
    public void change(Map<String, ?> members) {
        var _ = tryChange(members).expect(200);
    }

    /// The same, which may be refused.
    public ApiAnswer tryChange(Map<String, ?> members) {
        return api.put(below(""), Map.of("vpn_server", members));
    }

    /// The server as it is shown.
    public JsonNode shown() {
        return api.get(gatewayPath() + "/vpn-servers").expect(200).body().at("/vpn_servers/0");
    }

    /// Imports a CA of clients.
    ///
    /// @return its ID
    public String authority(String name, String certificate) {
        Map<String, String> body = Map.of("name", name, "content", certificate);
        return api.post(below("/client-ca-certificates"), Map.of("client_ca_certificate", body))
                .expect(201)
                .text("/client_ca_certificate/id");
    }

    /// The live connections.
    public ApiAnswer connections() {
        return api.get(gatewayPath() + "/connections").expect(200);
    }

    /// Waits until so many clients are listed.
    public ApiAnswer awaitConnections(int count) {
        return Waiting.until(
                count + " live connections",
                this::connections,
                reply -> reply.body().required("connections").size() == count);
    }

    /// Ends a live connection.
    public void disconnect(String connection) {
        var _ = api.post(gatewayPath() + "/connections/" + connection + "/disconnect", Map.of())
                .expect(200);
    }

    /// Deletes the gateway and all below it, and waits until nothing of it is left.
    public void delete() {
        var _ = api.delete(gatewayPath()).expect(204);
        var _ = Waiting.until(
                "the P2C gateway to be gone", PATIENCE, () -> api.get(gatewayPath()), reply -> reply.status() == 404);
    }
}
