package dev.causeway.controller.app;

import dev.causeway.controller.files.WholeFile;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The files by which people on this machine learn how to call the controller.
final class CredentialFiles {

    private static final String TENANT = "credentials.json";
    private static final String OPERATOR = "operator.json";
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final String METRICS_TOKEN = "metrics-token";
    private static final int METRICS_TOKEN_BYTES = 32;
    private static final String PENDING = ".pending";

    private final Path folder;
    private final String endpoint;

    CredentialFiles(Path folder, String endpoint) {
        this.folder = folder;
        this.endpoint = endpoint;
    }

    /// Keeps the credentials of a database that is just being filled, without giving them out before that is certain.
    ///
    /// @throws IllegalStateException if there are others, which another database must know
    void write(TenantCredentials tenant, TenantCredentials operator) {
        for (String name : List.of(TENANT, OPERATOR)) {
            if (Files.exists(folder.resolve(name))) {
                throw new IllegalStateException("%s is there, but the database is empty; put back the database that"
                                .formatted(folder.resolve(name))
                        + " it belongs to, or move the file away to begin anew");
            }
        }
        writeSecret(TENANT + PENDING, Json.write(tenant));
        writeSecret(OPERATOR + PENDING, Json.write(operator));
    }

    /// Gives out what was kept when the database was filled, in this start or in one that did not come so far.
    void publish() {
        try {
            for (String name : List.of(TENANT, OPERATOR)) {
                Path pending = folder.resolve(name + PENDING);
                if (Files.exists(pending)) {
                    WholeFile.move(pending, folder.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port may be another one than at the start that wrote the files.
    void renew() {
        renew(TENANT);
        renew(OPERATOR);
    }

    void writeToken(String token) {
        writeSecret("enrolment-token", token.getBytes(StandardCharsets.UTF_8));
    }

    /// What Prometheus shows when it asks for metrics, made at the first start. Another one may be put there.
    String metricsToken() {
        Path file = folder.resolve(METRICS_TOKEN);
        try {
            if (!Files.exists(file)) {
                byte[] drawn = new byte[METRICS_TOKEN_BYTES];
                new SecureRandom().nextBytes(drawn);
                writeSecret(METRICS_TOKEN, (HexFormat.of().formatHex(drawn) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What clients of both listeners trust.
    void writeAuthorities(Path own, String agentAuthority) {
        try {
            WholeFile.replace(
                    folder.resolve("ca.pem"),
                    (certificates(Files.readString(own)) + agentAuthority).getBytes(StandardCharsets.UTF_8),
                    "rw-r--r--");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file may hold other things too, even a key.
    private static String certificates(String pem) {
        return CERTIFICATE
                .matcher(pem)
                .results()
                .map(found -> found.group() + "\n")
                .collect(Collectors.joining());
    }

    private void renew(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)
                    && Json.read(Files.readAllBytes(file)) instanceof ObjectNode all
                    && !endpoint.equals(all.path("endpoint").asString(""))) {
                all.put("endpoint", endpoint);
                writeSecret(name, Json.write(all));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeSecret(String name, byte[] content) {
        try {
            WholeFile.replaceSecret(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
