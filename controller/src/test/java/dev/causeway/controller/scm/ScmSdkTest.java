package dev.causeway.controller.scm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.auth.GlobalCredentials;
import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.utils.JsonUtils;
import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.password.Passwords;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The official SDK signs, calls and reads every operation on certificates that is here. Its requests and answers are
/// written as JSON, by its own reading and writing of that, and its classes are found by their names.
@EnabledIf("isThere")
class ScmSdkTest {

    private static final String SDK = "com.huaweicloud.sdk.scm.v3.";
    private static final Database DATABASE = TestDatabase.fresh();

    private static TestApi api;
    private static Object client;

    @BeforeAll
    static void connect(@TempDir Path folder) {
        Vault vault = Vault.open(folder.resolve("key"));
        var settings = new Identity.Settings("region-1", "https://127.0.0.1:8443", Optional.empty());
        var identity = new Identity(DATABASE, vault, new Passwords(2), settings, Clock.systemUTC());
        var routes = new ArrayList<>(identity.routes());
        routes.addAll(ScmFeature.open(DATABASE, vault, Clock.systemUTC()).routes());
        api = TestApi.serve(routes, identity.authenticator(), 64);
        identity.bootstrap("main", (tenant, _) -> client = client(tenant));
    }

    static boolean isThere() {
        return ScmSdkTest.class.getClassLoader().getResource(SDK.replace('.', '/') + "ScmClient.class") != null;
    }

    @AfterAll
    static void close() {
        api.close();
        DATABASE.close();
    }

    @Test
    void certificatesAreImportedReadListedAndDeleted() throws Exception {
        Draft.Made root = Draft.of("CN=root", Draft.rsa(2048)).asAuthority().signedByItself();
        Draft.Made server = Draft.server("CN=vpn.example.com").signedBy(root);
        var made = call("importCertificate", Map.of("body", ScmService.body(server, root)));
        String id = (String) made.get("certificate_id");
        assertThat(id).startsWith("scs").hasSize(16);
        assertThat(made).containsEntry("httpStatusCode", 200);

        assertThat(call("showCertificate", Map.of("certificate_id", id)))
                .containsEntry("id", id)
                .containsEntry("name", "test-cert")
                .containsEntry("status", "UPLOAD")
                .containsEntry("domain", "vpn.example.com")
                .containsEntry("domain_count", 1)
                .containsEntry("signature_algorithm", "SHA256WITHRSA")
                .containsEntry("authentification", List.of());

        var listed = call("listCertificates", Map.of("limit", 10, "offset", 0, "status", "ALL", "sort_dir", "DESC"));
        assertThat(listed).containsEntry("total_count", 1);
        assertThat((List<?>) listed.get("certificates"))
                .singleElement()
                .satisfies(line -> assertThat((Map<?, ?>) line)
                        .extracting("id", "domain_type", "deploy_support")
                        .containsExactly(id, "SINGLE_DOMAIN", false));

        assertThat(call("deleteCertificate", Map.of("certificate_id", id))).containsEntry("httpStatusCode", 204);
        assertThatThrownBy(() -> call("showCertificate", Map.of("certificate_id", id)))
                .isInstanceOfSatisfying(
                        ServiceResponseException.class,
                        e -> assertThat(e.getHttpStatusCode()).isEqualTo(404));
    }

    @Test
    void aRefusalReachesTheCallerOfTheSdk() throws Exception {
        Draft.Made server = Draft.server("CN=server").signedByItself();
        Draft.Made other = Draft.server("CN=server").signedByItself();
        var body = ScmService.body(server.pem(), "", other.keyPem());
        assertThatThrownBy(() -> call("importCertificate", Map.of("body", body)))
                .isInstanceOfSatisfying(ServiceResponseException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(400);
                    assertThat(e.getErrorMsg()).contains("private_key: is not the key of the certificate");
                });
    }

    private static Object client(TenantCredentials tenant) {
        var hc = new HcClient(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true));
        hc.withEndpoints(List.of("https://127.0.0.1:" + api.port()));
        hc.withCredential(new GlobalCredentials()
                .withAk(tenant.accessKey())
                .withSk(tenant.secretKey())
                .withDomainId("0123456789abcdef0123456789abcdef"));
        try {
            return Class.forName(SDK + "ScmClient")
                    .getConstructor(HcClient.class)
                    .newInstance(hc);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Calls an operation of the SDK.
    ///
    /// @param request its parts by the names that they have in requests
    /// @return the parts of the answer by their names, and the `httpStatusCode`
    private static Map<String, Object> call(String operation, Map<String, Object> request) throws Exception {
        String name = operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1);
        Class<?> type = Class.forName(SDK + "model." + name + "Request");
        try {
            Object answer = client.getClass()
                    .getMethod(operation, type)
                    .invoke(client, JsonUtils.toObject(JsonUtils.toJSON(request), type));
            Map<String, Object> parts = JsonUtils.objectToMap(answer);
            parts.put(
                    "httpStatusCode",
                    answer.getClass().getMethod("getHttpStatusCode").invoke(answer));
            return parts;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
