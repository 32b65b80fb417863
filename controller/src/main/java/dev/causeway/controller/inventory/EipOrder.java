package dev.causeway.controller.inventory;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.model.ApiWord;

/// In which order a list of EIPs is. Those that are equal in it stand in the order of their identifiers.
///
/// @param descending also of the identifiers
record EipOrder(Key key, boolean descending) {

    static final EipOrder USUAL = new EipOrder(Key.ID, false);

    /// What is compared.
    enum Key implements ApiWord {
        ID("id", "id"),
        ADDRESS("public_ip_address", "address"),
        IP_VERSION("ip_version", "id"),
        CREATED_AT("created_at", "created_at"),
        UPDATED_AT("updated_at", "updated_at");

        private final String word;
        private final String column;

        Key(String word, String column) {
            this.word = word;
            this.column = column;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /// Which way.
    enum Direction implements ApiWord {
        ASC("asc"),
        DESC("desc");

        private final String word;

        Direction(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    private static final Parameter<Key> SORT_KEY =
            Parameter.word("sort_key", "what the list is sorted by; without it id", Key.class);
    private static final Parameter<Direction> SORT_DIR =
            Parameter.word("sort_dir", "which way; without it asc", Direction.class);

    static final Parameters PARAMETERS = Parameters.of(SORT_KEY, SORT_DIR);

    static EipOrder of(Call call) {
        Key key = call.query(SORT_KEY).orElse(Key.ID);
        return new EipOrder(key, call.query(SORT_DIR).orElse(Direction.ASC) == Direction.DESC);
    }

    /// What holds of an `eip e` behind the one with the identifier that is given.
    String behind() {
        String comparison = descending ? "<" : ">";
        return key.column.equals("id")
                ? "e.id %s ?".formatted(comparison)
                : "(e.%1$s, e.id) %2$s (SELECT m.%1$s, m.id FROM eip m WHERE m.id = ?)"
                        .formatted(key.column, comparison);
    }

    String clause() {
        return "ORDER BY e.%1$s %2$s, e.id %2$s".formatted(key.column, descending ? "DESC" : "ASC");
    }
}
