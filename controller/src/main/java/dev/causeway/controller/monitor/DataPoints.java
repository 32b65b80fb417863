package dev.causeway.controller.monitor;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.Locale;

/// Makes one number of all values of a period.
///
/// @param period in seconds; 1 leaves the minutes as they are
record DataPoints(int period, Filter filter) {

    static final List<Integer> PERIODS = List.of(1, 300, 1_200, 3_600, 14_400, 86_400);
    private static final double PRECISION = 1_000;

    /// How they are made one.
    enum Filter implements ApiWord {
        AVERAGE("avg"),
        MAX("max"),
        MIN("min"),
        SUM("sum"),
        VARIANCE("var_pop");

        private final String aggregate;

        Filter(String aggregate) {
            this.aggregate = aggregate;
        }

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The same in SQL.
        String aggregate() {
            return aggregate;
        }
    }

    /// @param timestamp of the period's beginning, in milliseconds since 1970
    record DataPoint(long timestamp, double value) {

        static DataPoint of(long minute, double value) {
            return new DataPoint(minute * Span.MINUTE, Math.round(value * PRECISION) / PRECISION);
        }
    }

    static int period(String text) {
        try {
            int period = Integer.parseInt(text);
            if (PERIODS.contains(period)) {
                return period;
            }
        } catch (NumberFormatException _) {
            // It is said below.
        }
        throw new InvalidInput("must be 1, 300, 1200, 3600, 14400 or 86400 seconds");
    }

    /// How long a period is, in minutes.
    int minutes() {
        return Math.max(1, period / 60);
    }
}
