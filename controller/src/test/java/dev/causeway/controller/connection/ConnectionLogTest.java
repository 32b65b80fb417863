package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.web.TestApi;
import dev.causeway.model.document.ThingReport.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// How clients read and follow the log of a connection.
class ConnectionLogTest {

    private static final TestCloud LAB = new TestCloud();
    private static final TestCloud.Site SITE = LAB.gateway("");
    private static int customers;

    private final String connection =
            LAB.connect(SITE, SITE.eip1(), LAB.customerGateway("198.51.100." + ++customers), TestCloud.USUAL);

    @AfterAll
    static void close() {
        LAB.close();
    }

    /// The daemon writes lines with these positions, each in a second of its own.
    private void writes(int first, int last) {
        for (int position = first; position <= last; position++) {
            LAB.clock.pass(Duration.ofSeconds(1));
            LAB.agent.log(connection, position, "line " + position);
        }
        LAB.agent.report(Phase.APPLIED, Phase.ABSENT);
    }

    private JsonNode log(String query) {
        return LAB.done(200, "GET", "/vpn-connection/" + connection + "/log" + query, "");
    }

    private static List<String> lines(JsonNode answer) {
        return answer.get("logs")
                .valueStream()
                .map(line -> line.get("raw_message").stringValue())
                .toList();
    }

    private static String position(JsonNode answer) {
        return answer.get("position").stringValue();
    }

    @Test
    void theNewestComeFirst() {
        assertThat(lines(log(""))).isEmpty();
        assertThat(position(log(""))).isEqualTo("0");
        writes(1, 5);
        assertThat(lines(log(""))).containsExactly("line 5", "line 4", "line 3", "line 2", "line 1");
        assertThat(lines(log("?limit=2"))).containsExactly("line 5", "line 4");
        assertThat(position(log("?limit=2"))).isEqualTo("5");
    }

    @Test
    void whatIsNewFollowsInItsOrderAndNothingTwice() {
        String begin = position(log(""));
        writes(1, 5);
        JsonNode part = log("?limit=2&after=" + begin);
        assertThat(lines(part)).containsExactly("line 1", "line 2");
        part = log("?limit=2&after=" + position(part));
        assertThat(lines(part)).containsExactly("line 3", "line 4");
        part = log("?after=" + position(part));
        assertThat(lines(part)).containsExactly("line 5");
        String end = position(part);
        part = log("?after=" + end);
        assertThat(lines(part)).isEmpty();
        assertThat(position(part)).isEqualTo(end);
        writes(6, 7);
        assertThat(lines(log("?after=" + end))).containsExactly("line 6", "line 7");
    }

    @Test
    void oldLinesMakeRoomWhileItIsFollowed() {
        writes(1, 3);
        String position = position(log("?limit=1&after=0"));
        writes(4, 990);
        List<String> followed = new ArrayList<>(lines(log("?limit=300&after=" + position)));
        position = position(log("?limit=300&after=" + position));
        assertThat(followed).hasSize(300).startsWith("line 2").endsWith("line 301");
        writes(991, 1500);
        assertThat(lines(log(""))).hasSize(1000).startsWith("line 1500").endsWith("line 501");
        JsonNode part = log("?limit=2&after=" + position);
        assertThat(lines(part)).as("what is left behind that position").containsExactly("line 501", "line 502");
        assertThat(lines(log("?after=" + position(part)))).hasSize(998).endsWith("line 1500");
    }

    @Test
    void aPositionAfterTheEndLeadsBackToIt() {
        writes(1, 3);
        JsonNode part = log("?after=9007199254740993");
        assertThat(lines(part)).isEmpty();
        assertThat(position(part)).isEqualTo("3");
    }

    @Test
    void theWarningOfWeakAlgorithmsIsNoNewLine() {
        writes(1, 2);
        LAB.done(200, "PUT", "/vpn-connection/" + connection, """
                {"vpn_connection": {"ikepolicy": {"authentication_algorithm": "sha1"}}}""");
        assertThat(lines(log("?limit=1"))).hasSize(2).anyMatch(line -> line.startsWith("warning: weak"));
        assertThat(lines(log("?after=1"))).containsExactly("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=", "after=-1", "after=1.5", "after=x", "after=9223372036854775808", "limit=0"})
    void whatIsNoPositionIsRefused(String query) {
        TestApi.Answer refused = LAB.call("GET", "/vpn-connection/" + connection + "/log?" + query, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/violations/0/path").stringValue())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }
}
