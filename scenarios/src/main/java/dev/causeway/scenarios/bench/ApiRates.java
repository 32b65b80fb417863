package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.ApiConnection;
import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Requests per second and their times, with four clients, each with a connection of its own. Requests are signed
/// before the clock runs, and answers looked at behind it.
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

    /// What is sent, over and over in this order, and what the answers must be.
    private record Load(int times, int status, List<byte[]> calls, Consumer<String> onAnswer) {

        static Load reading(int times, List<byte[]> calls) {
            return new Load(times, 200, calls, _ -> {});
        }
    }

    /// Creates the connections twice, since the first time all is cold; reads them, and leaves them there.
    ///
    /// @return their identifiers
    List<String> measure(Lab lab) {
        Api api = lab.tenant().api();
        figures.progress("%d customer gateways, then %d connections, twice".formatted(CONNECTIONS / 2, CONNECTIONS));
        List<String> customers = customerGateways(lab);
        String customer = "/v5/{project_id}/customer-gateways/" + customers.getFirst();
        run(api, "", Load.reading(WARM_UP, List.of(api.prepared("GET", customer, ""))), Target.none());
        List<byte[]> creations = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> api.prepared("POST", PATH, JsonText.write(body(lab, customers, i))))
                .toList();
        List<String> first = create(lab, "create connection just after the start", creations, Target.none());
        first.forEach(lab.tenant()::deleteConnection);
        first.forEach(lab.tenant()::awaitGone);
        List<String> ids = create(lab, "create connection", creations, Target.below(20));
        read(api, ids);
        return ids;
    }

    private void read(Api api, List<String> ids) {
        List<byte[]> gets =
                ids.stream().map(id -> api.prepared("GET", PATH + "/" + id, "")).toList();
        run(api, "get connection", Load.reading(READS, gets), Target.none());
        byte[] list = api.prepared("GET", PATH + "?limit=100", "");
        run(api, "list of 100 connections", Load.reading(LISTS, List.of(list)), Target.none());
    }

    static List<String> customerGateways(Lab lab) {
        return IntStream.range(0, CONNECTIONS / 2)
                .mapToObj(i -> lab.tenant().createCustomerGateway("bench-" + i, "198.51.101." + (i + 1)))
                .toList();
    }

    private List<String> create(Lab lab, String what, List<byte[]> creations, Target target) {
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        run(lab.tenant().api(), what, new Load(CONNECTIONS, 201, creations, answers::add), target);
        List<String> ids = answers.stream()
                .map(answer -> JsonText.parse(answer).at("/vpn_connection/id").asString())
                .toList();
        ids.forEach(id -> lab.tenant().awaitConnection(id, "DOWN", LIMIT));
        figures.add(what + ", first of 100 to all applied", "ms", (System.nanoTime() - start) / 1e6);
        return ids;
    }

    private static Map<String, Object> body(Lab lab, List<String> customers, int index) {
        Map<String, Object> body = lab.connectionBody(index % 2 + 1);
        body.put("name", "bench-" + index);
        body.put("cgw_id", customers.get(index / 2));
        body.put("peer_subnets", List.of("172.16.%d.0/24".formatted(index / 2)));
        return Map.of("vpn_connection", body);
    }

    private void run(Api api, String what, Load load, Target target) {
        Samples samples = new Samples();
        AtomicInteger next = new AtomicInteger();
        double seconds = together(api, connection -> oneClient(connection, load, next, samples));
        if (!what.isEmpty()) {
            figures.add(what + ", requests", "per s", load.times() / seconds);
            figures.add(what + ", p50", "ms", samples.medianMillis());
            figures.add(what + ", p99", "ms", samples.percentileMillis(99), target);
        }
    }

    /// Lets all clients work at the same time, each on a connection that is open already.
    ///
    /// @return how many seconds it took
    private static double together(Api api, Consumer<ApiConnection> client) {
        List<ApiConnection> connections =
                IntStream.range(0, CLIENTS).mapToObj(_ -> api.connect()).toList();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            connections.forEach(connection -> all.add(threads.submit(() -> client.accept(connection))));
            for (Future<?> one : all) {
                one.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            connections.forEach(ApiConnection::close);
        }
    }

    private static void oneClient(ApiConnection connection, Load load, AtomicInteger next, Samples samples) {
        for (int index = next.getAndIncrement(); index < load.times(); index = next.getAndIncrement()) {
            ApiConnection.Answer answer =
                    connection.exchange(load.calls().get(index % load.calls().size()));
            if (answer.status() != load.status()) {
                throw new IllegalStateException("answered %d: %s".formatted(answer.status(), answer.body()));
            }
            samples.add(answer.took());
            load.onAnswer().accept(answer.body());
        }
    }
}
