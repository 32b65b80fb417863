package dev.causeway.controller.resource;

import dev.causeway.controller.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How tags are stored: as the JSON that the API shows.
public final class Tags {

    private Tags() {}

    public static String write(List<Tag> tags) {
        return new String(Json.write(tags), StandardCharsets.UTF_8);
    }

    public static List<Tag> read(String stored) {
        return Json.read(stored.getBytes(StandardCharsets.UTF_8))
                .valueStream()
                .map(Tags::tag)
                .toList();
    }

    private static Tag tag(JsonNode node) {
        return new Tag(node.get("key").stringValue(), node.get("value").stringValue());
    }
}
