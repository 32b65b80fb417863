package dev.causeway.controller.quota;

import dev.causeway.controller.web.JsonReader;
import java.util.EnumMap;
import java.util.Map;

/// What an operator says of a project's quotas. Those that are not named stay.
final class QuotaChange {

    /// More than any host carries; it keeps sums far from overflow.
    private static final int MOST = 1_000_000;

    private QuotaChange() {}

    static Map<QuotaType, Long> read(JsonReader in) {
        Map<QuotaType, Long> quotas = new EnumMap<>(QuotaType.class);
        in.requiredObjects("resources", QuotaType.values().length, QuotaChange::one).stream()
                .filter(one -> one.type() != null && one.quota() != null)
                .filter(one -> quotas.put(one.type(), one.quota().longValue()) != null)
                .forEach(one ->
                        in.violation("resources", "names %s twice", one.type().word()));
        return quotas;
    }

    private record One(QuotaType type, Integer quota) {}

    private static One one(JsonReader in) {
        return new One(in.requiredWord("type", QuotaType.class), in.requiredInt("quota", 0, MOST));
    }
}
