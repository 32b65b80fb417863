package dev.causeway.controller.lts;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
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

    static LogQuery read(JsonReader in) {
        Instant from = moment(in, "start_time").orElse(Instant.EPOCH);
        Instant to = moment(in, "end_time").orElse(Instant.parse("9999-12-31T23:59:59Z"));
        return new LogQuery(
                from,
                to,
                in.optionalInt("limit", 1, MOST).orElse(USUAL),
                in.optional("line_num", LogQuery::number),
                in.optionalBoolean("is_desc").orElse(false),
                in.optional("keywords", text -> text).filter(text -> !text.isEmpty()));
    }

    /// Milliseconds since 1970, as a text or as a number.
    private static Optional<Instant> moment(JsonReader in, String name) {
        Optional<Long> millis = in.isText(name) ? in.optional(name, LogQuery::number) : in.optionalLong(name, 0, LAST);
        return millis.map(Instant::ofEpochMilli);
    }

    /// The last millisecond of the year 9999.
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private static Long number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) > LAST) {
            throw new InvalidInput("must be a number");
        }
        return Long.parseLong(text);
    }

    /// The same without what is kept no longer.
    LogQuery within(int days, Instant now) {
        Instant oldest = now.minus(Duration.ofDays(days));
        return new LogQuery(from.isAfter(oldest) ? from : oldest, to, limit, behind, descending, keywords);
    }
}
