package dev.causeway.scenarios.cloud;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reading and writing of JSON.
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    public static JsonNode parse(String text) {
        return text.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
    }

    /// Writes maps, lists, records, texts and numbers.
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
