package dev.causeway.controller.cli;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reading and printing of JSON.
final class PrettyJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PrettyJson() {}

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    /// Indented; what is no JSON stays as it is.
    static String pretty(String text) {
        try {
            return text.isBlank() ? "" : MAPPER.writeValueAsString(MAPPER.readTree(text));
        } catch (JacksonException _) {
            return text;
        }
    }

    static String write(Map<String, ?> values) {
        return MAPPER.writeValueAsString(values);
    }
}
