package dev.causeway.controller.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Quotas as answers show them.
///
/// @param requestId only where the service shows it in its answers
record QuotaView(
        Resources quotas,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> requestId) {

    record Resources(List<Row> resources) {}

    /// @param min the least that a quota may be set to; only where the service shows it
    record Row(
            String type,
            long used,
            long quota,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> min) {}

    static QuotaView of(List<Quota> quotas, Optional<Integer> min, Optional<String> requestId) {
        return new QuotaView(
                new Resources(quotas.stream()
                        .sorted(Comparator.comparing(Quota::type))
                        .map(quota -> new Row(quota.type().word(), quota.used(), quota.quota(), min))
                        .toList()),
                requestId);
    }
}
