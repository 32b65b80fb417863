package dev.causeway.controller.clientgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import com.huaweicloud.sdk.vpn.v5.model.ListP2cVgwAvailabilityZonesRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListP2cVgwsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListP2cVgwsResponse;
import com.huaweicloud.sdk.vpn.v5.model.ShowP2cVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowP2cVgwResponse;
import com.huaweicloud.sdk.vpn.v5.model.ShowResponseP2cVgw;
import com.huaweicloud.sdk.vpn.v5.model.UpdateP2cVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateP2cVgwRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateP2cVgwRequestBodyContent;
import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The operations on P2C gateways that the official SDK has, called by it with an access key over TLS.
class P2cGatewaySdkTest {

    private static final TestCloud LAB = TestCloud.guarded();
    private static final VpnClient CLIENT = builder(VpnClient.newBuilder()).build();
    private static final HcClient CORE =
            builder(new ClientBuilder<>(client -> client)).build();

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

    /// An operation that only the newest SDK has, by the core of this one.
    private static ShowP2cVgwResponse invoke(HttpMethod method, String path, Object body) {
        var request = new RawRequest();
        request.setBody(body);
        HttpRequestDef.Builder<RawRequest, ShowP2cVgwResponse> operation = HttpRequestDef.builder(
                        method, RawRequest.class, ShowP2cVgwResponse.class)
                .withName(method.name())
                .withUri("/v5/{project_id}/p2c-vpn-gateways" + path)
                .withContentType("application/json");
        if (body != null) {
            operation.withRequestField(
                    "body",
                    LocationType.Body,
                    FieldExistence.NON_NULL_NON_EMPTY,
                    Object.class,
                    field -> field.withMarshaller(RawRequest::getBody, RawRequest::setBody));
        }
        return CORE.syncInvokeHttp(request, operation.build());
    }

    /// The body of a request, as the SDK's core wants it.
    public static final class RawRequest {

        private Object body;

        public Object getBody() {
            return body;
        }

        public void setBody(Object value) {
            body = value;
        }
    }

    @Test
    void oneIsMadeAndDeletedBySignedCalls() {
        VpcId vpc = LAB.vpc("10.0.0.0/16");
        Map<String, Object> content = Map.of(
                "vpc_id", vpc.toString(),
                "connect_subnet", LAB.subnet(vpc, "10.0.1.0/24").toString(),
                "availability_zone_ids", List.of("az1", "az2"),
                "eip", Map.of("type", "5_bgp", "bandwidth_size", 5));
        String id = invoke(HttpMethod.POST, "", Map.of("p2c_vpn_gateway", content))
                .getP2cVpnGateway()
                .getId();
        LAB.agent.work();
        assertThat(CLIENT.showP2cVgw(new ShowP2cVgwRequest().withP2cVgwId(id))
                        .getP2cVpnGateway()
                        .getStatus())
                .isEqualTo("ACTIVE");
        assertThat(invoke(HttpMethod.DELETE, "/" + id, null).getHttpStatusCode())
                .isEqualTo(204);
        LAB.agent.work();
        assertThatThrownBy(() -> CLIENT.showP2cVgw(new ShowP2cVgwRequest().withP2cVgwId(id)))
                .isInstanceOf(ClientRequestException.class);
    }

    private static String made() {
        VpcId vpc = LAB.vpc("10.0.0.0/16");
        SubnetId subnet = LAB.subnet(vpc, "10.0.1.0/24");
        String id = LAB.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s", "tags": [{"key": "k", "value": "v"}],
                  "eip": {"type": "5_bgp", "bandwidth_size": 20}}}""".formatted(vpc, subnet))
                .at("/p2c_vpn_gateway/id")
                .stringValue();
        LAB.agent.work();
        return id;
    }

    @Test
    void oneIsShownChangedAndListed() {
        String id = made();
        ShowResponseP2cVgw shown =
                CLIENT.showP2cVgw(new ShowP2cVgwRequest().withP2cVgwId(id)).getP2cVpnGateway();
        assertThat(shown.getId()).isEqualTo(id);
        assertThat(shown.getStatus()).isEqualTo("ACTIVE");
        assertThat(shown.getFlavor()).isEqualTo("Professional1");
        assertThat(shown.getAvailabilityZoneIds()).containsExactly("az1", "az2");
        assertThat(shown.getEip().getIpAddress()).startsWith("203.0.113.");
        assertThat(shown.getEip().getBandwidthSize()).isEqualTo(20);
        assertThat(shown.getMaxConnectionNumber()).isEqualTo(10);
        assertThat(shown.getCurrentConnectionNumber()).isZero();
        assertThat(shown.getAdminStateUp()).isTrue();
        assertThat(shown.getFrozenEffect()).isZero();
        assertThat(shown.getTags()).hasSize(1);
        assertThat(shown.getCreatedAt()).isNotNull();

        String changed = CLIENT.updateP2cVgw(new UpdateP2cVgwRequest()
                        .withP2cVgwId(id)
                        .withBody(new UpdateP2cVgwRequestBody()
                                .withP2cVpnGateway(new UpdateP2cVgwRequestBodyContent()
                                        .withName("renamed")
                                        .withEipId(shown.getEip().getId()))))
                .getP2cVpnGateway()
                .getId();
        assertThat(changed).isEqualTo(id);
        ListP2cVgwsResponse listed = CLIENT.listP2cVgws(new ListP2cVgwsRequest());
        assertThat(listed.getP2cVpnGateways())
                .filteredOn(gateway -> gateway.getId().equals(id))
                .extracting(ShowResponseP2cVgw::getName, ShowResponseP2cVgw::getStatus)
                .containsExactly(tuple("renamed", "ACTIVE"));
        assertThat(listed.getTotalCount()).isEqualTo(listed.getP2cVpnGateways().size());
        assertThat(listed.getPageInfo().getCurrentCount()).isEqualTo(listed.getTotalCount());
    }

    @Test
    void zonesAreListed() {
        assertThat(CLIENT.listP2cVgwAvailabilityZones(new ListP2cVgwAvailabilityZonesRequest()
                                .withFlavor(ListP2cVgwAvailabilityZonesRequest.FlavorEnum.PROFESSIONAL1))
                        .getAvailabilityZones())
                .containsExactly("az1", "az2", "az3", "az4");
    }

    @Test
    void oneThatIsNotThereIsToldByItsCode() {
        assertThatThrownBy(() ->
                        CLIENT.showP2cVgw(new ShowP2cVgwRequest().withP2cVgwId("00000000-0000-0000-0000-000000000000")))
                .isInstanceOfSatisfying(ClientRequestException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(404);
                    assertThat(e.getErrorCode()).isEqualTo("VPN.0509");
                });
    }
}
