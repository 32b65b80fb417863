package dev.causeway.scenarios.bench;

import dev.causeway.controller.connection.ConnectionQuestions;
import dev.causeway.controller.database.Select;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ProjectId;
import dev.causeway.scenarios.cloud.Api;
import dev.causeway.scenarios.cloud.JsonText;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Calls of a native load generator, which leaves most of the machine to the service, with one client, with four and
/// with 32; and beside reads the statement that the service asks its database, asked directly.
final class NativeRates {

    static final String PATH = "/v5/{project_id}/vpn-connection";
    private static final List<Integer> CLIENTS = List.of(1, 4, 32);
    private static final int SEVERAL = 4;
    private static final int CREATIONS = 40;
    private static final Duration TIME = Duration.ofSeconds(5);

    /// After the first, a JVM still compiles; after the second as well, it has compiled what is called often.
    private static final Duration YOUTH = Duration.ofSeconds(10);

    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Figures figures;
    private final Service service;
    private final Wrk wrk;
    private final RawReads raw;

    NativeRates(Figures figures, Service service, Wrk wrk, RawReads raw) {
        this.figures = figures;
        this.service = service;
        this.wrk = wrk;
        this.raw = raw;
    }

    /// Reads connections that are there: each by itself, and all at once.
    void measureReads(Lab lab, List<String> ids) {
        Api api = lab.tenant().api();
        ProjectId project = new ProjectId(api.credentials().project());
        List<byte[]> gets =
                ids.stream().map(id -> api.prepared("GET", PATH + "/" + id, "")).toList();
        List<Select<?>> one = new ArrayList<>();
        ids.forEach(id -> one.add(ConnectionQuestions.get(project, ConnectionId.parse(id))));
        read("get connection", api, gets, one, Target.atLeast(5000), Target.atLeast(30));
        int many = ids.size();
        List<byte[]> list = List.of(api.prepared("GET", PATH + "?limit=" + many, ""));
        List<Select<?>> all = List.of(ConnectionQuestions.list(project, many));
        read("list of %d connections".formatted(many), api, list, all, Target.none(), Target.atLeast(60));
    }

    private void read(
            String what, Api api, List<byte[]> calls, List<Select<?>> questions, Target rate, Target ofTheLimit) {
        figures.progress(what);
        wrk.overAndOver(api, calls, SEVERAL, YOUTH);
        double young = wrk.overAndOver(api, calls, SEVERAL, TIME).perSecond();
        figures.add(named(what, SEVERAL) + ", after ten seconds, requests", "per s", young);
        wrk.overAndOver(api, calls, SEVERAL, WARM_UP);
        for (int clients : CLIENTS) {
            double limit = raw.perSecond(questions, clients, TIME);
            Wrk.Measured measured = wrk.overAndOver(api, calls, clients, TIME);
            String with = named(what, clients);
            boolean aimed = clients == SEVERAL;
            figures.add(with + ", requests", "per s", measured.perSecond(), limit, aimed ? rate : Target.none());
            figures.add(
                    with + ", of the statement alone",
                    "%",
                    100 * measured.perSecond() / limit,
                    aimed ? ofTheLimit : Target.none());
            times(with, measured, Target.none(), Target.none());
        }
    }

    /// Creates connections and deletes them, while the agent follows and while it does not run.
    void measureWrites(Lab lab, List<String> customers) {
        figures.progress("creations and deletions");
        create(lab, customers, SEVERAL, "agent running");
        deleteAll(lab, SEVERAL, "agent running");
        awaitNone(lab);
        service.endAgent("TERM");
        for (int clients : CLIENTS) {
            create(lab, customers, clients, "agent stopped");
            deleteAll(lab, clients, "agent stopped");
            // What is being deleted waits for the agent, and holds its place so long.
            service.startAgent();
            awaitNone(lab);
            service.endAgent("TERM");
        }
        service.startAgent();
    }

    private void create(Lab lab, List<String> customers, int clients, String agent) {
        List<byte[]> calls = IntStream.range(0, CREATIONS)
                .mapToObj(i -> lab.tenant().api().prepared("POST", PATH, JsonText.write(body(lab, customers, i))))
                .toList();
        boolean aimed = clients == 1 && agent.endsWith("stopped");
        report(
                named("create connection, " + agent, clients),
                wrk.once(lab.tenant().api(), calls, clients),
                aimed ? Target.below(10) : Target.none(),
                aimed ? Target.below(40) : Target.none());
    }

    private void deleteAll(Lab lab, int clients, String agent) {
        List<byte[]> calls = connections(lab)
                .map(id -> lab.tenant().api().prepared("DELETE", PATH + "/" + id, ""))
                .toList();
        report(
                named("delete connection, " + agent, clients),
                wrk.once(lab.tenant().api(), calls, clients),
                Target.none(),
                Target.none());
    }

    private static void awaitNone(Lab lab) {
        Waiting.until(
                "all connections to be gone",
                LIMIT,
                () -> connections(lab).findAny().isEmpty());
    }

    private static Stream<String> connections(Lab lab) {
        return lab.tenant()
                .api()
                .get(PATH + "?limit=1000")
                .expect(200)
                .body()
                .required("vpn_connections")
                .valueStream()
                .filter(one -> one.required("name").asString().startsWith("bench-"))
                .map((JsonNode one) -> one.required("id").asString());
    }

    private static Map<String, Object> body(Lab lab, List<String> customers, int index) {
        Map<String, Object> body = lab.connectionBody(index % 2 + 1);
        body.put("name", "bench-" + index);
        body.put("cgw_id", customers.get(index / 2));
        body.put("peer_subnets", List.of("172.16.%d.0/24".formatted(index / 2)));
        return Map.of("vpn_connection", body);
    }

    private void report(String what, Wrk.Measured measured, Target median, Target slow) {
        figures.add(what + ", requests", "per s", measured.perSecond());
        times(what, measured, median, slow);
    }

    private void times(String what, Wrk.Measured measured, Target median, Target slow) {
        figures.add(what + ", p50", "ms", measured.medianMillis(), median);
        figures.add(what + ", p99", "ms", measured.slowMillis(), slow);
    }

    private static String named(String what, int clients) {
        return clients == 1 ? what + ", 1 client" : "%s, %d clients".formatted(what, clients);
    }
}
