package dev.causeway.controller.scm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.Draft;
import dev.causeway.controller.connection.MovableClock;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Admission;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.ProjectId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Certificates of servers behind a listener. Who calls is said by the name of a domain and one of its projects.
final class ScmService implements AutoCloseable {

    static final String ROOT = "/v3/scm/certificates";

    final Database database = TestDatabase.fresh();
    final MovableClock clock = new MovableClock();
    final ScmFeature feature;
    final TestApi api;

    ScmService(Path folder) {
        feature = ScmFeature.open(database, Vault.open(folder.resolve("master.key")), clock);
        api = TestApi.serve(feature.routes(), call -> Admission.sure(caller(call)), 64);
    }

    /// Who calls.
    record Who(String domain, ProjectId project) {

        static Who of(String domain) {
            return new Who(domain, ProjectId.random());
        }
    }

    private static Caller caller(Call call) {
        String[] parts = call.header("X-Auth-Token").orElseThrow().split("/", -1);
        var project = new ProjectId(parts[1]);
        return new Caller.User("user", "user", parts[0], Set.of(project), Optional.of(project));
    }

    TestApi.Answer call(Who who, String method, String rest, String body) {
        return api.send(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + ROOT + rest))
                .header("X-Auth-Token", who.domain() + "/" + who.project())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build());
    }

    TestApi.Answer get(Who who, String rest) {
        return call(who, "GET", rest, "");
    }

    TestApi.Answer add(Who who, Map<String, Object> body) {
        return call(who, "POST", "/import", new String(Json.write(body), StandardCharsets.UTF_8));
    }

    /// Adds a certificate that is right.
    ///
    /// @return its identifier
    String added(Who who, Map<String, Object> body) {
        TestApi.Answer answer = add(who, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().get("certificate_id").stringValue();
    }

    /// A body that brings a certificate with what stands above it.
    static Map<String, Object> body(Draft.Made own, Draft.Made... above) {
        var chain = new StringBuilder();
        for (Draft.Made one : above) {
            chain.append(one.pem());
        }
        return body(own.pem(), chain.toString(), own.keyPem());
    }

    static Map<String, Object> body(String certificate, String chain, String key) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "test-cert");
        body.put("certificate", certificate);
        if (!chain.isEmpty()) {
            body.put("certificate_chain", chain);
        }
        body.put("private_key", key);
        return body;
    }

    static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(body);
        changed.put(name, value);
        return changed;
    }

    @Override
    public void close() {
        api.close();
        database.close();
    }
}
