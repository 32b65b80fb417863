package dev.causeway.controller.monitor;

import dev.causeway.controller.monitor.MinuteValues.MinuteValue;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes one number of all values of a period.
///
/// @param period in seconds; 1 leaves the minutes as they are
record DataPoints(int period, Filter filter) {

    private static final Set<Integer> PERIODS = Set.of(1, 300, 1_200, 3_600, 14_400, 86_400);
    private static final int RAW = 60;
    private static final double PRECISION = 1_000;

    /// How they are made one.
    enum Filter implements ApiWord {
        AVERAGE,
        MAX,
        MIN,
        SUM,
        VARIANCE;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param timestamp of the period's beginning, in milliseconds since 1970
    record DataPoint(long timestamp, double value) {}

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

    /// The first minute of the period in which a moment lies.
    ///
    /// @param milliseconds since 1970
    long firstMinute(long milliseconds) {
        return beginning(Math.floorDiv(milliseconds, 1_000L)) / RAW;
    }

    /// In seconds, as is what it is asked for.
    private long beginning(long seconds) {
        long length = Math.max(period, RAW);
        return Math.floorDiv(seconds, length) * length;
    }

    /// @param values the oldest first
    List<DataPoint> of(List<MinuteValue> values) {
        SortedMap<Long, List<Double>> periods = new TreeMap<>();
        values.forEach(value -> periods.computeIfAbsent(beginning(value.minute() * RAW), _ -> new ArrayList<>())
                .add(value.value()));
        return periods.entrySet().stream()
                .map(each -> new DataPoint(each.getKey() * 1_000, rounded(one(each.getValue()))))
                .toList();
    }

    private double one(List<Double> values) {
        DoubleSummaryStatistics all =
                values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return switch (filter) {
            case AVERAGE -> all.getAverage();
            case MAX -> all.getMax();
            case MIN -> all.getMin();
            case SUM -> all.getSum();
            case VARIANCE ->
                values.stream()
                        .mapToDouble(value -> Math.pow(value - all.getAverage(), 2))
                        .average()
                        .orElseThrow();
        };
    }

    private static double rounded(double value) {
        return Math.round(value * PRECISION) / PRECISION;
    }
}
