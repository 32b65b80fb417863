package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpMethod;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Connections whose routes are learnt by BGP, as clients use them: by the official SDK, and by its core where it lacks
/// an operation.
class BgpSdkTest {

    private static final String CONNECTIONS = "/v5/{project_id}/vpn-connection";

    private WholeService service;
    private SdkCalls sdk;
    private String gateway;
    private String customer;
    private JsonNode eips;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        service = new WholeService(folder);
        sdk = new SdkCalls(service, List.of("/vpn-connection", "/vpn-gateways", "/customer-gateways"));
        String vpc = sdk.signed(HttpMethod.POST, "/v1/{project_id}/vpcs", """
                        {'vpc': {'name': 'v', 'cidr': '10.0.0.0/16'}}""")
                .at("/vpc/id")
                .stringValue();
        String subnet = sdk.signed(HttpMethod.POST, "/v1/{project_id}/subnets", """
                        {'subnet': {'name': 's', 'cidr': '10.0.1.0/24', 'gateway_ip': '10.0.1.1', 'vpc_id': '%s'}}""".formatted(vpc))
                .at("/subnet/id")
                .stringValue();
        gateway = sdk.call("CreateVgw", """
                        {'body': {'vpn_gateway': {'name': 'g', 'vpc_id': '%s', 'connect_subnet': '%s', 'bgp_asn': 64512,
                         'local_subnets': ['10.0.0.0/16'], 'eip1': {'type': '5_bgp', 'bandwidth_size': 10},
                         'eip2': {'type': '5_bgp', 'bandwidth_size': 10}}}}""".formatted(vpc, subnet))
                .at("/vpn_gateway/id")
                .stringValue();
        service.host.obey(TunnelReport.State.DOWN);
        eips = sdk.call("ShowVgw", "{'vgw_id': '%s'}".formatted(gateway)).get("vpn_gateway");
        customer = sdk.call("CreateCgw", """
                        {'body': {'customer_gateway': {'name': 'c', 'id_type': 'ip', 'id_value': '198.51.100.2',
                         'bgp_asn': 65000}}}""").at("/customer_gateway/id").stringValue();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String content(String eip, String more) {
        return """
                {'name': 'k', 'vgw_id': '%s', 'vgw_ip': '%s', 'cgw_id': '%s', 'style': 'bgp', %s
                 'peer_subnets': ['192.168.44.0/24'], 'tunnel_local_address': '169.254.70.%d/30',
                 'tunnel_peer_address': '169.254.70.%d/30', 'psk': 'Test@123'}""".formatted(
                        gateway,
                        eips.at("/" + eip + "/id").stringValue(),
                        customer,
                        more,
                        eip.equals("eip1") ? 1 : 5,
                        eip.equals("eip1") ? 2 : 6);
    }

    private JsonNode shown(String id) {
        return sdk.call("ShowVpnConnection", "{'vpn_connection_id': '%s'}".formatted(id))
                .get("vpn_connection");
    }

    private void isNow(String status, String id) {
        assertThat(shown(id).get("status").stringValue()).isEqualTo(status);
    }

    @Test
    void oneLivesAWholeLife() throws Exception {
        JsonNode made = sdk.call(
                        "CreateVpnConnection",
                        "{'body': {'vpn_connection': %s}}".formatted(content("eip1", "'enable_hub': true,")))
                .get("vpn_connection");
        assertThat(made.get("style").stringValue()).isEqualTo("BGP");
        assertThat(made.get("enable_hub").booleanValue()).isTrue();
        String id = made.get("id").stringValue();
        isNow("PENDING_CREATE", id);
        service.host.obey(TunnelReport.State.UP);
        isNow("ACTIVE", id);
        assertThat(session(id).isMissingNode()).isTrue();
        service.host.tells(session(id, "active"));
        service.host.obey(TunnelReport.State.UP);
        assertThat(session(id).propertyNames())
                .containsExactlyInAnyOrder(
                        "peer_ip_address",
                        "peer_asn",
                        "state",
                        "state_duration",
                        "num_received_routes",
                        "num_message_received",
                        "num_message_sent");
        assertThat(session(id).get("state").stringValue()).isEqualTo("active");
        JsonNode changed = sdk.call("UpdateVpnConnection", """
                        {'vpn_connection_id': '%s', 'body': {'vpn_connection': {'enable_hub': false,
                         'peer_subnets': ['192.168.45.0/24']}}}""".formatted(id)).get("vpn_connection");
        assertThat(changed.get("enable_hub").booleanValue()).isFalse();
        isNow("PENDING_UPDATE", id);
        service.host.obey(TunnelReport.State.UP);
        isNow("ACTIVE", id);
        assertThat(sdk.call("ListVpnConnections", "{'vgw_id': '%s'}".formatted(gateway))
                        .at("/vpn_connections/0/enable_hub")
                        .booleanValue())
                .isFalse();
        sdk.call("DeleteVpnConnection", "{'vpn_connection_id': '%s'}".formatted(id));
        isNow("PENDING_DELETE", id);
        service.host.obey(TunnelReport.State.UP);
        isGone(id);
    }

    /// The SDK of this version has no word for it.
    private JsonNode session(String id) {
        return sdk.signed(HttpMethod.GET, CONNECTIONS + "/" + id, "").at("/vpn_connection/bgp_peer");
    }

    private BgpPeerReport session(String id, String state) {
        var connection = ConnectionId.parse(id);
        NodeId node = service.host.nodes().stream()
                .filter(each -> each.tunnels().stream()
                        .anyMatch(tunnel -> tunnel.connection().equals(connection)))
                .map(NodeDocument::node)
                .findFirst()
                .orElseThrow();
        return new BgpPeerReport(
                connection,
                node,
                Ipv4.parse("169.254.70.2"),
                65000,
                state,
                Instant.now().minusSeconds(5),
                3,
                2,
                20,
                30,
                BgpPeerReport.Bfd.DOWN,
                "");
    }

    private void isGone(String id) {
        assertThatThrownBy(() -> shown(id))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        e -> assertThat(e.getHttpStatusCode()).isEqualTo(404));
    }

    @Test
    void twoAreMadeAtOnce() {
        JsonNode made = sdk.signed(
                        HttpMethod.POST,
                        CONNECTIONS + "s/batch-create",
                        "{'vpn_connections': [%s, %s]}".formatted(content("eip1", ""), content("eip2", "")))
                .get("vpn_connections");
        assertThat(made).hasSize(2).allSatisfy(each -> {
            assertThat(each.get("style").stringValue()).isEqualTo("BGP");
            assertThat(each.get("enable_hub").booleanValue()).isFalse();
        });
    }

    /// What the SDK of this version lacks is called by its core.
    @Test
    void whatIsLearnedAndCarriedIsRead() throws Exception {
        String id = sdk.call("CreateVpnConnection", "{'body': {'vpn_connection': %s}}".formatted(content("eip1", "")))
                .at("/vpn_connection/id")
                .stringValue();
        service.host.obey(TunnelReport.State.DOWN);
        JsonNode sas = sdk.signed(HttpMethod.GET, CONNECTIONS + "/" + id + "/ipsec-sa", "");
        assertThat(sas.at("/sa_infos/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "source_ip_cidr",
                        "dest_ip_cidr",
                        "packets_sent",
                        "packets_recv",
                        "traffic_sent",
                        "traffic_recv",
                        "collected_at");
        NodeId node = session(id, "established").node();
        service.host.tells(new RouteBlock(
                node,
                Optional.of(ConnectionId.parse(id)),
                1,
                List.of(new SeenRoute(
                        Prefix.parse("192.168.44.0/25"),
                        Optional.of(Ipv4.parse("169.254.70.2")),
                        Ipv4.parse("169.254.70.1"),
                        SeenRoute.Origin.IGP,
                        "65000",
                        7,
                        SeenRoute.Way.TUNNEL))));
        service.host.obey(TunnelReport.State.UP);
        JsonNode table = sdk.call("ShowVpnGatewayRoutingTable", "{'vgw_id': '%s'}".formatted(gateway));
        assertThat(table.get("total_count").longValue()).isEqualTo(3);
        assertThat(table.at("/routing_table/2").propertyNames())
                .containsExactlyInAnyOrder(
                        "destination",
                        "nexthop",
                        "outbound_interface_ip",
                        "origin",
                        "as_path",
                        "med",
                        "nexthop_resource");
        assertThat(table.at("/routing_table/2/nexthop_resource/id").stringValue())
                .isEqualTo(id);
        JsonNode past = sdk.call(
                "ShowVpnGatewayRoutingTable",
                "{'vgw_id': '%s', 'limit': 3, 'offset': 3, 'is_include_nexthop_resource': false}".formatted(gateway));
        assertThat(past.get("routing_table")).isEmpty();
    }

    /// As the monitoring service's own SDK does: the comma in `dim.0` is written otherwise and signed so.
    @Test
    void whatIsMeasuredIsRead() throws Exception {
        String id = sdk.call("CreateVpnConnection", "{'body': {'vpn_connection': %s}}".formatted(content("eip1", "")))
                .at("/vpn_connection/id")
                .stringValue();
        service.host.obey(TunnelReport.State.UP);
        long minute = Instant.now().getEpochSecond() / 60;
        List<Integer> each = Collections.nCopies(12, 625_000);
        service.host.tells(new TrafficBlock(
                session(id, "established").node(),
                ConnectionId.parse(id),
                minute,
                each,
                each,
                each,
                each,
                Optional.of(TunnelReport.State.UP)));
        service.host.obey(TunnelReport.State.UP);
        String dimension = "evpn_connection_id," + id;
        JsonNode known = sdk.signed(
                "/V1.0/{project_id}/metrics", Map.of("namespace", "SYS.VPN", "dim.0", dimension, "limit", "3"));
        assertThat(known.at("/meta_data/count").intValue()).isEqualTo(3);
        assertThat(known.at("/meta_data/total").intValue()).isEqualTo(5);
        JsonNode data = sdk.signed(
                "/V1.0/{project_id}/metric-data",
                Map.of(
                        "namespace",
                        "SYS.VPN",
                        "metric_name",
                        "send_rate",
                        "dim.0",
                        dimension,
                        "from",
                        Long.toString(minute * 60_000),
                        "to",
                        Long.toString((minute + 1) * 60_000),
                        "period",
                        "1",
                        "filter",
                        "average"));
        assertThat(data.at("/datapoints/0/average").doubleValue()).isEqualTo(1_000_000);
        assertThat(data.at("/datapoints/0/timestamp").longValue()).isEqualTo(minute * 60_000);
        JsonNode several = sdk.signed(HttpMethod.POST, "/V1.0/{project_id}/batch-query-metric-data", """
                {'metrics': [{'namespace': 'SYS.VPN', 'metric_name': 'recv_rate',
                 'dimensions': [{'name': 'evpn_connection_id', 'value': '%s'}]}],
                 'from': %d, 'to': %d, 'period': '1', 'filter': 'max'}""".formatted(
                        id, minute * 60_000, (minute + 1) * 60_000));
        assertThat(several.at("/metrics/0/datapoints/0/max").doubleValue()).isEqualTo(1_000_000);
        assertThat(several.at("/metrics/0/unit").stringValue()).isEqualTo("bps");
    }

    /// Terraform waits for one of two states after each step and sends back on a change what it knows of a connection.
    @Test
    void terraformsOrderIsFollowed() throws Exception {
        String id = sdk.signed(
                        HttpMethod.POST,
                        CONNECTIONS,
                        "{'vpn_connection': %s}".formatted(content("eip2", "'enable_nqa': false,")))
                .at("/vpn_connection/id")
                .stringValue();
        String path = CONNECTIONS + "/" + id;
        service.host.obey(TunnelReport.State.DOWN);
        isNow("DOWN", id);
        sdk.signed(HttpMethod.PUT, path, """
                {'vpn_connection': {'name': 'renamed', 'cgw_id': '%s', 'peer_subnets': ['192.168.44.0/24'],
                 'tunnel_local_address': '169.254.70.5/30', 'tunnel_peer_address': '169.254.70.6/30',
                 'enable_nqa': false, 'enable_hub': true}}""".formatted(customer));
        service.host.obey(TunnelReport.State.UP);
        isNow("ACTIVE", id);
        JsonNode reset = sdk.signed(HttpMethod.POST, path + "/reset", "");
        assertThat(reset.propertyNames()).containsExactly("request_id");
        isNow("PENDING_UPDATE", id);
        service.host.obey(TunnelReport.State.UP);
        isNow("ACTIVE", id);
        sdk.signed(HttpMethod.DELETE, path, "");
        service.host.obey(TunnelReport.State.UP);
        isGone(id);
    }
}
