package dev.causeway.controller.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a credentials file holds. The operator's has neither region nor project, and not every key is needed here.
record Credentials(URI endpoint, String accessKey, String secretKey, Optional<Path> caFile, JsonNode all) {

    static Credentials read(Path file) throws IOException {
        try {
            JsonNode all = PrettyJson.parse(Files.readString(file));
            return new Credentials(
                    URI.create(text(all, "endpoint")),
                    text(all, "access_key"),
                    text(all, "secret_key"),
                    Optional.ofNullable(all.get("ca_file"))
                            .map(JsonNode::asString)
                            .map(Path::of),
                    all);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Refusal("%s does not hold credentials: %s", file, e.getMessage());
        }
    }

    /// The value of a key that these credentials must have.
    String need(String key) {
        return text(all, key);
    }

    String projectId() {
        return need("project_id");
    }

    private static String text(JsonNode all, String key) {
        JsonNode value = all.get(key);
        if (value == null || !value.isString()) {
            throw new Refusal("the credentials have no %s", key);
        }
        return value.asString();
    }

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "Credentials[" + endpoint + ", " + accessKey + "]";
    }
}
