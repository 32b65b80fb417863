package dev.causeway.controller.scm;

import static java.util.stream.Collectors.joining;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final Parameter<String> EXPIRED_SINCE = Parameter.unbuilt("expired_days_since");

    private static final Parameter<Boolean> DEPLOYABLE = Parameter.of(
            "deploy_support",
            "true asks for those that can be deployed to other services: there are none",
            new Parameter.Form.Words(List.of("true", "false", "")),
            CertificateFilter::flag);

    private static final Parameter<Set<CertificateStatus>> STATUS = Parameter.of(
            "status",
            "only those of this status; without it, or empty, all",
            new Parameter.Form.Words(Stream.concat(Stream.of(""), words()).toList()),
            CertificateFilter::statuses);

    private static final Parameter<Optional<String>> ENTERPRISE_PROJECT = Parameter.text(
            "enterprise_project_id",
            "only those in this enterprise project; without it, empty or all, all",
            CertificateFilter::enterpriseProject);

    private static final Parameter<SortKey> SORT_KEY =
            Parameter.word("sort_key", "what the list is sorted by; without it certUpdateTime", SortKey.class);

    private static final Parameter<Direction> SORT_DIR =
            Parameter.word("sort_dir", "which way; without it DESC", Direction.class);

    static final Parameters PARAMETERS =
            Parameters.of(EXPIRED_SINCE, DEPLOYABLE, STATUS, ENTERPRISE_PROJECT, SORT_KEY, SORT_DIR);

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
        call.query(EXPIRED_SINCE);
        boolean deployed = call.query(DEPLOYABLE).orElse(false);
        Set<CertificateStatus> statuses = call.query(STATUS).orElse(Set.of(CertificateStatus.values()));
        return new CertificateFilter(
                deployed ? Set.of() : statuses,
                call.query(ENTERPRISE_PROJECT).flatMap(chosen -> chosen).stream()
                        .toList(),
                call.query(SORT_KEY).orElse(SortKey.UPDATE),
                call.query(SORT_DIR).orElse(Direction.DESC));
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
                        .orElseThrow(() ->
                                new InvalidInput("must be one of %s, not '%s'", words().collect(joining(", ")), text));
    }

    private static Stream<String> words() {
        return Stream.of(
                        Stream.of(ANY),
                        Arrays.stream(CertificateStatus.values()).map(CertificateStatus::word),
                        NEVER.stream().sorted())
                .flatMap(words -> words);
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
