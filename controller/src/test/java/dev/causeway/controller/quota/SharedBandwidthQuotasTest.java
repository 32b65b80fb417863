package dev.causeway.controller.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.controller.web.TestApi;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many bandwidths a project shares, and how many EIPs are in each.
class SharedBandwidthQuotasTest extends InQuotaCloud {

    private static final String BANDWIDTHS = "/v2.0/%s/bandwidths";
    private static final String NEW_BANDWIDTH = """
            {"bandwidth": {"name": "all", "size": 100}}""";

    /// An EIP's own bandwidth is none of them.
    @Test
    void countTheBandwidthsThatAreShared() {
        lab.eip();
        List<String> made = IntStream.range(0, 5).mapToObj(_ -> bandwidth()).toList();
        assertThat(used("shareBandwidth")).isEqualTo(5);
        assertThat(refusedAt(BANDWIDTHS, NEW_BANDWIDTH))
                .endsWith("the project's quota of shareBandwidth is used up: 5 are allowed, and 5 are in use");
        assertThat(lab.callAt("DELETE", bandwidths() + "/" + made.getFirst(), "")
                        .status())
                .isEqualTo(204);
        bandwidth();
        set("{'type':'shareBandwidth','quota':6}");
        bandwidth();
        assertThat(used("shareBandwidth")).isEqualTo(6);
    }

    @Test
    void holdHowManyShareOneBandwidth() {
        String full = bandwidth();
        List<String> eips =
                IntStream.range(0, 21).mapToObj(_ -> lab.eip().toString()).toList();
        assertThat(refusedAt(BANDWIDTHS + "/" + full + "/insert", members(eips)))
                .endsWith("publicip_info[20].publicip_id: the shared bandwidth is full (shareBandwidthIP):"
                        + " 20 are allowed, and 20 are in it");
        assertThat(used("shareBandwidthIP")).isZero();
        assertThat(insert(full, eips.subList(0, 20)).status()).isEqualTo(200);
        assertThat(used("shareBandwidthIP")).isEqualTo(20);
        assertThat(refusedAt("/v1/%s/publicips", inside(full))).contains("bandwidth.id: ", "20 are allowed");
        TestCloud.Site site = lab.gateway("");
        String gateway = gateway(site)
                .replaceFirst(
                        "\"type\": \"5_bgp\", \"bandwidth_size\": 10",
                        "\"type\": \"5_bgp\", \"bandwidth_id\": \"" + full + "\"");
        assertThat(refused("/vpn-gateways", gateway)).contains(".bandwidth_id: ", "20 are allowed");
        assertThat(insert(bandwidth(), eips.subList(20, 21)).status()).isEqualTo(200);
        assertThat(used("shareBandwidthIP")).isEqualTo(20);
        set("{'type':'shareBandwidthIP','quota':21}");
        lab.done(201, "POST", "/vpn-gateways", gateway);
        assertThat(used("shareBandwidthIP")).isEqualTo(21);
        assertThat(refusedAt("/v1/%s/publicips", inside(full))).contains("21 are allowed, and 21 are in it");
    }

    @Test
    void holdWhoeverEntersABandwidthAtOnce() {
        String full = bandwidth();
        set("{'type':'shareBandwidthIP','quota':3}");
        List<Integer> answers = IntStream.range(0, 20)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> number % 2 == 0
                                ? insert(full, List.of(lab.eip().toString())).status()
                                : lab.callAt("POST", "/v1/" + lab.project + "/publicips", inside(full))
                                        .status(),
                        Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
        assertThat(answers).filteredOn(status -> status != 200).allMatch(status -> status == 400);
        assertThat(used("shareBandwidthIP")).isEqualTo(3);
        assertThat(settled(deadlocks())).isZero();
    }

    private String bandwidths() {
        return BANDWIDTHS.formatted(lab.project);
    }

    private String bandwidth() {
        TestApi.Answer made = lab.callAt("POST", bandwidths(), NEW_BANDWIDTH);
        assertThat(made.status()).isEqualTo(201);
        return made.body().at("/bandwidth/id").asString();
    }

    private TestApi.Answer insert(String bandwidth, List<String> eips) {
        return lab.callAt("POST", bandwidths() + "/" + bandwidth + "/insert", members(eips));
    }

    private static String members(List<String> eips) {
        return "{\"bandwidth\": {\"publicip_info\": [%s]}}"
                .formatted(String.join(
                        ",",
                        eips.stream()
                                .map(eip -> "{\"publicip_id\": \"" + eip + "\"}")
                                .toList()));
    }

    /// An EIP that is made in a bandwidth.
    private static String inside(String bandwidth) {
        return """
                {"publicip": {"type": "5_bgp"}, "bandwidth": {"share_type": "WHOLE", "id": "%s"}}""".formatted(bandwidth);
    }
}
