package dev.causeway.controller.monitor;

/// How one value for each minute is made of the samples of connections, each of which has one row for a
/// minute. A sample of traffic is of five seconds. A minute without any has no value.
final class MinuteValues {

    static final String BYTES_IN = rate("bytes_in", 8);
    static final String BYTES_OUT = rate("bytes_out", 8);
    static final String PACKETS_IN = rate("packets_in", 1);
    static final String PACKETS_OUT = rate("packets_out", 1);
    static final String CONNECTIONS = "count(*)";
    static final String STATUS = """
            max(CASE s.state WHEN 'UP' THEN 1 WHEN 'APPLYING' THEN 2 ELSE 0 END) FILTER (WHERE s.state IS NOT NULL)""";
    static final String AVERAGE = probes("avg(x) FILTER (WHERE x >= 0) / 1000");
    static final String HIGHEST = probes("max(x) FILTER (WHERE x >= 0) / 1000.0");
    static final String LOSS = probes("100.0 * count(*) FILTER (WHERE x < 0) / nullif(count(*), 0)");

    private MinuteValues() {}

    private static String rate(String column, int factor) {
        return """
            sum((SELECT sum(x) FROM unnest(s.%1$s) x) * %2$d::float8 / (5 * cardinality(s.%1$s)))""".formatted(column, factor);
    }

    private static String probes(String value) {
        return "max((SELECT %s FROM unnest(s.micros) x))".formatted(value);
    }
}
