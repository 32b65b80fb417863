package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.FieldExistence;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.CreateRequestEip;
import com.huaweicloud.sdk.vpn.v5.model.CreateVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateVgwRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateVgwRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnConnectionRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnConnectionRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.DeleteCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.IkePolicy;
import com.huaweicloud.sdk.vpn.v5.model.ListAvailabilityZonesRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListCgwsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListExtendedAvailabilityZonesRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVgwsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnConnectionsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnConnectionsResponse;
import com.huaweicloud.sdk.vpn.v5.model.PolicyRule;
import com.huaweicloud.sdk.vpn.v5.model.ResponseVpnConnection;
import com.huaweicloud.sdk.vpn.v5.model.ShowCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnConnectionLogRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateCgwRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateCgwRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.UpdateIkePolicy;
import com.huaweicloud.sdk.vpn.v5.model.UpdatePostpaidVgwSpecificationRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVgwRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVgwRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVgwSpecificationRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVgwSpecificationRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnConnectionRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnConnectionRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.VpnResourceTag;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Every operation on gateways, customer gateways and connections, called by the official SDK with an access key over
/// TLS.
class OfficialSdkTest {

    private static final TestCloud LAB = TestCloud.guarded();
    private static final VpnClient CLIENT = builder(VpnClient.newBuilder()).build();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static <T> ClientBuilder<T> builder(ClientBuilder<T> builder) {
        return builder.withCredential(new BasicCredentials()
                        .withAk(LAB.credentials().accessKey())
                        .withSk(LAB.credentials().secretKey())
                        .withProjectId(LAB.project.value()))
                .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
                .withEndpoints(List.of("https://127.0.0.1:" + LAB.port()));
    }

    private static String createGateway(VpcId vpc, SubnetId subnet) {
        var content = new CreateVgwRequestBodyContent()
                .withName("vpngw-sdk")
                .withVpcId(vpc.toString())
                .withConnectSubnet(subnet.toString())
                .withLocalSubnets(List.of("10.0.0.0/16"))
                .withFlavor(CreateVgwRequestBodyContent.FlavorEnum.PROFESSIONAL1)
                .withHaMode(CreateVgwRequestBodyContent.HaModeEnum.ACTIVE_ACTIVE)
                .withBgpAsn(64512L)
                .withTags(List.of(new VpnResourceTag().withKey("k").withValue("v")))
                .withEip1(new CreateRequestEip().withId(LAB.eip().toString()))
                .withEip2(new CreateRequestEip()
                        .withType("5_bgp")
                        .withChargeMode(CreateRequestEip.ChargeModeEnum.TRAFFIC)
                        .withBandwidthSize(20)
                        .withBandwidthName("b"));
        return CLIENT.createVgw(new CreateVgwRequest().withBody(new CreateVgwRequestBody().withVpnGateway(content)))
                .getVpnGateway()
                .getId();
    }

    private static String upgrade(String gateway, String flavor) {
        var content = new UpdateVgwSpecificationRequestBodyContent()
                .withFlavor(UpdateVgwSpecificationRequestBodyContent.FlavorEnum.fromValue(flavor));
        return CLIENT.updatePostpaidVgwSpecification(new UpdatePostpaidVgwSpecificationRequest()
                        .withVgwId(gateway)
                        .withBody(new UpdateVgwSpecificationRequestBody().withVpnGateway(content)))
                .getVpnGateway()
                .getFlavor();
    }

    private static String createCustomerGateway(String address) {
        var content = new CreateCgwRequestBodyContent()
                .withName("cgw-sdk")
                .withIdType(CreateCgwRequestBodyContent.IdTypeEnum.IP)
                .withIdValue(address)
                .withBgpAsn(65000L);
        return CLIENT.createCgw(
                        new CreateCgwRequest().withBody(new CreateCgwRequestBody().withCustomerGateway(content)))
                .getCustomerGateway()
                .getId();
    }

    @Test
    void livesAWholeLife() {
        VpcId vpc = LAB.vpc("10.0.0.0/16");
        String gateway = createGateway(vpc, LAB.subnet(vpc, "10.0.1.0/24"));
        var show = new ShowVgwRequest().withVgwId(gateway);
        assertThat(CLIENT.showVgw(show).getVpnGateway().getStatus()).isEqualTo("PENDING_CREATE");
        LAB.agent.work();
        var shown = CLIENT.showVgw(show).getVpnGateway();
        assertThat(shown.getStatus()).isEqualTo("ACTIVE");
        assertThat(shown.getCreatedAt()).isNotNull();
        assertThat(shown.getEip2().getBandwidthSize()).isEqualTo(20);
        assertThat(shown.getTags().getFirst().getValue()).isEqualTo("v");
        assertThat(CLIENT.listVgws(new ListVgwsRequest().withEnterpriseProjectId(List.of("0", "0")))
                        .getVpnGateways())
                .hasSize(1);
        assertThat(CLIENT.listAvailabilityZones(new ListAvailabilityZonesRequest())
                        .getAvailabilityZones()
                        .getProfessional1()
                        .getVpc())
                .containsExactly("az1", "az2", "az3", "az4");
        var zone = CLIENT.listExtendedAvailabilityZones(new ListExtendedAvailabilityZonesRequest())
                .getAvailabilityZones()
                .getFirst();
        assertThat(zone.getName()).isEqualTo("az1");
        assertThat(zone.getPublicBorderGroup()).isEqualTo(shown.getPublicBorderGroup());
        assertThat(zone.getAvailableSpecs().getFirst().getFlavor()).isEqualTo("Professional1");
        assertThat(upgrade(gateway, shown.getSupportedFlavors().getFirst())).isEqualTo("Professional2");
        assertThat(CLIENT.showVgw(show).getVpnGateway().getStatus()).isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        assertThat(CLIENT.showVgw(show).getVpnGateway().getStatus()).isEqualTo("ACTIVE");
        var renamed = CLIENT.updateVgw(new UpdateVgwRequest()
                        .withVgwId(gateway)
                        .withBody(new UpdateVgwRequestBody()
                                .withVpnGateway(new UpdateVgwRequestBodyContent().withName("renamed"))))
                .getVpnGateway();
        assertThat(renamed.getName()).isEqualTo("renamed");

        String customer = customerGateways();
        connections(gateway, shown.getEip1().getId(), shown.getEip2().getId(), customer);

        CLIENT.deleteCgw(new DeleteCgwRequest().withCustomerGatewayId(customer));
        CLIENT.deleteVgw(new DeleteVgwRequest().withVgwId(gateway));
        assertThat(CLIENT.showVgw(show).getVpnGateway().getStatus()).isEqualTo("PENDING_DELETE");
        LAB.agent.work();
        assertThatThrownBy(() -> CLIENT.showVgw(show)).isInstanceOfSatisfying(ClientRequestException.class, e -> {
            assertThat(e.getHttpStatusCode()).isEqualTo(404);
            assertThat(e.getErrorCode()).isEqualTo("VPN.0004");
            assertThat(e.getRequestId()).isNotBlank();
        });
    }

    private static String customerGateways() {
        String customer = createCustomerGateway("198.51.100.2");
        assertThat(CLIENT.showCgw(new ShowCgwRequest().withCustomerGatewayId(customer))
                        .getCustomerGateway()
                        .getBgpAsn())
                .isEqualTo(65000L);
        var page = CLIENT.listCgws(new ListCgwsRequest().withLimit(1));
        assertThat(page.getTotalCount()).isEqualTo(1);
        assertThat(page.getPageInfo().getCurrentCount()).isEqualTo(1);
        assertThat(page.getPageInfo().getNextMarker()).isNull();
        assertThat(CLIENT.updateCgw(new UpdateCgwRequest()
                                .withCustomerGatewayId(customer)
                                .withBody(new UpdateCgwRequestBody()
                                        .withCustomerGateway(new UpdateCgwRequestBodyContent().withName("renamed"))))
                        .getCustomerGateway()
                        .getName())
                .isEqualTo("renamed");
        return customer;
    }

    private static void connections(String gateway, String eip1, String eip2, String customer) {
        var content = new CreateVpnConnectionRequestBodyContent()
                .withVgwId(gateway)
                .withVgwIp(eip1)
                .withCgwId(customer)
                .withStyle(CreateVpnConnectionRequestBodyContent.StyleEnum.POLICY)
                .withPeerSubnets(List.of("192.168.44.0/24"))
                .withPsk("Abcd_1234")
                .withIkepolicy(new IkePolicy()
                        .withIkeVersion(IkePolicy.IkeVersionEnum.V1)
                        .withPhase1NegotiationMode(IkePolicy.Phase1NegotiationModeEnum.MAIN))
                .withPolicyRules(List.of(
                        new PolicyRule().withSource("10.0.0.0/24").withDestination(List.of("192.168.44.0/24"))));
        var made = CLIENT.createVpnConnection(new CreateVpnConnectionRequest()
                        .withBody(new CreateVpnConnectionRequestBody().withVpnConnection(content)))
                .getVpnConnection();
        var show = new ShowVpnConnectionRequest().withVpnConnectionId(made.getId());
        assertThat(CLIENT.showVpnConnection(show).getVpnConnection().getStyle())
                .isEqualTo(ResponseVpnConnection.StyleEnum.POLICY);
        LAB.agent.tunnel(made.getId(), TunnelReport.State.UP);
        LAB.agent.work();
        assertThat(CLIENT.showVpnConnection(show).getVpnConnection().getStatus())
                .isEqualTo("ACTIVE");
        var changed = CLIENT.updateVpnConnection(new UpdateVpnConnectionRequest()
                        .withVpnConnectionId(made.getId())
                        .withBody(new UpdateVpnConnectionRequestBody()
                                .withVpnConnection(new UpdateVpnConnectionRequestBodyContent()
                                        .withIkepolicy(new UpdateIkePolicy().withLifetimeSeconds(3600)))))
                .getVpnConnection();
        assertThat(changed.getIkepolicy().getLifetimeSeconds()).isEqualTo(3600);
        assertThat(CLIENT.showVpnConnection(show).getVpnConnection().getStatus())
                .isEqualTo("PENDING_UPDATE");
        LAB.agent.work();
        LAB.agent.log(made.getId(), 1, "07[IKE] established");
        LAB.agent.work();
        assertThat(CLIENT.showVpnConnectionLog(new ShowVpnConnectionLogRequest().withVpnConnectionId(made.getId()))
                        .getLogs())
                .anySatisfy(line -> assertThat(line.getRawMessage()).isEqualTo("07[IKE] established"));

        List<ResponseVpnConnection> batch = batchCreate(gateway, eip1, eip2);
        assertThat(batch)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.getStyle()).isEqualTo(ResponseVpnConnection.StyleEnum.STATIC));
        var listed = CLIENT.listVpnConnections(
                new ListVpnConnectionsRequest().withVgwId(gateway).withLimit(2));
        assertThat(listed.getTotalCount()).isEqualTo(3);
        assertThat(listed.getVpnConnections()).hasSize(2);
        assertThat(listed.getPageInfo().getNextMarker()).isNotBlank();

        for (String id :
                List.of(made.getId(), batch.get(0).getId(), batch.get(1).getId())) {
            CLIENT.deleteVpnConnection(new DeleteVpnConnectionRequest().withVpnConnectionId(id));
        }
        assertThat(CLIENT.showVpnConnection(show).getVpnConnection().getStatus())
                .isEqualTo("PENDING_DELETE");
        LAB.agent.work();
        assertThat(CLIENT.listVpnConnections(new ListVpnConnectionsRequest()).getVpnConnections())
                .isEmpty();
    }

    /// The SDK of this version has no such operation, so it is described to the SDK's core.
    private static List<ResponseVpnConnection> batchCreate(String gateway, String eip1, String eip2) {
        String peer = createCustomerGateway("198.51.100.3");
        List<Map<String, Object>> both = List.of(eip1, eip2).stream()
                .map(eip -> Map.<String, Object>of(
                        "vgw_id", gateway,
                        "vgw_ip", eip,
                        "cgw_id", peer,
                        "peer_subnets", List.of("192.168.45.0/24"),
                        "psk", "Abcd_1234"))
                .toList();
        var request = new BatchRequest();
        request.setBody(Map.of("vpn_connections", both));
        HttpRequestDef<BatchRequest, ListVpnConnectionsResponse> operation = HttpRequestDef.builder(
                        HttpMethod.POST, BatchRequest.class, ListVpnConnectionsResponse.class)
                .withName("BatchCreateVpnConnections")
                .withUri("/v5/{project_id}/vpn-connections/batch-create")
                .withContentType("application/json")
                .withRequestField(
                        "body",
                        LocationType.Body,
                        FieldExistence.NON_NULL_NON_EMPTY,
                        Object.class,
                        field -> field.withMarshaller(BatchRequest::getBody, BatchRequest::setBody))
                .build();
        HcClient core = builder(new ClientBuilder<>(client -> client)).build();
        return core.syncInvokeHttp(request, operation).getVpnConnections();
    }

    /// The body of a request, as the SDK's core wants it.
    public static final class BatchRequest {

        private Object body;

        public Object getBody() {
            return body;
        }

        public void setBody(Object value) {
            body = value;
        }
    }

    @Test
    void wrongFieldsReachTheCallerOfTheSdk() {
        var content = new CreateCgwRequestBodyContent().withIdValue("nowhere");
        assertThatThrownBy(() -> CLIENT.createCgw(
                        new CreateCgwRequest().withBody(new CreateCgwRequestBody().withCustomerGateway(content))))
                .isInstanceOfSatisfying(ClientRequestException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(400);
                    assertThat(e.getErrorCode()).isEqualTo("VPN.0001");
                    assertThat(e.getErrorMsg()).contains("customer_gateway.id_value");
                });
    }
}
