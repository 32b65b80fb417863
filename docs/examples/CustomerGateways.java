import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.vpn.v5.VpnClient;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequestBody;
import com.huaweicloud.sdk.vpn.v5.model.CreateCgwRequestBodyContent;
import com.huaweicloud.sdk.vpn.v5.model.DeleteCgwRequest;
import com.huaweicloud.sdk.vpn.v5.model.ListCgwsRequest;
import com.huaweicloud.sdk.vpn.v5.region.VpnRegion;
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The official SDK for Java against Causeway: makes a customer gateway, lists, deletes it. Keys, project and endpoint
/// come from the environment that `./causeway env` prints.
void main() throws Exception {
    var client = VpnClient.newBuilder()
            .withRegion(VpnRegion.valueOf(System.getenv("CAUSEWAY_REGION")))
            .withHttpConfig(trusting(System.getenv("CAUSEWAY_CA_FILE")))
            .build();

    var office = new CreateCgwRequestBodyContent()
            .withName("office")
            .withIdType(CreateCgwRequestBodyContent.IdTypeEnum.IP)
            .withIdValue("198.51.100.2");
    var made = client.createCgw(
            new CreateCgwRequest().withBody(new CreateCgwRequestBody().withCustomerGateway(office)));
    IO.println("made " + made.getCustomerGateway().getId());

    for (var gateway : client.listCgws(new ListCgwsRequest()).getCustomerGateways()) {
        IO.println("there is " + gateway.getName() + " at " + gateway.getIdValue());
    }

    client.deleteCgw(new DeleteCgwRequest()
            .withCustomerGatewayId(made.getCustomerGateway().getId()));
    IO.println("deleted");
}

/// The service makes its own certificate at its first start; the SDK is told to trust it.
HttpConfig trusting(String caFile) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var pem = new FileInputStream(caFile)) {
        store.setCertificateEntry(
                "causeway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpConfig.getDefaultHttpConfig()
            .withSSLSocketFactory(tls.getSocketFactory())
            .withX509TrustManager((X509TrustManager) trust.getTrustManagers()[0]);
}
