package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.lab.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How long a list and a get take among a hundred, ten thousand and a million. The rows are put into the database
/// directly, and taken out of it again.
final class Among {

    private static final List<Integer> COUNTS = List.of(100, 10_000, 1_000_000);
    private static final int PAGE = 50;
    private static final int CLIENTS = 4;
    private static final Duration TIME = Duration.ofSeconds(5);

    private final Figures figures;
    private final Wrk wrk;
    private final RawReads database;

    Among(Figures figures, Wrk wrk, RawReads database) {
        this.figures = figures;
        this.wrk = wrk;
        this.database = database;
    }

    void measure(Lab lab) {
        Api api = lab.tenant().api();
        String project = api.credentials().project();
        double listAmongFew = 0;
        double getAmongFew = 0;
        for (int count : COUNTS) {
            figures.progress("customer gateways, until there are " + count);
            fill(project, count);
            String newest = newest(api);
            Wrk.Measured list = measure(api, "?limit=" + PAGE);
            Wrk.Measured get = measure(api, "/" + newest);
            String among = String.format(Locale.ROOT, " among %,d customer gateways, p50", count);
            figures.add("list of " + PAGE + among, "ms", list.medianMillis());
            figures.add("get" + among, "ms", get.medianMillis());
            if (count == COUNTS.getFirst()) {
                listAmongFew = list.perSecond();
                getAmongFew = get.perSecond();
            } else if (count == COUNTS.getLast()) {
                compare("list", list, listAmongFew);
                compare("get", get, getAmongFew);
            }
        }
        database.change("DELETE FROM customer_gateway WHERE name = 'among'", "VACUUM ANALYZE customer_gateway");
    }

    private void compare(String what, Wrk.Measured amongMany, double amongFew) {
        figures.add(
                what + " among the most, of the time among the fewest",
                "%",
                100 * amongFew / amongMany.perSecond(),
                Target.below(120));
    }

    private Wrk.Measured measure(Api api, String what) {
        List<byte[]> calls = List.of(api.prepared("GET", "/v5/{project_id}/customer-gateways" + what, ""));
        wrk.overAndOver(api, calls, CLIENTS, TIME);
        return wrk.overAndOver(api, calls, CLIENTS, TIME);
    }

    private static String newest(Api api) {
        return api.get("/v5/{project_id}/customer-gateways?limit=1").expect(200).text("/customer_gateways/0/id");
    }

    /// They were made one a second, ever since 1990.
    private void fill(String project, int count) {
        database.change(
                "UPDATE project_quota SET quota = 2000000 WHERE type = 'customer_gateway'",
                """
                INSERT INTO customer_gateway (id, project_id, name, address, created_at, updated_at)
                SELECT gen_random_uuid(), '%1$s', 'among', '198.51.100.1', at, at
                  FROM generate_series(1 + (SELECT count(*) FROM customer_gateway WHERE name = 'among'), %2$d) AS n,
                       LATERAL (SELECT timestamptz '1990-01-01' + n * interval '1 second') AS made (at)""".formatted(project, count),
                "VACUUM ANALYZE customer_gateway",
                "CHECKPOINT");
    }
}
