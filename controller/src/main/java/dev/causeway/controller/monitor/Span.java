package dev.causeway.controller.monitor;

import dev.causeway.model.InvalidInput;

/// Datapoints of some time.
///
/// @param first minute since 1970, with which a period begins
/// @param end the minute in which they end
record Span(DataPoints points, long first, long end) {

    /// In milliseconds.
    static final long MINUTE = 60_000;

    /// The last moment whose minute the database can count, in milliseconds since 1970.
    static final long LAST = MINUTE * Integer.MAX_VALUE - 1;

    /// The first period begins before the time does, if that is amid one.
    ///
    /// @param from milliseconds since 1970, as is `to`
    static Span of(DataPoints points, long from, long to) {
        if (to <= from) {
            throw InvalidInput.at("to", "must be later than from");
        }
        return new Span(points, begin(points, from / MINUTE), Math.ceilDiv(to, MINUTE));
    }

    /// The same of no more than the newest periods.
    Span newest(int periods) {
        long oldest = begin(points, end - 1) - (periods - 1L) * points.minutes();
        return new Span(points, Math.max(first, oldest), end);
    }

    private static long begin(DataPoints points, long minute) {
        return minute - minute % points.minutes();
    }
}
