package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.browser.Tab;
import dev.causeway.scenarios.cloud.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.Keys;

/// Pages of a project with many connections, whose peers are silent.
final class LongLists {

    /// Of each gateway the customer gateways, with a connection to both addresses each.
    private static final List<Integer> PEERS = List.of(84, 83, 83);

    private static final int CONNECTIONS =
            2 * PEERS.stream().mapToInt(Integer::intValue).sum();

    /// A list shows so many rows at least before it is asked for all.
    private static final int FIRST_ROWS = 50;

    private static final int LOADS = 5;
    private static final String TYPED = "scale-1-42";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Figures figures;
    private final PageClock clock;
    private final Tenant tenant;

    LongLists(Figures figures, PageClock clock, Tenant tenant) {
        this.figures = figures;
        this.clock = clock;
        this.tenant = tenant;
    }

    void measure() {
        figures.progress("%d connections".formatted(CONNECTIONS));
        connect();
        figures.progress("lists and topology");
        loads("list", "/vpn-connections", PageClock.ROWS, FIRST_ROWS);
        filter();
        clock.tab().click("Show all " + CONNECTIONS);
        add("all rows", clock.settled());
        loads("topology", "/", PageClock.EDGES, CONNECTIONS);
        clock.leave();
    }

    private void connect() {
        String network = "10.200.0.0/24";
        String vpc = tenant.createVpc("scale", "10.200.0.0/16");
        String subnet = tenant.createSubnet(vpc, "scale", network, "10.200.0.1");
        List<String> customers = Peers.customerGateways(PEERS.getFirst(), tenant);
        List<String> connections = new ArrayList<>();
        for (int number = 0; number < PEERS.size(); number++) {
            Tenant.Gateway gateway =
                    tenant.createGateway("scale-" + number, vpc, subnet, List.of(network), "active-active");
            connections.addAll(Peers.connect(tenant, gateway, number, customers.subList(0, PEERS.get(number))));
        }
        connections.forEach(connection -> tenant.awaitConnection(connection, "DOWN", LIMIT));
    }

    private void loads(String what, String path, String css, int count) {
        var times = new Samples();
        for (int load = 0; load < LOADS; load++) {
            clock.load(path);
            times.add(clock.shown(css, count));
        }
        figures.add(named(what + " shown, median"), "ms", times.medianMillis());
    }

    /// Types a name and takes it away again, key by key.
    private void filter() {
        Tab tab = clock.tab();
        tab.clickAt("main input[type=search]");
        var _ = clock.settled();
        var times = new Samples();
        for (String key : TYPED.split("", -1)) {
            if (!key.isEmpty()) {
                times.add(key(tab, key));
            }
        }
        for (int key = 0; key < TYPED.length(); key++) {
            times.add(key(tab, Keys.BACK_SPACE));
        }
        figures.add(named("a key in the filter, median"), "ms", times.medianMillis());
        figures.add(named("a key in the filter, slowest"), "ms", times.percentileMillis(100), Target.below(100));
    }

    private Duration key(Tab tab, CharSequence key) {
        tab.press(key);
        return clock.settled();
    }

    private void add(String what, Duration time) {
        figures.add(named(what), "ms", time.toNanos() / 1e6);
    }

    private static String named(String what) {
        return "console, %d connections, %s".formatted(CONNECTIONS, what);
    }
}
