package dev.causeway.controller.app;

import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.HttpConfig;
import dev.causeway.controller.certificates.TestCertificates;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.dispatch.TestAgent;
import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.web.Json;
import dev.causeway.model.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A controller with all that it consists of, and a host that obeys it.
final class WholeService implements AutoCloseable {

    private final Controller controller;
    private final JsonNode credentials;
    final ObedientAgent host;

    /// @param folder an empty one, for the service's files
    WholeService(Path folder) throws Exception {
        controller = Controller.start(config(folder));
        credentials = Json.read(Files.readAllBytes(folder.resolve("credentials.json")));
        var authorities = TestCertificates.chain(Files.readString(folder.resolve("ca.pem")));
        host = new ObedientAgent(TestAgent.enrol(
                "https://127.0.0.1:" + controller.agentPort(),
                authorities.getLast(),
                Files.readString(folder.resolve("enrolment-token"))));
    }

    int port() {
        return controller.port();
    }

    int agentPort() {
        return controller.agentPort();
    }

    /// Those of the default project, as they are written down for its users.
    JsonNode credentials() {
        return credentials;
    }

    String project() {
        return credentials.get("project_id").stringValue();
    }

    /// A client of the official SDK that signs with the key of the project.
    <T> T client(ClientBuilder<T> builder) {
        return builder.withCredential(new BasicCredentials()
                        .withAk(credentials.get("access_key").stringValue())
                        .withSk(credentials.get("secret_key").stringValue())
                        .withProjectId(project()))
                .withHttpConfig(HttpConfig.getDefaultHttpConfig().withIgnoreSSLVerification(true))
                .withEndpoints(List.of("https://127.0.0.1:" + controller.port()))
                .build();
    }

    @Override
    public void close() {
        controller.close();
    }

    private static Config config(Path folder) throws IOException {
        Database.Address database = TestDatabase.address();
        Path password = Files.writeString(folder.resolve("database-password"), database.password());
        return new Config(
                folder,
                new PublicApi("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                0,
                new Internet(Prefix.parse("203.0.113.0/24")),
                new Zones(List.of("az1", "az2")),
                "region-1",
                "main",
                Optional.of(new ExternalDatabase(database.url() + "?user=" + database.user(), Optional.of(password))),
                folder.resolve("master.key"));
    }
}
