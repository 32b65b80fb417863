package dev.causeway.scenarios.cases.narrowpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.scenarios.cases.Case;
import dev.causeway.scenarios.cases.Checks;
import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Case
class NarrowPathTest {

    /// Together with the headers of ICMP and IP it is the tunnel's MTU.
    private static final int LARGEST_PING = 1372;

    /// What it becomes outside.
    private static final int LARGEST_ESP = 1462;

    private static final List<String> CIPHERS = List.of(
            "aes192", "aes256", "3des", "camellia128", "camellia192", "camellia256", "blowfish128", "blowfish256");
    private static final List<String> HASHES = List.of("sha1", "sha256", "sha384", "sha512", "md5", "aesxcbc");

    private static final Pattern MESSAGE =
            Pattern.compile("sending packet: from \\S+\\[4500] to \\S+\\[4500] \\((\\d+) bytes\\)");

    @Test
    void whatFillsTheTunnelPassesOverLinesThatTakeLess(Service service, @TempDir Path folder) {
        try (Lab lab = Lab.on(service.cloud(), folder).open()) {
            lab.site().letOnlyAnswersIn();
            lab.site().narrow(1492);
            String connection = lab.connect(Map.of());
            lab.tenant().awaitConnection(connection, "DOWN");
            Device device = lab.site().startDevice(getClass(), values(lab));
            Checks.carries(lab, device, connection);
            assertThat(longestMessage(device))
                    .as("bytes of the longest IKE message")
                    .isGreaterThan(1492);
            // Downwards: for ten minutes a sender does not forget how little a path took.
            for (int mtu : new int[] {1492, 1450, 1420, 1300}) {
                lab.site().narrow(mtu);
                assertThat(Pings.answeredWhole(lab.workload(), lab.site().hostAddress(), 10, LARGEST_PING))
                        .as("from the VPC over " + mtu)
                        .isEqualTo(10);
                assertThat(Pings.answeredWhole(lab.site().host(), lab.workloadAddress(), 10, LARGEST_PING))
                        .as("from the site over " + mtu)
                        .isEqualTo(10);
                int before = lab.fragmentsCrossed();
                lab.provesTraffic();
                Waiting.until(
                        "parts of packets over " + mtu, () -> mtu >= LARGEST_ESP || lab.fragmentsCrossed() > before);
            }
            Checks.breaks(lab, device, connection);
            Checks.heals(lab, device, connection);
        }
    }

    private static Map<String, String> values(Lab lab) {
        Map<String, String> values = lab.values();
        values.put(
                "more",
                CIPHERS.stream()
                        .flatMap(cipher -> HASHES.stream().map(hash -> cipher + "-" + hash + "-modp3072"))
                        .collect(Collectors.joining(", ")));
        return values;
    }

    private static int longestMessage(Device device) {
        return MESSAGE.matcher(device.log().text())
                .results()
                .mapToInt(sent -> Integer.parseInt(sent.group(1)))
                .max()
                .orElse(0);
    }
}
