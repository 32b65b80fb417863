package dev.causeway.controller.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the database notifies of when something is done.
class ToldChangesTest {

    private static final TestCloud CLOUD = new TestCloud();
    private static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static TestCloud.Site site;
    private static String connection;
    private static String node;
    private static String clientGateway;
    private static String server;
    private static List<String> toldOfEach;

    /// What is done while nobody listens is not heard: one says that somebody does.
    @BeforeAll
    static void start() throws InterruptedException {
        CLOUD.database.listen("changes", HEARD::add);
        assertThat(HEARD.poll(1, TimeUnit.MINUTES)).isEmpty();
        site = CLOUD.gateway("");
        connection = CLOUD.connect(site, site.eip1(), CLOUD.customerGateway("198.51.100.2"), TestCloud.USUAL);
        toldOfEach = told(ToldChangesTest::makeOneOfEach);
        node = CLOUD.agent.node(connection).node().toString();
    }

    @AfterAll
    static void stop() {
        CLOUD.close();
    }

    /// The lists and things that are told of, in the order in which they are.
    private static List<String> told(Runnable work) {
        upTo(mark());
        work.run();
        return upTo(mark()).stream()
                .peek(notification -> assertThat(notification).startsWith(CLOUD.project + " "))
                .map(notification ->
                        notification.substring(CLOUD.project.value().length() + 1))
                .toList();
    }

    private static List<String> toldBySql(String statement, Object... values) {
        return told(() -> CLOUD.database.change(tx -> tx.execute(statement, values)));
    }

    private static List<String> toldByReport() {
        CLOUD.clock.pass(Duration.ofSeconds(1));
        return told(CLOUD.agent::work);
    }

    private static String mark() {
        String mark = "mark " + NUMBER.incrementAndGet();
        CLOUD.database.change(tx -> tx.execute("SELECT pg_notify('changes', ?)", mark));
        return mark;
    }

    private static List<String> upTo(String mark) {
        List<String> notifications = new ArrayList<>();
        try {
            for (String next = next(); !next.equals(mark); next = next()) {
                notifications.add(next);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return notifications;
    }

    private static String next() throws InterruptedException {
        String next = HEARD.poll(1, TimeUnit.MINUTES);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void aThingIsToldOfFromItsFirstToItsLast() {
        var id = new ArrayList<String>();
        assertThat(told(() -> id.add(CLOUD.customerGateway("198.51.100.3"))))
                .containsExactlyInAnyOrder("customer-gateways " + id.getFirst(), "quotas");
        String path = "/customer-gateways/" + id.getFirst();
        assertThat(told(() -> CLOUD.done(200, "PUT", path, "{\"customer_gateway\": {\"name\": \"other\"}}")))
                .containsExactly("customer-gateways " + id.getFirst());
        assertThat(told(() -> CLOUD.call("DELETE", path, "")))
                .containsExactlyInAnyOrder("customer-gateways " + id.getFirst(), "quotas");
    }

    @Test
    void whatIsShownWithOthersIsToldOfThemToo() {
        String bandwidth = CLOUD.database.read(tx -> tx.createQuery("SELECT bandwidth_id FROM eip WHERE id = ?::uuid")
                .bind(0, site.eip1())
                .mapTo(String.class)
                .one());
        assertThat(toldBySql("UPDATE bandwidth SET size = size + 1 WHERE id = ?::uuid", bandwidth))
                .containsExactlyInAnyOrder(
                        "bandwidths " + bandwidth, "publicips " + site.eip1(), "vpn-gateways " + site.gateway());
        assertThat(toldBySql("""
                        INSERT INTO resource_tag (resource_id, resource_type, project_id, key, value)
                        VALUES (?::uuid, 'vpn-connection', ?, 'k', 'v')""", connection, CLOUD.project.value()))
                .containsExactlyInAnyOrder("tags " + connection, "vpn-connections " + connection);
    }

    @Test
    void aReportIsToldOfWhereItDiffers() {
        var _ = toldByReport();
        assertThat(toldByReport()).isEmpty();
        CLOUD.agent.tunnel(connection, TunnelReport.State.UP);
        assertThat(toldByReport()).containsExactly("vpn-connections " + connection);
        assertThat(toldByReport()).isEmpty();
        assertThat(toldBySql("UPDATE tunnel_report SET bytes_in = bytes_in + 1, packets_in = packets_in + 1"))
                .isEmpty();
        assertThat(toldBySql("UPDATE thing_report SET phase = 'FAILED' WHERE kind = 'NODE' AND id = ?", node))
                .containsExactly("vpn-gateways " + site.gateway());
        assertThat(toldBySql("UPDATE thing_report SET phase = 'APPLIED' WHERE kind = 'NODE' AND id = ?", node))
                .hasSize(1);
    }

    @Test
    void whatHostsSeeOfAConnectionIsTold() {
        String host = CLOUD.host.toString();
        assertThat(toldBySql("""
                        INSERT INTO bgp_peer_report VALUES
                        (?::uuid, ?::uuid, ?::uuid, '169.254.0.2', 1, 'active', now(), 0, 0, 0, 0, 'UP', '')""", connection, host, node)).containsExactly("vpn-connections " + connection);
        assertThat(toldBySql("UPDATE bgp_peer_report SET messages_in = 7")).isEmpty();
        assertThat(toldBySql("UPDATE bgp_peer_report SET received = 7"))
                .containsExactly("vpn-connections " + connection);
        assertThat(toldBySql(
                        "INSERT INTO sa_report VALUES (?::uuid, ?::uuid, ?::uuid, 'a', 'b', 0, 0, 0, 0, now())",
                        connection,
                        host,
                        node))
                .containsExactly("vpn-connections " + connection);
        assertThat(toldBySql("UPDATE sa_report SET bytes_in = 7, counted_at = now()"))
                .isEmpty();
        assertThat(toldBySql("DELETE FROM sa_report")).containsExactly("vpn-connections " + connection);
        assertThat(toldBySql("""
                        INSERT INTO seen_route
                        SELECT ?::uuid, ?::uuid, set_masklen('10.0.0.0'::inet + 256 * n, 24)::cidr, NULL, '203.0.113.1',
                               'IGP', '', 0, 'TUNNEL'
                          FROM generate_series(1, 500) AS n""", node, connection))
                .containsExactlyInAnyOrder("vpn-gateways " + site.gateway(), "vpn-connections " + connection);
        assertThat(toldBySql("DELETE FROM seen_route"))
                .containsExactlyInAnyOrder("vpn-gateways " + site.gateway(), "vpn-connections " + connection);
        assertThat(toldBySql(
                        "INSERT INTO drain_report VALUES (?::uuid, ?::uuid, now(), 'LEAVING', now(), now(), true)",
                        node,
                        host))
                .containsExactly("vpn-gateways " + site.gateway());
        assertThat(toldBySql("INSERT INTO tunnel_report (connection_id, host_id, node_id, generation, state, reason,"
                        + " since, packets_in, packets_out, bytes_in, bytes_out)"
                        + " VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'UP', '', now(), 0, 0,"
                        + " 0, 0)"))
                .isEmpty();
    }

    @Test
    void sessionsAreToldOfAndTheirTrafficTogether() {
        String session = UUID.randomUUID().toString();
        assertThat(toldBySql("""
                        INSERT INTO session_report VALUES (?::uuid, gen_random_uuid(), ?::uuid, gen_random_uuid(), NULL, 'a',
                               '198.51.100.9', 1, '172.16.0.6', now(), 0, 0, 0, 0, now())""", session, server))
                .containsExactlyInAnyOrder("sessions " + session, "p2c-vpn-gateways " + clientGateway);
        assertThat(toldBySql("UPDATE session_report SET bytes_in = 7")).containsExactly("sessions");
        assertThat(toldBySql("DELETE FROM session_report"))
                .containsExactlyInAnyOrder("sessions " + session, "p2c-vpn-gateways " + clientGateway);
    }

    @Test
    void aServerIsToldOfWithItsCas() {
        String ca = UUID.randomUUID().toString();
        assertThat(toldBySql("""
                        INSERT INTO client_ca (id, server_id, name, chain, digest, signer, created_at, updated_at)
                        VALUES (?::uuid, ?::uuid, 'ca', '{x}', '', '', now(), now())""", ca, server)).containsExactlyInAnyOrder("client-cas " + ca, "vpn-servers " + server);
        assertThat(toldBySql("DELETE FROM client_ca"))
                .containsExactlyInAnyOrder("client-cas " + ca, "vpn-servers " + server);
    }

    /// Words that triggers say and no controller knows would be told to nobody.
    @Test
    void everyListIsToldOf() {
        assertThat(toldOfEach.stream().map(notification -> notification.split(" ", 2)[0]))
                .containsOnly(
                        Stream.of(ChangedList.values()).map(ChangedList::word).toArray(String[]::new));
    }

    private static void makeOneOfEach() {
        CLOUD.database.change(tx -> {
            tx.execute("INSERT INTO domain (id, name) VALUES ('d', 'd')");
            tx.execute("INSERT INTO project (id, domain_id, name) VALUES (?, 'd', 'p')", CLOUD.project.value());
            tx.execute(
                    "INSERT INTO held_certificate VALUES ('c', 'd', 'c', '0', '', repeat('0', 64), '', now(), now())");
        });
        CLOUD.customerGateway("198.51.100.4");
        CLOUD.done(201, "POST", "/connection-monitors", """
                {"connection_monitor": {"vpn_connection_id": "%s"}}""".formatted(connection));
        VpcId vpc = CLOUD.vpc("10.0.0.0/16");
        SubnetId subnet = CLOUD.subnet(vpc, "10.0.1.0/24");
        clientGateway = CLOUD.done(201, "POST", "/p2c-vpn-gateways", """
                {"p2c_vpn_gateway": {"vpc_id": "%s", "connect_subnet": "%s", "tags": [{"key": "k", "value": "v"}],
                 "eip": {"type": "5_bgp", "bandwidth_size": 20}}}""".formatted(vpc, subnet))
                .at("/p2c_vpn_gateway/id")
                .stringValue();
        CLOUD.agent.work();
        server = CLOUD.done(201, "POST", "/p2c-vpn-gateways/" + clientGateway + "/vpn-servers", """
                {"vpn_server": {"client_cidr": "172.16.0.0/22", "local_subnets": ["10.0.0.0/16"],
                 "server_certificate": {"source": "SERVICE_SIGN"}}}""")
                .at("/vpn_server/id")
                .stringValue();
        fillServer("/p2c-vpn-gateways/vpn-servers/" + server);
        CLOUD.agent.work();
        CLOUD.clock.pass(Duration.ofSeconds(1));
        CLOUD.agent.work();
    }

    private static void fillServer(String path) {
        CLOUD.done(201, "POST", path + "/users", """
                {"user": {"name": "alice", "password": "Abcd_1234"}}""");
        String group = CLOUD.done(201, "POST", path + "/groups", """
                {"user_group": {"name": "g"}}""")
                .at("/user_group/id")
                .stringValue();
        CLOUD.done(201, "POST", path + "/access-policies", """
                {"access_policy": {"name": "p", "user_group_id": "%s", "dest_ip_cidrs": ["10.0.0.0/24"]}}""".formatted(group));
        CLOUD.database.change(tx -> {
            tx.execute("""
                    INSERT INTO client_crl (id, server_id, name, signer, serials, made_at, created_at)
                    VALUES (gen_random_uuid(), ?::uuid, '', '', '{}', now(), now())""", server);
            tx.execute("""
                    INSERT INTO session_report VALUES (gen_random_uuid(), gen_random_uuid(), ?::uuid, gen_random_uuid(),
                           NULL, 'a', '198.51.100.9', 1, '172.16.0.6', now(), 0, 0, 0, 0, now())""", server);
            tx.execute("DELETE FROM client_crl");
            tx.execute("DELETE FROM session_report");
        });
    }
}
