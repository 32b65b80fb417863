package dev.causeway.controller.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.Mutation;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jdbi.v3.core.generic.GenericType;
import tools.jackson.databind.JsonNode;

/// Whatever body is sent to whatever operation that changes something of point-to-cloud VPN: the answer is never an
/// error of the service, what is refused is told in the API's form, and leaves nothing behind.
class MutatedBodiesTest {

    /// What a call may leave behind whatever becomes of it.
    private static final List<String> ASIDE = List.of("client_token", "flyway_schema_history");

    private static final int NOT_BUILT = 501;

    private static ClientVpnWorld world;
    private static String countAll;
    private static List<Route> operations;

    @BeforeContainer
    static void start() throws Exception {
        world = new ClientVpnWorld();
        world.cloud.database.change(tx -> tx.execute("UPDATE quota_type SET quota = 10000"));
        countAll = tables().stream()
                .map("SELECT '%1$s' AS name, count(*) AS rows FROM %1$s"::formatted)
                .collect(joining(" UNION ALL "));
        operations = world.routes.stream()
                .filter(route -> route.method() == Method.POST || route.method() == Method.PUT)
                .filter(route -> route.template()
                        .matches(".*/(p2c-vpn-gateways|vpn-servers|scm|orders|v2/.project_id./groups).*"))
                .toList();
    }

    @AfterContainer
    static void close() {
        world.close();
    }

    private static List<String> tables() {
        return world
                .cloud
                .database
                .read(tx -> tx.createQuery("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(table -> !ASIDE.contains(table))
                .toList();
    }

    @Provide
    Arbitrary<Route> everyOperation() {
        return Arbitraries.of(operations);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void areRefusedWholeOrTakenWhole(@ForAll("everyOperation") Route operation, @ForAll long seed) {
        String right = world.filled(ClientVpnWorld.body(operation), world.ids(operation));
        String body = new Mutation(seed).of(right);
        Map<String, Long> before = counts();
        TestApi.Answer answer = world.call(operation, body);
        String told = "%s %s with %s gave %d %s"
                .formatted(operation.method(), operation.template(), body, answer.status(), answer.body());
        assertThat(answer.status() < 500 || answer.status() == NOT_BUILT)
                .as(told)
                .isTrue();
        if (answer.status() >= 400) {
            assertTold(answer.body(), told);
            assertThat(counts()).as(told).isEqualTo(before);
        } else if (operation.writes()) {
            undo(operation, answer.body());
        }
    }

    private static void assertTold(JsonNode answer, String told) {
        for (String name : List.of("error_code", "error_msg", "request_id")) {
            assertThat(answer.path(name).asString("")).as(told).isNotEmpty();
        }
    }

    private static Map<String, Long> counts() {
        return world.cloud.database.read(tx -> tx.createQuery(countAll)
                .setMapKeyColumn("name")
                .setMapValueColumn("rows")
                .collectInto(new GenericType<Map<String, Long>>() {}));
    }

    /// So that each call meets about the same world.
    private static void undo(Route operation, JsonNode answer) {
        if (operation.template().endsWith("/freeze")) {
            String path = operation.template().replace("/freeze", "/unfreeze");
            world.call(operation.access(), "POST", world.filled(path, world.ids(operation)), "");
        }
        world.settle();
        made(answer).ifPresent(id -> {
            String path = world.filled(operation.template(), world.ids(operation)) + "/" + id;
            world.call(operation.access(), "DELETE", path, "");
            world.settle();
        });
    }

    /// The identifier of what was made.
    private static Optional<String> made(JsonNode answer) {
        return answer.valueStream()
                .map(part -> part.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }
}
