package dev.causeway.scenarios.cases.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.CreateRequestEip;
import com.huaweicloud.sdk.vpn.v5.model.CreateVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListCgwsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVgwsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListVpnConnectionsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ResponseCustomerGateway;
import com.huaweicloud.sdk.vpn.v5.model.ResponseVpnConnection;
import com.huaweicloud.sdk.vpn.v5.model.ResponseVpnGateway;
import com.huaweicloud.sdk.vpn.v5.model.ShowCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnConnectionLogRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnConnectionRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateVpnConnectionRequest;
import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.CredentialsFile;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class SdkTest {

    /// The SDK tells of each call and of each header that it misses. A logger lives as long as it is held.
    private static final Logger CHATTER = Logger.getLogger("com.huaweicloud.sdk.core.HcClient");

    @BeforeAll
    static void quiet() {
        CHATTER.setLevel(Level.SEVERE);
    }

    @Test
    void theOfficialSdkPerformsEverySiteToSiteOperation(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            VpnClient client = client(service.cloud().tenant().credentials());
            gateways(client, lab);
            String customerGateway = customerGateways(client);
            connections(client, lab);
            client.deleteCgw(new DeleteCgwRequest().withCustomerGatewayId(customerGateway));
            assertThatThrownBy(() -> client.showCgw(new ShowCgwRequest().withCustomerGatewayId(customerGateway)))
                    .isInstanceOfSatisfying(ClientRequestException.class, e -> {
                        assertThat(e.getHttpStatusCode()).isEqualTo(404);
                        assertThat(e.getErrorCode()).isEqualTo("VPN.0004");
                        assertThat(e.getRequestId()).isNotBlank();
                    });
        }
    }

    private static VpnClient client(CredentialsFile credentials) {
        return VpnClient.newBuilder()
                .withHttpConfig(trusting(credentials.caFile()))
                .withCredential(new BasicCredentials()
                        .withAk(credentials.accessKey())
                        .withSk(credentials.secretKey())
                        .withProjectId(credentials.project()))
                .withEndpoints(List.of(credentials.endpoint()))
                .build();
    }

    /// The service makes its own certificate at its first start; the SDK trusts that one and no other.
    private static HttpConfig trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "causeway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpConfig.getDefaultHttpConfig()
                    .withSSLSocketFactory(tls.getSocketFactory())
                    .withX509TrustManager((X509TrustManager) trust.getTrustManagers()[0]);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(caFile + " cannot be trusted", e);
        }
    }

    private static void gateways(VpnClient client, Lab lab) {
        ResponseVpnGateway made = client.showVgw(
                        new ShowVgwRequest().withVgwId(lab.gateway().id()))
                .getVpnGateway();
        var eip = new CreateRequestEip()
                .withType("5_bgp")
                .withBandwidthSize(5)
                .withBandwidthName("sdk")
                .withChargeMode(CreateRequestEip.ChargeModeEnum.TRAFFIC);
        String id = client.createVgw(new CreateVgwRequest()
                        .withBody(body -> body.withVpnGateway(gateway -> gateway.withName("sdk")
                                .withVpcId(made.getVpcId())
                                .withConnectSubnet(made.getConnectSubnet())
                                .withLocalSubnets(made.getLocalSubnets())
                                .withEip1(eip)
                                .withEip2(eip))))
                .getVpnGateway()
                .getId();
        lab.tenant().awaitGateway(id, "ACTIVE");
        assertThat(client.listVgws(new ListVgwsRequest()).getVpnGateways())
                .extracting(ResponseVpnGateway::getId)
                .contains(id, made.getId());
        client.updateVgw(new UpdateVgwRequest()
                .withVgwId(id)
                .withBody(body -> body.withVpnGateway(gateway -> gateway.withName("sdk-renamed"))));
        lab.tenant().awaitGateway(id, "ACTIVE");
        assertThat(client.showVgw(new ShowVgwRequest().withVgwId(id))
                        .getVpnGateway()
                        .getName())
                .isEqualTo("sdk-renamed");
        client.deleteVgw(new DeleteVgwRequest().withVgwId(id));
        lab.tenant().awaitGone(id);
    }

    private static String customerGateways(VpnClient client) {
        String id = client.createCgw(new CreateCgwRequest()
                        .withBody(body -> body.withCustomerGateway(customer -> customer.withName("sdk")
                                .withIdType(CreateCgwRequestBodyContent.IdTypeEnum.IP)
                                .withIdValue("198.51.101.200"))))
                .getCustomerGateway()
                .getId();
        assertThat(client.listCgws(new ListCgwsRequest()).getCustomerGateways())
                .extracting(ResponseCustomerGateway::getId)
                .contains(id);
        client.updateCgw(new UpdateCgwRequest()
                .withCustomerGatewayId(id)
                .withBody(body -> body.withCustomerGateway(customer -> customer.withName("sdk-renamed"))));
        assertThat(client.showCgw(new ShowCgwRequest().withCustomerGatewayId(id))
                        .getCustomerGateway()
                        .getName())
                .isEqualTo("sdk-renamed");
        return id;
    }

    private void connections(VpnClient client, Lab lab) {
        Device device = lab.startDevice(getClass());
        String id = client.createVpnConnection(new CreateVpnConnectionRequest()
                        .withBody(body -> body.withVpnConnection(connection -> connection
                                .withName("sdk")
                                .withVgwId(lab.gateway().id())
                                .withVgwIp(lab.gateway().eips().getFirst().id())
                                .withCgwId(lab.customerGateway())
                                .withPeerSubnets(List.of(lab.site().network()))
                                .withPsk(Lab.PSK))))
                .getVpnConnection()
                .getId();
        Checks.carries(lab, device, id);
        var list = new ListVpnConnectionsRequest().withVgwId(lab.gateway().id());
        assertThat(client.listVpnConnections(list).getVpnConnections())
                .extracting(ResponseVpnConnection::getId)
                .containsExactly(id);
        client.updateVpnConnection(new UpdateVpnConnectionRequest()
                .withVpnConnectionId(id)
                .withBody(body -> body.withVpnConnection(connection -> connection.withName("sdk-renamed"))));
        lab.tenant().awaitConnection(id, "ACTIVE");
        ResponseVpnConnection shown = client.showVpnConnection(new ShowVpnConnectionRequest().withVpnConnectionId(id))
                .getVpnConnection();
        assertThat(shown.getName()).isEqualTo("sdk-renamed");
        assertThat(shown.getPeerSubnets()).containsExactly(lab.site().network());
        assertThat(client.showVpnConnectionLog(new ShowVpnConnectionLogRequest().withVpnConnectionId(id))
                        .getLogs())
                .anySatisfy(line -> assertThat(line.getRawMessage()).contains("established"));
        Checks.breaks(lab, device, id);
        client.deleteVpnConnection(new DeleteVpnConnectionRequest().withVpnConnectionId(id));
        lab.tenant().awaitGone(id);
    }
}
