package dev.causeway.controller.lts;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import dev.causeway.model.Unsupported;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which lines of a stream are asked for.
///
/// @param keywords that a line must contain, whatever the case
/// @param behind the number of the line behind which they begin
record LogQuery(
        Instant from, Instant to, int limit, Optional<Long> behind, boolean descending, Optional<String> keywords) {

    private static final int USUAL = 50;
    private static final int MOST = 5_000;

    /// The last millisecond of the year 9999.
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /// @throws Unsupported if it asks for what would be something else without it
    static LogQuery read(JsonReader in) {
        refuse("search_type", in.optional("search_type", text -> text).filter("backwards"::equals));
        refuse("is_analysis_query", in.optionalBoolean("is_analysis_query").filter(analysis -> analysis));
        return new LogQuery(
                Instant.ofEpochMilli(number(in, "start_time").orElse(0L)),
                Instant.ofEpochMilli(number(in, "end_time").orElse(LAST)),
                in.optionalInt("limit", 1, MOST).orElse(USUAL),
                number(in, "line_num"),
                in.optionalBoolean("is_desc").orElse(false),
                in.optional("keywords", text -> text).filter(text -> !text.isEmpty()));
    }

    private static void refuse(String member, Optional<?> value) {
        value.ifPresent(asked -> {
            throw new Unsupported("%s %s is not supported", member, asked);
        });
    }

    /// Times, in milliseconds since 1970, and numbers of lines come as texts or as numbers.
    private static Optional<Long> number(JsonReader in, String name) {
        return in.isText(name) ? in.optional(name, LogQuery::number) : in.optionalLong(name, 0, LAST);
    }

    private static Long number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) > LAST) {
            throw new InvalidInput("must be a number, not '%s'", Quote.of(text));
        }
        return Long.parseLong(text);
    }

    /// The same without what is kept no longer.
    LogQuery within(int days, Instant now) {
        Instant oldest = now.minus(Duration.ofDays(days));
        return new LogQuery(from.isAfter(oldest) ? from : oldest, to, limit, behind, descending, keywords);
    }
}
