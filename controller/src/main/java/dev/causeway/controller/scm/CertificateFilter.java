package dev.causeway.controller.scm;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.web.Call;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import dev.causeway.model.Unsupported;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which certificates a list has, and in which order.
///
/// @param statuses which of these
/// @param enterpriseProjects which of these; all, if there are none
record CertificateFilter(
        Set<CertificateStatus> statuses, List<String> enterpriseProjects, SortKey key, Direction direction) {

    private static final String ANY = "ALL";

    /// What only certificates have that are bought or applied for here.
    private static final Set<String> NEVER = Set.of(
            "PAID",
            "ISSUED",
            "CHECKING",
            "CANCELCHECKING",
            "UNPASSED",
            "REVOKING",
            "CANCLEREVOKING",
            "REVOKED",
            "CHECKING_ORG",
            "ISSUING",
            "SUPPLEMENTCHECKING",
            "CANCELSUPPLEMENTING");

    CertificateFilter {
        statuses = Set.copyOf(statuses);
        enterpriseProjects = List.copyOf(enterpriseProjects);
    }

    /// What a list goes by.
    enum SortKey implements ApiWord {
        EXPIRATION("certExpiredTime", "c.expires_at"),
        STATUS("certStatus", "c.expires_at < now()"),
        UPDATE("certUpdateTime", "c.created_at");

        private final String word;
        private final String expression;

        SortKey(String word, String expression) {
            this.word = word;
            this.expression = expression;
        }

        @Override
        public String word() {
            return word;
        }
    }

    enum Direction implements ApiWord {
        ASC,
        DESC;

        @Override
        public String word() {
            return name();
        }
    }

    static CertificateFilter of(Call call) {
        if (call.query("expired_days_since").isPresent()) {
            throw new Unsupported("lists by expired_days_since are not supported yet");
        }
        boolean deployed = call.query("deploy_support", CertificateFilter::flag).orElse(false);
        Set<CertificateStatus> statuses =
                call.query("status", CertificateFilter::statuses).orElse(Set.of(CertificateStatus.values()));
        return new CertificateFilter(
                deployed ? Set.of() : statuses,
                call
                        .query("enterprise_project_id", CertificateFilter::enterpriseProject)
                        .flatMap(chosen -> chosen)
                        .stream()
                        .toList(),
                call.query("sort_key", text -> ApiWord.parse(SortKey.class, text))
                        .orElse(SortKey.UPDATE),
                call.query("sort_dir", text -> ApiWord.parse(Direction.class, text))
                        .orElse(Direction.DESC));
    }

    /// The same question about those only. There is a `WHERE` in it.
    <T> Select<T> in(Select<T> all, Instant now) {
        Select<T> some = all.any("c.enterprise_project_id", enterpriseProjects);
        if (statuses.isEmpty()) {
            return some.and(" AND false");
        }
        if (statuses.size() == CertificateStatus.values().length) {
            return some;
        }
        return statuses.contains(CertificateStatus.EXPIRED)
                ? some.and(" AND c.expires_at < ?", now)
                : some.and(" AND c.expires_at >= ?", now);
    }

    /// The same question in the order that is wanted.
    <T> Select<T> sorted(Select<T> all) {
        return all.and(" ORDER BY %s %s, c.created_at DESC, c.id".formatted(key.expression, direction.word()));
    }

    private static Set<CertificateStatus> statuses(String text) {
        if (text.isEmpty() || text.equals(ANY)) {
            return Set.of(CertificateStatus.values());
        }
        return NEVER.contains(text)
                ? Set.of()
                : Arrays.stream(CertificateStatus.values())
                        .filter(status -> status.word().equals(text))
                        .findFirst()
                        .map(Set::of)
                        .orElseThrow(() -> new InvalidInput("must be one of %s, not '%s'", words(), text));
    }

    private static String words() {
        return Stream.of(
                        Stream.of(ANY),
                        Arrays.stream(CertificateStatus.values()).map(CertificateStatus::word),
                        NEVER.stream().sorted())
                .flatMap(words -> words)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> enterpriseProject(String text) {
        return text.isEmpty() || text.equals("all") ? Optional.empty() : Optional.of(EnterpriseProject.parse(text));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new InvalidInput("must be true or false, not '%s'", Quote.of(text));
        };
    }
}
