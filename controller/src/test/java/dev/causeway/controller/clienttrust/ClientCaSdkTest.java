package dev.causeway.controller.clienttrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.CheckClientCaCertificateRequest;
import com.huaweicloud.sdk.vpn.v5.model.DeleteClientCaRequest;
import com.huaweicloud.sdk.vpn.v5.model.ImportClientCaCertificateRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.ImportClientCaCertificateRequestBodyClientCaCertificate;
import com.huaweicloud.sdk.vpn.v5.model.ImportClientCaRequest;
import com.huaweicloud.sdk.vpn.v5.model.ShowClientCaRequest;
import com.huaweicloud.sdk.vpn.v5.model.UpdateClientCaCertificateRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.UpdateClientCaCertificateRequestBodyClientCaCertificate;
import com.huaweicloud.sdk.vpn.v5.model.UpdateClientCaRequest;
import dev.causeway.controller.certificates.Draft;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Every operation on client CAs that the official SDK has, called by it with an access key over TLS.
class ClientCaSdkTest {

    private static final ClientCaLab LAB = ClientCaLab.guarded();
    private static final VpnClient CLIENT = VpnClient.newBuilder()
            .withCredential(new BasicCredentials()
                    .withAk(LAB.cloud.credentials().accessKey())
                    .withSk(LAB.cloud.credentials().secretKey())
                    .withProjectId(LAB.cloud.project.value()))
            .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
            .withEndpoints(List.of("https://127.0.0.1:" + LAB.cloud.port()))
            .build();

    @AfterAll
    static void close() {
        LAB.close();
    }

    private static ImportClientCaCertificateRequestBody body(Draft.Made authority) {
        return new ImportClientCaCertificateRequestBody()
                .withClientCaCertificate(new ImportClientCaCertificateRequestBodyClientCaCertificate()
                        .withName("client_ca_sdk")
                        .withContent(authority.pem()));
    }

    @Test
    void authoritiesAreCheckedImportedReadRenamedAndDeleted() throws Exception {
        String server =
                LAB.server(Draft.authority("CN=first").signedByItself()).id().toString();
        Draft.Made authority = Draft.authority("C=CN,CN=sdk").signedByItself();
        var checked = CLIENT.checkClientCaCertificate(new CheckClientCaCertificateRequest().withBody(body(authority)));
        assertThat(checked.getSubject()).isEqualTo("C=CN,CN=sdk");
        assertThat(checked.getSerialNumber())
                .isEqualTo(authority.certificate().getSerialNumber().toString());
        String id = CLIENT.importClientCa(
                        new ImportClientCaRequest().withVpnServerId(server).withBody(body(authority)))
                .getClientCaCertificate()
                .getId();
        var change = new UpdateClientCaCertificateRequestBodyClientCaCertificate().withName("client_ca_update");
        CLIENT.updateClientCa(new UpdateClientCaRequest()
                .withVpnServerId(server)
                .withClientCaCertificateId(id)
                .withBody(new UpdateClientCaCertificateRequestBody().withClientCaCertificate(change)));
        var one = new ShowClientCaRequest().withVpnServerId(server).withClientCaCertificateId(id);
        var shown = CLIENT.showClientCa(one).getClientCaCertificate();
        assertThat(shown.getName()).isEqualTo("client_ca_update");
        assertThat(shown.getIssuer()).isEqualTo("C=CN,CN=sdk");
        assertThat(shown.getSignatureAlgorithm()).isEqualTo("SHA256WITHECDSA");
        assertThat(shown.getExpirationTime()).isNotNull();
        assertThat(shown.getCreatedAt()).isNotNull();
        CLIENT.deleteClientCa(
                new DeleteClientCaRequest().withVpnServerId(server).withClientCaCertificateId(id));
        assertThat(catchThrowableOfType(ClientRequestException.class, () -> CLIENT.showClientCa(one))
                        .getErrorCode())
                .isEqualTo("VPN.1115");
    }
}
