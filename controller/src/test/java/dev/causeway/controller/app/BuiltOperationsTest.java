package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.exception.ServerResponseException;
import com.huaweicloud.sdk.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API has what is built, and what is not built says so.
class BuiltOperationsTest {

    private static WholeService service;
    private static SdkCalls sdk;
    private static Set<String> described;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = new WholeService(folder);
        sdk = new SdkCalls(service, List.of());
        described = sdk.signed(HttpMethod.GET, "/openapi.json", "").get("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}")))
                .collect(Collectors.toSet());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static boolean isDescribed(Operations.Operation operation) {
        return described.contains(operation.place());
    }

    @Test
    void everyOperationForClientsIsDescribed() {
        List<Operations.Operation> forClients = Operations.read().all().stream()
                .filter(operation -> operation.path().matches(".*/(p2c-vpn-gateways|vpn-servers).*"))
                .toList();
        assertThat(forClients).hasSizeGreaterThan(40).allMatch(BuiltOperationsTest::isDescribed);
    }

    @Test
    void whatIsNotDescribedSaysThatItIsNotBuilt() {
        List<Operations.Operation> missing = Operations.read().all().stream()
                .filter(operation -> !isDescribed(operation))
                .toList();
        assertThat(missing).isNotEmpty();
        for (Operations.Operation operation : missing) {
            assertThatThrownBy(() -> sdk.signed(
                            HttpMethod.valueOf(operation.method().name()),
                            operation.path().replaceAll("\\{(?!project_id)[^}]*}", "1"),
                            ""))
                    .as("%s", operation)
                    .isInstanceOfSatisfying(
                            ServerResponseException.class,
                            e -> assertThat(e.getHttpStatusCode()).isEqualTo(501));
        }
    }
}
