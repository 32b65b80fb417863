package dev.causeway.controller.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.CreateConnectionMonitorRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateConnectionMonitorRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateConnectionMonitorRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.DeleteConnectionMonitorRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListConnectionMonitorsRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowConnectionMonitorRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowVpnConnectionRequest;
import dev.causeway.controller.connection.TestCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The life of a monitor through the official SDK.
class MonitorsSdkTest {

    private final TestCloud lab = TestCloud.guarded();
    private final VpnClient client = VpnClient.newBuilder()
            .withCredential(new BasicCredentials()
                    .withAk(lab.credentials().accessKey())
                    .withSk(lab.credentials().secretKey())
                    .withProjectId(lab.project.value()))
            .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
            .withEndpoints(List.of("https://127.0.0.1:" + lab.port()))
            .build();
    private final TestCloud.Site site = lab.gateway("");
    private final String connection =
            lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.2"), TestCloud.USUAL);

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void livesAWholeLife() {
        var request = new CreateConnectionMonitorRequest()
                .withBody(new CreateConnectionMonitorRequestBody()
                        .withConnectionMonitor(
                                new CreateConnectionMonitorRequestBodyContent().withVpnConnectionId(connection)));
        String id =
                client.createConnectionMonitor(request).getConnectionMonitor().getId();
        lab.agent.work();
        var show = new ShowConnectionMonitorRequest().withConnectionMonitorId(id);
        var shown = client.showConnectionMonitor(show).getConnectionMonitor();
        assertThat(shown.getStatus()).isEqualTo("ACTIVE");
        assertThat(shown.getDestinationIp()).isEqualTo("198.51.100.2");
        assertThat(client.listConnectionMonitors(new ListConnectionMonitorsRequest().withVpnConnectionId(connection))
                        .getConnectionMonitors())
                .hasSize(1);
        assertThat(client.showVpnConnection(new ShowVpnConnectionRequest().withVpnConnectionId(connection))
                        .getVpnConnection()
                        .getConnectionMonitorId())
                .isEqualTo(id);
        assertThatThrownBy(() -> client.createConnectionMonitor(request))
                .isInstanceOfSatisfying(ClientRequestException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(400);
                    assertThat(e.getErrorCode()).isEqualTo("VPN.0001");
                });
        client.deleteConnectionMonitor(new DeleteConnectionMonitorRequest().withConnectionMonitorId(id));
        lab.agent.work();
        assertThatThrownBy(() -> client.showConnectionMonitor(show))
                .isInstanceOfSatisfying(
                        ClientRequestException.class,
                        e -> assertThat(e.getHttpStatusCode()).isEqualTo(404));
    }
}
