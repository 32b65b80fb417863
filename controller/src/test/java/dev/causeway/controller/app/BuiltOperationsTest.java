package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.huaweicloud.sdk.core.exception.ServerResponseException;
import com.huaweicloud.sdk.core.http.HttpMethod;
import dev.causeway.controller.certificates.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The description of the API has what is built, and what is not built says so.
class BuiltOperationsTest {

    private static final Pattern CALL = Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE) (/[\\w./{}-]*)");
    private static final Pattern ROOT = Pattern.compile("Paths follow `([^`]*)`");

    private static WholeService service;
    private static SdkCalls sdk;
    private static Path files;
    private static JsonNode paths;
    private static Set<String> described;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = new WholeService(folder);
        sdk = new SdkCalls(service, List.of());
        files = folder;
        paths = sdk.signed(HttpMethod.GET, "/openapi.json", "").get("paths");
        described = paths.properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}")))
                .collect(Collectors.toSet());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /// Of what is in the reference too, only that is in the pages which is otherwise here.
    @Test
    void whatTheReferenceLacksIsInThePages() throws IOException {
        Set<String> told = Operations.read().all().stream()
                .map(Operations.Operation::place)
                .collect(Collectors.toSet());
        try (Stream<Path> pages = Files.walk(Path.of("../docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                told.addAll(calls(Files.readString(page)));
            }
        }
        assertThat(described)
                // Only refuses what is no type of resources.
                .filteredOn(operation -> !operation.matches("\\w+ /v5/\\{}/\\{}/.*(tags|resource-instances).*"))
                .allMatch(told::contains);
    }

    /// The calls that a page names, some of them by what follows a path that it names once.
    private static Set<String> calls(String page) {
        String root = ROOT.matcher(page)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
        return CALL.matcher(page)
                .results()
                .flatMap(call -> Stream.of("", root).map(before -> call.group(1) + " " + before + call.group(2)))
                .map(call -> call.replaceAll("\\{[^}]*}", "{}"))
                .collect(Collectors.toSet());
    }

    @Test
    void whoShowsNoCredentialsIsToldNothing() throws Exception {
        var trusted = TestCertificates.chain(Files.readString(files.resolve("ca.pem")));
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(TestCertificates.client(trusted.getFirst()))
                .build()) {
            for (HttpRequest request : guarded().toList()) {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode())
                        .as("%s: %s", request, answer.body())
                        .isEqualTo(401);
            }
        }
        assertThat(guarded()).hasSizeGreaterThan(150);
    }

    /// A call of each operation that asks for credentials, without any.
    private static Stream<HttpRequest> guarded() {
        return paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation ->
                                !operation.getValue().get("security").isEmpty())
                        .map(operation -> call(operation.getKey().toUpperCase(Locale.ROOT), path.getKey())));
    }

    private static HttpRequest call(String method, String template) {
        String path = template.replace("{project_id}", service.project())
                .replaceAll("\\{[^}]*}", "134f9fb1-0000-4000-8000-2040a5c13325");
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
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
