package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls about the connections of one gateway that come at the same moment.
class ConnectionsAtOnceTest {

    private static final int CALLS = 24;

    private final TestCloud cloud = new TestCloud();
    private final TestCloud.Site site = cloud.gateway("");
    private final List<String> customers = IntStream.range(0, CALLS)
            .mapToObj(i -> cloud.customerGateway("198.51.100." + (i + 1)))
            .toList();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void allAreServedAndNoDocumentMissesOne() throws Exception {
        long before = generation();
        List<String> made = atOnce(this::create).stream()
                .map(answer -> answer.body().at("/vpn_connection/id").stringValue())
                .toList();
        assertThat(made).doesNotHaveDuplicates().hasSize(CALLS);
        assertThat(generation() - before).isEqualTo(CALLS);
        cloud.agent.work();
        List<TestApi.Answer> answers = atOnce(i -> i % 2 == 0
                ? cloud.call("DELETE", "/vpn-connection/" + made.get(i), "")
                : cloud.call("PUT", "/vpn-connection/" + made.get(i), """
                        {"vpn_connection": {"peer_subnets": ["172.16.%d.0/24"]}}""".formatted(i)));
        assertThat(answers.stream().map(TestApi.Answer::status)).containsOnly(200, 204);
        assertThat(generation() - before).isEqualTo(2 * CALLS);
        cloud.agent.work();
        assertThat(cloud.rows("vpn_connection")).isEqualTo(CALLS / 2);
    }

    @Test
    void thoseByBgpConcernBothNodesAndWaitForNoOther() throws Exception {
        List<String> made = IntStream.range(0, CALLS)
                .mapToObj(i -> cloud.connect(
                        site,
                        i % 2 == 0 ? site.eip1() : site.eip2(),
                        cloud.customerGateway("198.51.101." + (i + 1), 65000),
                        TestCloud.BY_BGP))
                .toList();
        cloud.agent.work();
        List<TestApi.Answer> answers = atOnce(i -> switch (i / 2 % 3) {
            case 0 -> cloud.call("DELETE", "/vpn-connection/" + made.get(i), "");
            case 1 -> cloud.call("POST", "/vpn-connection/" + made.get(i) + "/reset", "");
            default -> cloud.call("PUT", "/vpn-connection/" + made.get(i), """
                        {"vpn_connection": {"peer_subnets": ["172.16.%d.0/24"]}}""".formatted(i));
        });
        assertThat(answers.stream().map(TestApi.Answer::status)).containsOnly(200, 204);
        cloud.agent.work();
        assertThat(cloud.rows("vpn_connection")).isEqualTo(CALLS * 2 / 3);
        assertThat(cloud.rows("vpn_connection WHERE resets = 1")).isEqualTo(CALLS / 3);
    }

    @Test
    void onlyOneOfThoseToTheSamePeerIsMade() throws Exception {
        List<TestApi.Answer> answers = atOnce(_ -> create(0));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() != 201)
                        .map(answer -> answer.body().toString()))
                .allMatch(body -> body.contains("already has a connection"));
        assertThat(cloud.rows("vpn_connection")).isEqualTo(1);
    }

    @Test
    void noAnswerWaitsForAReportThatIsBeingTaken() {
        String reported = cloud.connect(site, site.eip1(), customers.get(0), TestCloud.USUAL);
        String other = cloud.connect(site, site.eip2(), customers.get(1), TestCloud.USUAL);
        cloud.agent.work();
        cloud.agent.tunnel(reported, TunnelReport.State.UP);
        cloud.done(200, "PUT", "/vpn-connection/" + reported, """
                {"vpn_connection": {"peer_subnets": ["172.16.0.0/24"]}}""");
        cloud.agent.work(() -> {
            assertThat(create(2).status()).isEqualTo(201);
            assertThat(create(3).status()).isEqualTo(201);
            assertThat(cloud.status("/vpn-connection/" + reported)).isEqualTo("PENDING_UPDATE");
            cloud.done(204, "DELETE", "/vpn-connection/" + other, "");
        });
        assertThat(cloud.status("/vpn-connection/" + reported)).isEqualTo("ACTIVE");
    }

    private TestApi.Answer create(int i) {
        String eip = i % 2 == 0 ? site.eip1() : site.eip2();
        return cloud.call(
                "POST", "/vpn-connection", TestCloud.connection(site, eip, customers.get(i), TestCloud.USUAL));
    }

    private long generation() {
        return cloud.database.read(tx -> cloud.documents
                .placements(tx, Vpc.document(site.vpc()))
                .getFirst()
                .generation());
    }

    private interface Call {

        TestApi.Answer make(int number);
    }

    private static List<TestApi.Answer> atOnce(Call call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLS)) {
            List<Callable<TestApi.Answer>> calls = IntStream.range(0, CALLS)
                    .<Callable<TestApi.Answer>>mapToObj(i -> () -> call.make(i))
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
