package dev.causeway.scenarios.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// What a credentials file of the service holds.
///
/// @param project empty for the operator, who has none
/// @param domain empty for the operator, who has none
public record CredentialsFile(
        String endpoint,
        String project,
        String domain,
        String user,
        String password,
        String accessKey,
        String secretKey,
        Path caFile) {

    static CredentialsFile read(Path file) {
        try {
            JsonNode all = JsonText.parse(Files.readString(file));
            return of(all, Path.of(all.required("ca_file").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads what stands in such a file, or in the answer by which an operator gets one.
    static CredentialsFile of(JsonNode all, Path caFile) {
        return new CredentialsFile(
                all.required("endpoint").asString(),
                all.path("project_id").asString(""),
                all.path("domain").asString(""),
                all.required("user").asString(),
                all.required("password").asString(),
                all.required("access_key").asString(),
                all.required("secret_key").asString(),
                caFile);
    }

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "CredentialsFile[" + endpoint + ", " + accessKey + "]";
    }
}
