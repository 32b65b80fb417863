package dev.causeway.controller.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes bodies that nobody thought of, from one that is right: members are removed, doubled and replaced by values of
/// every kind.
public final class Mutation {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\ud800",
            "0",
            "null",
            "ÄÖÜ\uD83D\uDE00",
            "x".repeat(300),
            "'; DROP TABLE vpn_gateway; --",
            "%s%n%d",
            "static",
            "policy",
            "v1",
            "aes-256-gcm-16",
            "10.0.0.0/8",
            "192.168.7.0/24",
            "999.1.1.1",
            "1.2.3.4/33",
            "fd00::/8",
            "00000000-0000-0000-0000-000000000000",
            "134f9fb1-demo-a8df-va86-2040a5c13325");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1.5",
            "2147483648",
            "9223372036854775808",
            "1e300",
            "4294967296",
            "123456789012345678901234567890");

    private final Random random;

    public Mutation(long seed) {
        this.random = new Random(seed);
    }

    /// Changes a body in one to three places.
    public String of(String body) {
        JsonNode tree = MAPPER.readTree(body);
        for (int i = random.nextInt(3); i >= 0; i--) {
            change(tree);
        }
        return MAPPER.writeValueAsString(tree);
    }

    private void change(JsonNode tree) {
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        switch (containers.get(random.nextInt(containers.size()))) {
            case ObjectNode object -> change(object);
            case ArrayNode array -> change(array);
            default -> throw new IllegalStateException();
        }
    }

    private void change(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set(TEXTS.get(random.nextInt(TEXTS.size())), value(0));
        } else if (random.nextInt(4) == 0) {
            object.remove(names.get(random.nextInt(names.size())));
        } else {
            object.set(names.get(random.nextInt(names.size())), value(0));
        }
    }

    private void change(ArrayNode array) {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(value(0));
        } else {
            array.set(random.nextInt(array.size()), value(0));
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainer()) {
            into.add(node);
            node.valueStream().forEach(child -> collect(child, into));
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 7)) {
            case 0 -> MAKE.nullNode();
            case 1 -> MAKE.booleanNode(random.nextBoolean());
            case 2 -> MAPPER.readTree(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 3, 4 -> MAKE.stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 5 -> array(depth);
            default -> MAKE.objectNode().set(TEXTS.get(random.nextInt(TEXTS.size())), value(depth + 1));
        };
    }

    private ArrayNode array(int depth) {
        ArrayNode array = MAKE.arrayNode();
        for (int i = random.nextInt(60); i > 0; i -= 7) {
            array.add(value(depth + 1));
        }
        return array;
    }
}
