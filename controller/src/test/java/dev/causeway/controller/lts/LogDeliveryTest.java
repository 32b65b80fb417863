package dev.causeway.controller.lts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.Software;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The logs of gateways go into the streams that their configurations name, and stay there as long as these say.
class LogDeliveryTest extends InLogCloud {

    @Test
    void theLogOfAGatewayGoesIntoItsStreamOnceItIsConfigured() {
        report(1, 2);
        configure();
        assertThat(contents(query("{}"))).isEmpty();
        report(3, 4);
        report(4, 5);
        JsonNode found = query("{}");
        assertThat(found.get("count").intValue()).isEqualTo(3);
        assertThat(contents(found)).containsExactly(line(3), line(4), line(5));
    }

    @Test
    void theFirstLineOfAllIsNotLeftOut() {
        configure();
        report(0);
        assertThat(contents(query("{}"))).containsExactly(line(0));
    }

    @Test
    void whatAReportBeforeHasLeftBehindIsMadeUpForByTheNext() {
        configure();
        told(List.of(), 1, 2);
        observe(told(List.of(new ClientNodeReport(gateway.node(), new Software("2.6.14", 1)))));
        assertThat(contents(query("{}"))).containsExactly(line(1), line(2));
    }

    @Test
    void linesThatSeveralTakeNoticeOfAtOnceComeOnce() throws Exception {
        configure();
        HostReport report = told(List.of(), 1, 2, 3);
        inParallel(Collections.nCopies(4, () -> observe(report)));
        assertThat(contents(query("{}"))).containsExactly(line(1), line(2), line(3));
    }

    @Test
    void anotherStreamTakesOnlyWhatHasNotGoneYet() {
        configure();
        report(1);
        told(List.of(), 2);
        String first = stream;
        stream = done(201, "POST", groups("/" + group + "/streams"), "{\"log_stream_name\": \"other\"}")
                .get("log_stream_id")
                .stringValue();
        configure();
        report(3);
        assertThat(contents(query("{}"))).containsExactly(line(2), line(3));
        stream = first;
        assertThat(contents(query("{}"))).containsExactly(line(1));
    }

    @Test
    void streamsThatGoWhileLinesComeTakeThemAlong() throws Exception {
        for (int i = 0; i < 20; i++) {
            configure();
            HostReport report = told(List.of(), i);
            String path = i % 2 == 0 ? groups("/" + group) : groups("/" + group + "/streams/" + stream);
            inParallel(List.of(() -> observe(report), () -> done(204, "DELETE", path, "")));
            refused(404, "VPN.0004", "GET", config, "");
            if (i % 2 != 0) {
                done(204, "DELETE", groups("/" + group), "");
            }
            makeAnotherStream();
        }
        assertThat(contents(query("{}"))).isEmpty();
    }

    @Test
    void aStreamKeepsLinesAsItSaysItself() {
        stream = done(
                        201,
                        "POST",
                        groups("/" + group + "/streams"),
                        "{\"log_stream_name\": \"short\", \"ttl_in_days\": 1}")
                .get("log_stream_id")
                .stringValue();
        assertThat(done(200, "GET", groups("/" + group + "/streams"), "")
                        .get("log_streams")
                        .valueStream()
                        .map(one -> one.get("ttl_in_days").intValue()))
                .containsExactlyInAnyOrder(1, 30);
        configure();
        report(1);
        cloud.clock.pass(Duration.ofHours(25));
        assertThat(contents(query("{}"))).isEmpty();
        refused(
                400,
                "VPN.0001",
                "POST",
                groups("/" + group + "/streams"),
                "{\"log_stream_name\": \"never\", \"ttl_in_days\": 0}");
    }

    @Test
    void oldLinesGoThoughNothingComesAnyMore() {
        configure();
        report(1);
        done(200, "POST", groups("/" + group), "{\"ttl_in_days\": 1}");
        cloud.clock.pass(Duration.ofDays(2));
        assertThat(stored()).isEqualTo(1);
        observe(new HostReport(cloud.clock.instant(), List.of(), List.of()));
        assertThat(stored()).isZero();
    }

    @Test
    void linesAreKeptAsLongAsTheGroupSays() {
        configure();
        report(1);
        done(200, "POST", groups("/" + group), "{\"ttl_in_days\": 2}");
        cloud.clock.pass(Duration.ofDays(1));
        assertThat(contents(query("{}"))).containsExactly(line(1));
        cloud.clock.pass(Duration.ofDays(2));
        assertThat(contents(query("{}"))).isEmpty();
        report(2);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void theOldestOfTooManyGo() {
        configure();
        report(1);
        cloud.database.change(tx -> tx.createUpdate("""
                        INSERT INTO log_stream_line (stream_id, time, content)
                        SELECT :id::uuid, :now, 'x' FROM generate_series(1, 100000)""")
                .bind("id", stream)
                .bind("now", cloud.clock.instant())
                .execute());
        report(2);
        assertThat(query("{\"limit\": 1}").get("count").intValue()).isEqualTo(100_000);
        assertThat(contents(query("{\"limit\": 1}"))).containsExactly("x");
        assertThat(contents(query("{\"limit\": 1, \"is_desc\": true}"))).containsExactly(line(2));
    }

    @Test
    void aConfigurationIsShownAndEnded() {
        refused(404, "VPN.0004", "GET", config, "");
        configure();
        JsonNode shown = done(200, "GET", config, "").get("log_config");
        assertThat(shown.get("log_group_id").stringValue()).isEqualTo(group);
        assertThat(shown.get("log_stream_id").stringValue()).isEqualTo(stream);
        done(204, "DELETE", config, "");
        done(204, "DELETE", config, "");
        refused(404, "VPN.0004", "GET", config, "");
        report(1);
        assertThat(contents(query("{}"))).isEmpty();
    }

    @Test
    void aConfigurationNamesAStreamThatThereIs() {
        String none = UUID.randomUUID().toString();
        String body = "{\"log_config\": {\"log_group_id\": \"%s\", \"log_stream_id\": \"%s\"}}";
        refused(400, "VPN.0001", "PUT", config, body.formatted(none, stream));
        refused(400, "VPN.0001", "PUT", config, body.formatted(group, none));
        refused(400, "VPN.0001", "PUT", config, "{\"log_config\": {}}");
        refused(
                404,
                "VPN.0509",
                "PUT",
                config.replace(gateway.gateway().toString(), none),
                body.formatted(group, stream));
    }

    @Test
    void whatIsDeletedTakesItsLinesAndConfigurationsAlong() {
        configure();
        report(1);
        done(204, "DELETE", groups("/" + group), "");
        refused(404, "VPN.0004", "GET", config, "");
        refused(400, "VPN.0001", "GET", groups("/" + group + "/streams"), "");
        refused(400, "VPN.0001", "DELETE", groups("/" + group), "");
        report(2);
    }
}
