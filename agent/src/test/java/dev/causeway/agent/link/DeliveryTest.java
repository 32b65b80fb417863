package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.HostLoad;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.TunnelReport.Counters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final String WAITING = "the controller does not take whole reports of this host";

    private final AtomicLong nanoseconds = new AtomicLong();
    private final Delivery delivery = new Delivery(SteadyClock.from(Clock.systemUTC(), nanoseconds::get));
    private StubController controller;
    private AgentApi api;

    @BeforeEach
    void start() throws Exception {
        controller = new StubController();
        api = new AgentApi(controller.url(), SSLContext.getDefault(), Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        api.close();
        controller.close();
    }

    private boolean send(String line) throws Exception {
        return delivery.send(api, report(line));
    }

    private static HostReport report(String... lines) {
        var connection = ConnectionId.random();
        var node = NodeId.random();
        return new HostReport(
                NOW,
                List.of(
                        new TunnelReport(connection, node, 1, TunnelReport.State.UP, "", NOW, Counters.NONE),
                        new SaReport(connection, node, "0.0.0.0/0", "0.0.0.0/0", Counters.NONE, NOW)),
                IntStream.range(0, lines.length)
                        .mapToObj(index ->
                                new LogLine(new LogSource.Connection(connection), index + 1, NOW, lines[index]))
                        .toList(),
                Optional.of(List.of("something else")),
                List.of(new RouteBlock(node, Optional.of(connection), 1, List.of())),
                Optional.of(new HostLoad(137, 1, 2)));
    }

    @Test
    void ofAReportThatIsRefusedItIsToldHowThingsAreDoing() throws Exception {
        controller.refuse(report -> report.contains("\"sas\""));
        assertThat(send("good")).isFalse();
        assertThat(controller.reports.take())
                .contains("\"state\":\"UP\"", "something else", WAITING, "\"processor\":137")
                .doesNotContain("good", "\"sas\"", "\"routes\"");
        controller.refuse(_ -> false);

        // What is new meanwhile is not tried.
        assertThat(send("good")).isFalse();
        assertThat(controller.reports.take()).contains(WAITING).doesNotContain("good");
        nanoseconds.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(send("good")).isTrue();
        assertThat(controller.reports.take()).contains("good", "\"sas\"").doesNotContain(WAITING);
        assertThat(send("good")).isTrue();
    }

    @Test
    void whatIsRefusedByItselfKeepsNothingElseFromBeingTold() throws Exception {
        controller.refuse(report -> report.contains("odd"));
        assertThat(delivery.send(api, report("first", "odd", "second", "third")))
                .isTrue();
        assertThat(controller.reports.take())
                .contains("\"state\":\"UP\"", "\"sas\"", WAITING)
                .doesNotContain("first");
        // Each of a later moment, or a controller would take none but the first.
        assertThat(controller.reports.take())
                .contains("first", "\"2026-03-04T05:06:07.000003Z\"", "\"processor\":137")
                .doesNotContain("second", WAITING);
        assertThat(controller.reports.take())
                .contains("second", "third", "\"2026-03-04T05:06:07.000005Z\"")
                .doesNotContain("first");
        assertThat(controller.reports.take()).contains("\"routes\"").doesNotContain("second");
        assertThat(controller.reports).isEmpty();

        // For a while no more is tried than was taken.
        assertThat(send("good")).isFalse();
        assertThat(controller.reports.take()).contains("\"sas\"", WAITING).doesNotContain("good");
        nanoseconds.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(send("good")).isTrue();
        assertThat(controller.reports.take()).contains("good").doesNotContain(WAITING);
    }

    @Test
    void whereAllIsRefusedItIsNotTriedLineByLine() throws Exception {
        var tried = new AtomicInteger();
        controller.refuse(report -> report.contains("odd") && tried.incrementAndGet() > 0);
        assertThat(delivery.send(api, report(Collections.nCopies(1_000, "odd").toArray(String[]::new))))
                .isTrue();
        assertThat(tried.get()).isBetween(2, 200);
    }

    @Test
    void whatIsTooLargeIsNotEvenSent() throws Exception {
        assertThat(send("a".repeat(13 << 20))).isTrue();
        assertThat(controller.reports.take()).contains(WAITING);
        assertThat(controller.reports.take()).contains("\"routes\"").doesNotContain("aaaa");
        assertThat(controller.reports).isEmpty();
    }

    @Test
    void aControllerThatTakesNothingIsAskedAgainByOthers() {
        controller.refuse(_ -> true);
        assertThatThrownBy(() -> send("good")).isInstanceOf(AgentApi.Refused.class);
    }
}
