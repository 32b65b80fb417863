package dev.causeway.scenarios.cloud;

import dev.causeway.scenarios.host.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a tenant does with the API, and the operator for him.
public final class Tenant {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String GATEWAYS = "/v5/{project_id}/vpn-gateways";
    private static final String CUSTOMER_GATEWAYS = "/v5/{project_id}/customer-gateways";
    private static final String CONNECTIONS = "/v5/{project_id}/vpn-connection";
    private static final String SHARED = "/v2.0/{project_id}/bandwidths";
    private static final String BATCH = "/v5/{project_id}/vpn-connections/batch-create";

    private final Api api;
    private final Api operator;

    public Tenant(Cloud cloud) {
        this(cloud.tenant(), cloud.operator());
    }

    public Tenant(Api api, Api operator) {
        this.api = api;
        this.operator = operator;
    }

    public Api api() {
        return api;
    }

    /// A VPN gateway and its two addresses.
    public record Gateway(String id, List<Eip> eips) {}

    /// An elastic IP address.
    public record Eip(String id, String address) {}

    public String createVpc(String name, String cidr) {
        var body = Map.of("vpc", Map.of("name", name, "cidr", cidr));
        return api.post("/v1/{project_id}/vpcs", body).expect(200).text("/vpc/id");
    }

    public String createSubnet(String vpc, String name, String cidr, String gateway) {
        var body = Map.of("subnet", Map.of("name", name, "cidr", cidr, "gateway_ip", gateway, "vpc_id", vpc));
        return api.post("/v1/{project_id}/subnets", body).expect(200).text("/subnet/id");
    }

    /// Puts a workload into a subnet.
    ///
    /// @return its address
    public String addWorkload(String subnet, String name) {
        var body = Map.of("subnet_id", subnet, "name", name);
        ApiAnswer reply = operator.post(workloads(), body);
        return (reply.status() == 200 ? reply : reply.expect(201)).text("/address");
    }

    public void removeWorkload(String name) {
        var _ = operator.delete(workloads() + "/" + name).expect(204);
    }

    /// The operator lets the project have as much as a host carries.
    public void raiseQuotas() {
        List<Map<String, Object>> resources = Stream.of(
                        "vpn_gateway", "customer_gateway", "vpn_connection", "vpc", "subnet", "publicIp")
                .map(type -> Map.<String, Object>of("type", type, "quota", 1_000_000))
                .toList();
        var body = Map.of("quotas", Map.of("resources", resources));
        var _ = operator.put("/admin/v1/projects/" + api.credentials().project() + "/quotas", body)
                .expect(200);
    }

    private String workloads() {
        return "/admin/v1/projects/" + api.credentials().project() + "/workloads";
    }

    /// The body that creates a gateway with two new addresses, which carries as much as any.
    public static Map<String, Object> gatewayBody(
            String name, String vpc, String subnet, List<String> localSubnets, String haMode) {
        Map<String, Object> eip = Map.of("type", "5_bgp", "charge_mode", "traffic", "bandwidth_size", 1000);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("flavor", "Professional2");
        content.put("vpc_id", vpc);
        content.put("connect_subnet", subnet);
        content.put("local_subnets", localSubnets);
        content.put("ha_mode", haMode);
        content.put("eip1", withName(eip, name + "-1"));
        content.put("eip2", withName(eip, name + "-2"));
        return Map.of("vpn_gateway", content);
    }

    private static Map<String, Object> withName(Map<String, Object> eip, String name) {
        Map<String, Object> named = new HashMap<>(eip);
        named.put("bandwidth_name", name);
        return named;
    }

    /// Creates a gateway and waits until it is there.
    public Gateway createGateway(String name, String vpc, String subnet, List<String> localSubnets, String haMode) {
        String id = api.post(GATEWAYS, gatewayBody(name, vpc, subnet, localSubnets, haMode))
                .expect(201)
                .text("/vpn_gateway/id");
        ApiAnswer active = awaitGateway(id, "ACTIVE");
        return new Gateway(id, List.of(eip(active, "eip1"), eip(active, "eip2")));
    }

    private static Eip eip(ApiAnswer gateway, String which) {
        return new Eip(
                gateway.text("/vpn_gateway/" + which + "/id"), gateway.text("/vpn_gateway/" + which + "/ip_address"));
    }

    public ApiAnswer awaitGateway(String id, String status) {
        return Waiting.until(
                "gateway " + status,
                PATIENCE,
                () -> api.get(GATEWAYS + "/" + id).expect(200),
                reply -> reply.text("/vpn_gateway/status").equals(status));
    }

    public String gatewayStatus(Gateway gateway) {
        return api.get(GATEWAYS + "/" + gateway.id()).expect(200).text("/vpn_gateway/status");
    }

    /// What the operator is shown of one of a gateway's two nodes.
    ///
    /// @param node 1 or 2
    public JsonNode node(Gateway gateway, int node) {
        return operator.get(nodes(gateway)).expect(200).body().at("/nodes/" + (node - 1));
    }

    /// The operator lets traffic leave one of a gateway's two nodes, or come back to it.
    public void drain(Gateway gateway, int node, boolean drained) {
        var _ = operator.put(nodes(gateway) + "/" + node, Map.of("node", Map.of("drained", drained)))
                .expect(200);
    }

    private static String nodes(Gateway gateway) {
        return "/admin/v1/vpn-gateways/" + gateway.id() + "/nodes";
    }

    /// Changes the bandwidth of one of a gateway's two addresses.
    ///
    /// @param node 1 or 2
    public void resize(Gateway gateway, int node, int megabits) {
        String bandwidth =
                api.get(GATEWAYS + "/" + gateway.id()).expect(200).text("/vpn_gateway/eip" + node + "/bandwidth_id");
        var _ = api.put("/v1/{project_id}/bandwidths/" + bandwidth, Map.of("bandwidth", Map.of("size", megabits)))
                .expect(200);
    }

    public Eip createEip(int megabits) {
        var body = Map.of(
                "publicip",
                Map.of("type", "5_bgp"),
                "bandwidth",
                Map.of("name", "brought", "size", megabits, "share_type", "PER"));
        ApiAnswer made = api.post("/v1/{project_id}/publicips", body).expect(200);
        return new Eip(made.text("/publicip/id"), made.text("/publicip/public_ip_address"));
    }

    /// A bandwidth that addresses can share.
    public String createSharedBandwidth(int megabits) {
        var body = Map.of("bandwidth", Map.of("name", "shared", "size", megabits));
        return api.post(SHARED, body).expect(201).text("/bandwidth/id");
    }

    /// Puts addresses into a shared bandwidth.
    public void share(String bandwidth, List<Eip> eips) {
        var body = Map.of("bandwidth", Map.of("publicip_info", named(eips)));
        var _ = api.post(SHARED + "/" + bandwidth + "/insert", body).expect(200);
    }

    /// Takes addresses out of it, each into a bandwidth of its own.
    public void unshare(String bandwidth, List<Eip> eips, int megabits) {
        var body = Map.of("bandwidth", Map.of("size", megabits, "publicip_info", named(eips)));
        var _ = api.post(SHARED + "/" + bandwidth + "/remove", body).expect(204);
    }

    private static List<Map<String, String>> named(List<Eip> eips) {
        return eips.stream().map(eip -> Map.of("publicip_id", eip.id())).toList();
    }

    public void deleteSharedBandwidth(String id) {
        delete(SHARED + "/" + id);
    }

    public String eipStatus(Eip eip) {
        return api.get("/v1/{project_id}/publicips/" + eip.id()).expect(200).text("/publicip/status");
    }

    public void deleteEip(Eip eip) {
        delete("/v1/{project_id}/publicips/" + eip.id());
    }

    /// Gives one of a gateway's two nodes another address, and waits until it works with it.
    ///
    /// @param node 1 or 2
    public Gateway moveGateway(Gateway gateway, int node, Eip to) {
        var _ = api.put(GATEWAYS + "/" + gateway.id(), Map.of("vpn_gateway", Map.of("eip_id_" + node, to.id())))
                .expect(200);
        var _ = awaitGateway(gateway.id(), "ACTIVE");
        List<Eip> eips = new ArrayList<>(gateway.eips());
        eips.set(node - 1, to);
        return new Gateway(gateway.id(), eips);
    }

    public String createCustomerGateway(String name, String address) {
        return createCustomerGateway(name, address, OptionalLong.empty());
    }

    /// Creates a customer gateway.
    ///
    /// @param asn its autonomous system, if it speaks BGP
    public String createCustomerGateway(String name, String address, OptionalLong asn) {
        Map<String, Object> content = new HashMap<>(Map.of("name", name, "id_type", "ip", "id_value", address));
        asn.ifPresent(number -> content.put("bgp_asn", number));
        return api.post(CUSTOMER_GATEWAYS, Map.of("customer_gateway", content))
                .expect(201)
                .text("/customer_gateway/id");
    }

    public void renameCustomerGateway(String id, String name) {
        var _ = api.put(CUSTOMER_GATEWAYS + "/" + id, Map.of("customer_gateway", Map.of("name", name)))
                .expect(200);
    }

    /// Creates a connection.
    public String createConnection(Map<String, ?> content) {
        return api.post(CONNECTIONS, Map.of("vpn_connection", content))
                .expect(201)
                .text("/vpn_connection/id");
    }

    /// Creates several connections in one call.
    public List<String> createConnections(List<Map<String, Object>> contents) {
        JsonNode made = api.post(BATCH, Map.of("vpn_connections", contents))
                .expect(201)
                .body()
                .required("vpn_connections");
        return made.valueStream().map(one -> one.required("id").asString()).toList();
    }

    public ApiAnswer connection(String id) {
        return api.get(CONNECTIONS + "/" + id);
    }

    public ApiAnswer updateConnection(String id, Map<String, Object> content) {
        return api.put(CONNECTIONS + "/" + id, Map.of("vpn_connection", content));
    }

    /// The connection's status; nothing when it does not exist any more.
    public Optional<String> connectionStatus(String id) {
        return status(connection(id), "/vpn_connection/status");
    }

    public void awaitConnection(String id, String status) {
        awaitConnection(id, status, PATIENCE);
    }

    public void awaitConnection(String id, String status, Duration limit) {
        var _ = Waiting.until(
                "connection " + status,
                limit,
                () -> connection(id).expect(200),
                reply -> reply.text("/vpn_connection/status").equals(status));
    }

    /// What a connection carries, by pairs of networks.
    public List<JsonNode> sas(String connection) {
        return api.get(CONNECTIONS + "/" + connection + "/ipsec-sa")
                .expect(200)
                .body()
                .required("sa_infos")
                .valueStream()
                .toList();
    }

    /// The routes of a gateway's nodes that lead to a network.
    public List<JsonNode> routes(Gateway gateway, String destination) {
        return api.get(GATEWAYS + "/" + gateway.id() + "/routing-table")
                .expect(200)
                .body()
                .required("routing_table")
                .valueStream()
                .filter(route -> route.required("destination").asString().equals(destination))
                .toList();
    }

    /// The connection's log, newest line first.
    public List<String> log(String connection) {
        return logLines(connection)
                .map(line -> line.required("raw_message").asString())
                .toList();
    }

    /// When a line with such words was last written into the connection's log, if one was.
    public Optional<Instant> logged(String connection, String words) {
        return logLines(connection)
                .filter(line -> line.required("raw_message").asString().contains(words))
                .map(line -> Instant.ofEpochMilli(line.required("time").asLong()))
                .findFirst();
    }

    private Stream<JsonNode> logLines(String connection) {
        return api.get(CONNECTIONS + "/" + connection + "/log")
                .expect(200)
                .body()
                .required("logs")
                .valueStream();
    }

    /// What is the matter with a connection.
    public JsonNode diagnosis(String connection) {
        return api.get(CONNECTIONS + "/" + connection + "/diagnosis")
                .expect(200)
                .body()
                .required("diagnosis");
    }

    /// Has what is negotiated for a connection made anew.
    public void reset(String connection) {
        var _ = api.post(CONNECTIONS + "/" + connection + "/reset", Map.of()).expect(200);
    }

    public void deleteConnection(String id) {
        delete(CONNECTIONS + "/" + id);
    }

    public void deleteGateway(String id) {
        delete(GATEWAYS + "/" + id);
    }

    public void deleteCustomerGateway(String id) {
        delete(CUSTOMER_GATEWAYS + "/" + id);
    }

    /// Deletes the customer gateways whose names start with a text.
    public void deleteCustomerGateways(String start) {
        api.get(CUSTOMER_GATEWAYS)
                .expect(200)
                .body()
                .required("customer_gateways")
                .valueStream()
                .filter(one -> one.required("name").asString().startsWith(start))
                .forEach(one -> deleteCustomerGateway(one.required("id").asString()));
    }

    public void deleteSubnet(String vpc, String id) {
        delete("/v1/{project_id}/vpcs/" + vpc + "/subnets/" + id);
    }

    public void deleteVpc(String id) {
        delete("/v1/{project_id}/vpcs/" + id);
    }

    /// Asks for deletion; what is gone already is fine.
    private void delete(String path) {
        ApiAnswer reply = api.delete(path);
        if (reply.status() != 404) {
            var _ = reply.expect(204);
        }
    }

    public void awaitGone(String id) {
        Waiting.until(
                "everything of " + id + " to go",
                PATIENCE,
                () -> api.get(CONNECTIONS + "/" + id).status() == 404
                        && api.get(GATEWAYS + "/" + id).status() == 404);
    }

    private static Optional<String> status(ApiAnswer reply, String pointer) {
        return reply.status() == 404
                ? Optional.empty()
                : Optional.of(reply.expect(200).text(pointer));
    }
}
