package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.Reply;
import dev.causeway.scenarios.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Requests per second and their times, with four clients.
final class ApiRates {

    static final int CONNECTIONS = 100;
    private static final int CLIENTS = 4;
    private static final int WARM_UP = 400;
    private static final int READS = 2000;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int LISTS = 600;
    private static final String PATH = "/v5/{project_id}/vpn-connection";

    private final Figures figures;

    ApiRates(Figures figures) {
        this.figures = figures;
    }

    /// Creates the connections, reads them, and leaves them there.
    ///
    /// @return their identifiers
    List<String> measure(Lab lab) {
        Api api = lab.tenant().api();
        figures.progress("%d customer gateways, then %d connections".formatted(CONNECTIONS / 2, CONNECTIONS));
        List<String> customers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS / 2; i++) {
            customers.add(lab.tenant().createCustomerGateway("bench-" + i, "198.51.101." + (i + 1)));
        }
        String first = customers.getFirst();
        run("", WARM_UP, 200, _ -> api.get("/v5/{project_id}/customer-gateways/" + first));
        long start = System.nanoTime();
        List<Reply> created = run("create connection", CONNECTIONS, 201, i -> api.post(PATH, body(lab, customers, i)));
        List<String> ids =
                created.stream().map(reply -> reply.text("/vpn_connection/id")).toList();
        ids.forEach(id -> lab.tenant().awaitConnection(id, "DOWN", LIMIT));
        figures.add("first of 100 created to all applied", "ms", (System.nanoTime() - start) / 1e6);
        run("get connection", READS, 200, i -> api.get(PATH + "/" + ids.get(i % ids.size())));
        run("list of 100 connections", LISTS, 200, _ -> api.get(PATH + "?limit=100"));
        return ids;
    }

    private static Map<String, Object> body(Lab lab, List<String> customers, int index) {
        Map<String, Object> body = lab.connectionBody(index % 2 + 1);
        body.put("name", "bench-" + index);
        body.put("cgw_id", customers.get(index / 2));
        body.put("peer_subnets", List.of("172.16.%d.0/24".formatted(index / 2)));
        return Map.of("vpn_connection", body);
    }

    private List<Reply> run(String what, int times, int status, IntFunction<Reply> call) {
        Samples samples = new Samples();
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        List<Reply> replies = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<Reply>>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                all.add(clients.submit(() -> oneClient(times, status, call, next, samples)));
            }
            for (Future<List<Reply>> one : all) {
                replies.addAll(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!what.isEmpty()) {
            figures.add(what + ", requests", "per s", times / seconds);
            figures.add(what + ", p50", "ms", samples.medianMillis());
            figures.add(what + ", p99", "ms", samples.percentileMillis(99), what.startsWith("create") ? "< 20 ms" : "");
        }
        return replies;
    }

    private static List<Reply> oneClient(
            int times, int status, IntFunction<Reply> call, AtomicInteger next, Samples samples) {
        List<Reply> replies = new ArrayList<>();
        for (int index = next.getAndIncrement(); index < times; index = next.getAndIncrement()) {
            Reply reply = call.apply(index).expect(status);
            samples.add(reply.took());
            replies.add(reply);
        }
        return replies;
    }
}
