package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.cloud.Service;
import dev.causeway.scenarios.host.Waiting;
import dev.causeway.scenarios.lab.BgpLab;
import dev.causeway.scenarios.lab.Lab;
import dev.causeway.scenarios.site.BgpSite;
import dev.causeway.scenarios.site.Device;
import dev.causeway.scenarios.site.Site;
import dev.causeway.scenarios.site.Template;
import dev.causeway.scenarios.traffic.Pings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Ten connections of one gateway, static ones and such that speak BGP, whose SAs both ends replace every minute, under
/// traffic for a long time.
final class Soak {

    /// Connections of style static, each to a site of its own.
    private static final int STATIC = 6;

    /// Sites that speak BGP, with a connection to both nodes.
    private static final int SPEAKING = 2;

    private static final int CONNECTIONS = STATIC + 2 * SPEAKING;

    /// Hosts of a site that speaks BGP: what goes to one may go by either node.
    private static final int HOSTS = 4;

    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final Map<String, Object> POLICIES = Map.of(
            "ikepolicy",
            Map.of("lifetime_seconds", LIFETIME.toSeconds()),
            "ipsecpolicy",
            Map.of("lifetime_seconds", LIFETIME.toSeconds()));

    private static final Duration STEP = Duration.ofMillis(50);

    private final Figures figures;
    private final Path folder;
    private final List<Device> devices = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();

    Soak(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void measure(int minutes) {
        figures.progress("%d connections, %d minutes".formatted(CONNECTIONS, minutes));
        try (Service service = Service.start(folder.resolve("service"));
                BgpLab lab = BgpLab.open(
                        Lab.on(service.cloud(), folder.resolve("lab")).unobserved(), Soak::renewing)) {
            service.watch();
            speak(lab, lab.site());
            for (int site = 1; site < SPEAKING; site++) {
                speak(lab, lab.addSite(Soak::renewing));
            }
            for (int site = 0; site < STATIC; site++) {
                connect(lab.lab(), 1 + site % 2);
            }
            connections.forEach(connection -> lab.tenant().awaitConnection(connection, "ACTIVE"));
            lab.awaitBothWays(connections.get(0), connections.get(1));
            targets.forEach(target -> Waiting.until(
                    "an answer of " + target, () -> Pings.answered(lab.lab().workload(), target, 1) == 1));
            underTraffic(lab.lab(), minutes);
        }
    }

    private static BgpSite renewing(Site site) {
        return BgpSite.tuned(site).renewing(LIFETIME);
    }

    private void speak(BgpLab lab, BgpSite site) {
        for (int node : List.of(1, 2)) {
            connections.add(lab.connect(site, node, POLICIES));
            devices.add(site.tunnel(node));
        }
        for (int host = 0; host < HOSTS; host++) {
            targets.add(site.site().address(0, 100 + host));
            site.site().host().ip("addr", "add", targets.getLast() + "/24", "dev", "eth0");
        }
    }

    private void connect(Lab lab, int node) {
        Lab.Branch branch = lab.addBranch();
        Map<String, String> values = lab.values(branch.site());
        values.put("eip", lab.gateway().eips().get(node - 1).address());
        values.putAll(Device.lifetime(LIFETIME));
        devices.add(branch.site().startDevice(Template.beside(Soak.class, "soak.conf"), values));
        Map<String, Object> body = new HashMap<>(POLICIES);
        body.put("name", "soak-" + branch.site().number());
        body.put("cgw_id", branch.customerGateway());
        body.put("peer_subnets", List.of(branch.site().network()));
        connections.add(lab.connect(node, body));
        targets.add(branch.site().hostAddress());
    }

    /// What the devices tell of SAs so far, the first ones among them.
    private record Established(int ike, int child) {

        static Established of(List<Device> devices) {
            return new Established(
                    devices.stream()
                            .mapToInt(each -> each.log().ikeEstablished())
                            .sum(),
                    devices.stream()
                            .mapToInt(each -> each.log().childEstablished())
                            .sum());
        }

        Established since(Established before) {
            return new Established(ike - before.ike, child - before.child);
        }
    }

    private void underTraffic(Lab lab, int minutes) {
        Instant begun = Instant.now();
        Established before = Established.of(devices);
        List<Pings> flows = targets.stream()
                .map(target -> Pings.start(lab.folder().resolve("soak-" + target), lab.workload(), target, STEP))
                .toList();
        try {
            IntStream.rangeClosed(1, minutes).forEach(minute -> {
                Waiting.pause(Duration.ofMinutes(1));
                Established so = Established.of(devices).since(before);
                figures.progress("%d minutes: %d IKE SAs and %d child SAs were replaced"
                        .formatted(minute, so.ike(), so.child()));
            });
            tell(
                    Established.of(devices).since(before),
                    flows.stream().map(Pings::stop).toList(),
                    minutes);
            connections.forEach(connection -> tellChanges(lab, connection, begun));
        } finally {
            flows.forEach(Pings::close);
        }
    }

    /// What became of a connection while there was traffic.
    private void tellChanges(Lab lab, String connection, Instant begun) {
        lab.tenant()
                .diagnosis(connection)
                .required("changes")
                .valueStream()
                .filter(change ->
                        Instant.parse(change.required("at").asString()).isAfter(begun))
                .forEach(change ->
                        figures.progress("connection %d: %s".formatted(connections.indexOf(connection) + 1, change)));
    }

    private void tell(Established replaced, List<Pings.Result> results, int minutes) {
        for (int flow = 0; flow < results.size(); flow++) {
            Pings.Result result = results.get(flow);
            if (result.lost() > 0) {
                figures.progress("to %s %d of %d were lost, the first after %s, the longest gap was %d ms"
                        .formatted(
                                targets.get(flow),
                                result.lost(),
                                result.sent(),
                                result.before(),
                                result.longestGap().toMillis()));
            }
        }
        String what =
                "%d connections, lifetimes of %d s, %d minutes, ".formatted(CONNECTIONS, LIFETIME.toSeconds(), minutes);
        // Each SA has to be replaced within a minute.
        Target often = Target.atLeast((double) CONNECTIONS * (minutes - 1));
        figures.add(what + "IKE SAs replaced", "times", replaced.ike(), often);
        figures.add(what + "child SAs replaced", "times", replaced.child(), often);
        long sent = results.stream().mapToLong(Pings.Result::sent).sum();
        long lost = results.stream().mapToLong(Pings.Result::lost).sum();
        figures.add(what + "lost of " + sent, "packets", (double) lost, Target.below(1));
    }
}
