package dev.causeway.scenarios.cases.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cloud.Cloud;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class AlertsTest {

    private static final Path RULES =
            Path.of(System.getProperty("user.dir")).resolveSibling("docs").resolve("alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("causeway_[a-z_]+");

    @Test
    void prometheusReadsOurMetricsAndOurRules(Service service, @TempDir Path folder) throws IOException {
        String told = metrics(service.cloud(), folder, token(service.cloud()));
        assertThat(Files.readString(RULES).lines().filter(line -> line.contains("expr:")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(METRIC.matcher(line).results().map(MatchResult::group))
                        .allSatisfy(name -> assertThat(told).contains("# TYPE " + name + " ")));
        Path file = Files.writeString(folder.resolve("metrics"), told);
        Program.run("sh", "-c", "exec \"$0\" check metrics < \"$1\"", promtool(), file.toString());
        assertThat(Program.run(promtool(), "check", "rules", RULES.toString())).contains("SUCCESS");
        assertThat(metrics(service.cloud(), folder, "wrong"))
                .contains("APIGW.0301")
                .doesNotContain("# TYPE");
    }

    /// A secret stays out of a program's arguments.
    private static String metrics(Cloud cloud, Path folder, String token) throws IOException {
        Path header = Files.writeString(folder.resolve("header"), "Authorization: Bearer " + token + "\n");
        var credentials = cloud.tenant().credentials();
        return Program.run(
                "curl",
                "-s",
                "--cacert",
                credentials.caFile().toString(),
                "-H",
                "@" + header,
                credentials.endpoint() + "/metrics");
    }

    private static String token(Cloud cloud) throws IOException {
        return Files.readString(cloud.data().resolve("controller").resolve("metrics-token"))
                .strip();
    }

    private static String promtool() {
        String folder = System.getenv("CAUSEWAY_PROMETHEUS");
        if (folder == null) {
            throw new IllegalStateException("CAUSEWAY_PROMETHEUS names no folder; ./causeway test sets it");
        }
        return Path.of(folder, "usr", "bin", "promtool").toString();
    }
}
