package dev.causeway.controller.connection;

import dev.causeway.controller.access.AccessFeature;
import dev.causeway.controller.clientgateway.P2cGatewayFeature;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.clienttrust.ClientCaFeature;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Exchanges;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.identity.Identity;
import dev.causeway.controller.identity.TenantCredentials;
import dev.causeway.controller.inventory.ChargeMode;
import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.inventory.NewEip;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.monitor.MonitorFeature;
import dev.causeway.controller.quota.QuotaFeature;
import dev.causeway.controller.reports.Attention;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.scm.ScmFeature;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.server.ServerFeature;
import dev.causeway.controller.tag.TagFeature;
import dev.causeway.controller.web.Route;
import dev.causeway.controller.web.TestApi;
import dev.causeway.model.EipId;
import dev.causeway.model.HostId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.VpcDocument;
import dev.causeway.model.password.Passwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/// A cloud of one host in which gateways and connections are made by calls over HTTP, and whose agent is played by the
/// test. These calls need no credentials.
public final class TestCloud implements AutoCloseable {

    /// What the metrics are asked for with.
    public static final String METRICS_TOKEN = "token-for-metrics";

    private static final String SEGMENT = "203.0.113.0/24";

    public final ProjectId project;
    public final Exchanges exchanges = Exchanges.with(TestDatabase.address());
    public final Database database = Database.open(exchanges.address(), 4);
    public final Documents documents = new Documents();
    public final Reports reports = new Reports();
    public final MovableClock clock = new MovableClock();
    public final HostId host;
    public final GatewayFeature gateways;
    public final ConnectionFeature connections;
    public final P2cGatewayFeature clientGateways;
    public final ServerFeature servers;
    public final AccessFeature access;
    public final ClientCaFeature clientCas;
    public final Passwords passwords = new Passwords(2);
    public final Inventory inventory;
    public final List<Feature> features;
    public final FakeAgent agent;
    private final List<FakeAgent> agents = new ArrayList<>();
    private final Hosts hosts = new Hosts(documents);
    private final Zones zones = new Zones(List.of("az1", "az2", "az3", "az4"));
    private final ClientTokens tokens;
    private final TestApi api;
    private final Optional<TestApi> guarded;
    private Optional<TenantCredentials> credentials = Optional.empty();

    public TestCloud() {
        this(false, SEGMENT);
    }

    private TestCloud(boolean withCredentials, String segment) {
        host = database.write(tx -> hosts.ensureFirst(tx, zones.names()));
        inventory = Inventory.open(database, documents, zones, new Internet(Prefix.parse(segment)), clock);
        gateways = GatewayFeature.open(database, documents, hosts, reports, inventory, clock);
        Vault vault = vault();
        connections = ConnectionFeature.open(database, documents, reports, inventory, gateways, vault, clock);
        var monitors = MonitorFeature.open(database, documents, gateways, connections, METRICS_TOKEN, clock);
        tokens = ClientTokens.start(database, vault, clock);
        clientGateways = P2cGatewayFeature.open(database, tokens, documents, hosts, inventory, clock);
        agent = agentOf(host);
        var scm = ScmFeature.open(database, vault, clock);
        servers = ServerFeature.open(database, tokens, documents, inventory, clientGateways, scm, vault, clock);
        access = AccessFeature.open(database, documents, clientGateways, servers, tokens, passwords, clock);
        clientCas = ClientCaFeature.open(database, tokens, servers, access, clock);
        features = new ArrayList<>(List.of(
                inventory,
                gateways,
                connections,
                monitors,
                clientGateways,
                scm,
                servers,
                access,
                clientCas,
                QuotaFeature.open(database)));
        features.add(new TagFeature(database, features));
        List<Route> routes =
                features.stream().flatMap(feature -> feature.routes().stream()).toList();
        if (withCredentials) {
            var settings = new Identity.Settings("region-1", "https://127.0.0.1:8443", Optional.empty());
            var identity = new Identity(database, vault, passwords, settings, clock);
            identity.bootstrap("main", (tenant, _) -> credentials = Optional.of(tenant));
            project = credentials.flatMap(TenantCredentials::projectId).orElseThrow();
            guarded = Optional.of(TestApi.serve(routes, identity.authenticator(), 64));
        } else {
            project = ProjectId.random();
            guarded = Optional.empty();
        }
        api = TestApi.serve(routes);
    }

    /// One that has a port at which credentials are asked for too.
    public static TestCloud guarded() {
        return new TestCloud(true, SEGMENT);
    }

    /// One whose EIPs come from another segment.
    public static TestCloud ofSegment(String segment) {
        return new TestCloud(false, segment);
    }

    /// Lets time pass in which hosts could be heard.
    public void listen(Duration time) {
        Instant end = clock.instant().plus(time);
        for (pays(); clock.instant().isBefore(end); pays()) {
            clock.pass(min(Duration.ofSeconds(10), Duration.between(clock.instant(), end)));
        }
    }

    private void pays() {
        database.change(tx -> Attention.at(clock.instant()).in(tx));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    public Hosts hosts() {
        return hosts;
    }

    /// One more host that serves all zones.
    public HostId anotherHost() {
        return database.write(tx -> {
            HostId added = hosts.add(tx, "host-2", zones.names());
            hosts.found(tx, added);
            return added;
        });
    }

    /// Say what the documents of nodes hold.
    List<DocumentSource> nodes() {
        return features.stream()
                .flatMap(feature -> feature.documents().stream())
                .filter(source -> source.kind() == DocumentKind.NODE)
                .toList();
    }

    /// What the document of a VPC says of the ways out of it.
    List<VpcDocument.PeerRoute> peerRoutes(Handle tx, VpcId vpc) {
        return new ConnectionRoutes(gateways.gateways()).of(tx, vpc);
    }

    /// Plays the agent of a host.
    public final FakeAgent agentOf(HostId of) {
        var played = new FakeAgent(this, of);
        agents.add(played);
        return played;
    }

    public TenantCredentials credentials() {
        return credentials.orElseThrow();
    }

    /// Where credentials are asked for.
    public int port() {
        return guarded.orElseThrow().port();
    }

    /// Calls an operation of the lab's project.
    ///
    /// @param path what follows the project in the path
    public TestApi.Answer call(String method, String path, String body) {
        return callAs(project, method, path, body);
    }

    public TestApi.Answer callAs(ProjectId caller, String method, String path, String body) {
        return api.call(caller, method, "/v5/" + caller + path, body);
    }

    /// Calls any operation of the project by its whole path.
    public TestApi.Answer callAt(String method, String path, String body) {
        return callAt(project, method, path, body);
    }

    public TestApi.Answer callAt(ProjectId caller, String method, String path, String body) {
        return api.call(caller, method, path, body);
    }

    /// The same with a further header.
    public TestApi.Answer callWith(String header, String value, String method, String path, String body) {
        return api.send(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/v5/" + project + path))
                .header("X-Auth-Token", project.value())
                .header("Content-Type", "application/json")
                .header(header, value)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// Asks for metrics as Prometheus does.
    public HttpResponse<String> metrics(String authorization) {
        return api.sendForText(HttpRequest.newBuilder(URI.create("https://localhost:" + api.port() + "/metrics"))
                .header("X-Auth-Token", "nobody")
                .header("Authorization", authorization)
                .build());
    }

    /// Calls an operation of the operator by its whole path.
    public TestApi.Answer callAsOperator(String method, String path, String body) {
        return api.callAsOperator(method, path, body);
    }

    /// Calls an operation that must succeed, and gives its answer.
    public JsonNode done(int status, String method, String path, String body) {
        TestApi.Answer answer = call(method, path, body);
        if (answer.status() != status) {
            throw new AssertionError(method + " " + path + " gave " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    public VpcId vpc(String cidr) {
        var id = VpcId.random();
        database.change(tx -> {
            long generation = documents.placeEverywhere(tx, Vpc.document(id)).orElseThrow();
            tx.createUpdate("""
                            INSERT INTO vpc (id, project_id, name, description, cidr, enterprise_project_id, generation)
                            VALUES (:id, :project, 'vpc', '', :cidr::cidr, '0', :generation)""")
                    .bind("id", id)
                    .bind("project", project)
                    .bind("cidr", cidr)
                    .bind("generation", generation)
                    .execute();
        });
        return id;
    }

    public SubnetId subnet(VpcId vpc, String cidr) {
        var id = SubnetId.random();
        database.change(tx -> {
            tx.createUpdate("""
                            INSERT INTO subnet (id, vpc_id, project_id, vpc_cidr, name, description, cidr, gateway,
                                                dhcp, dns, availability_zone, neutron_subnet_id, generation)
                            SELECT :id, id, project_id, cidr, 'subnet', '', :cidr::cidr, host(:cidr::cidr + 1)::inet,
                                   true, '{}', '', gen_random_uuid(), generation
                              FROM vpc WHERE id = :vpc""")
                    .bind("id", id)
                    .bind("vpc", vpc)
                    .bind("cidr", cidr)
                    .execute();
            tx.createUpdate("""
                            INSERT INTO subnet_address (subnet_id, vpc_id, subnet_cidr, address, holder_kind, holder_id)
                            SELECT id, vpc_id, cidr, gateway, 'router', vpc_id FROM subnet WHERE id = :id""").bind("id", id).execute();
        });
        return id;
    }

    public EipId eip() {
        return eipOf(project);
    }

    public EipId eipOf(ProjectId owner) {
        return database.write(tx -> inventory
                .eips()
                .create(
                        tx,
                        owner,
                        NewEip.of("5_bgp", new NewEip.Limit.Own(Optional.empty(), 10, ChargeMode.TRAFFIC), "0"))
                .id());
    }

    /// A gateway that works, on a VPC of its own, with EIPs of its own.
    ///
    /// @param more further members of the request, such as `"ha_mode": "active-standby",`
    public Site gateway(String more) {
        VpcId vpc = vpc("10.0.0.0/16");
        SubnetId subnet = subnet(vpc, "10.0.1.0/24");
        JsonNode made = done(201, "POST", "/vpn-gateways", """
                {"vpn_gateway": {%s "vpc_id": "%s", "connect_subnet": "%s", "local_subnets": ["10.0.0.0/16"],
                 "eip1": {"type": "5_bgp", "bandwidth_size": 10},
                 "eip2": {"type": "5_bgp", "bandwidth_size": 10}}}""".formatted(more, vpc, subnet));
        String id = made.at("/vpn_gateway/id").stringValue();
        agents.forEach(FakeAgent::work);
        JsonNode shown = done(200, "GET", "/vpn-gateways/" + id, "").get("vpn_gateway");
        return new Site(
                id,
                vpc,
                subnet,
                shown.at("/eip1/id").stringValue(),
                shown.at("/eip2/id").stringValue());
    }

    /// A gateway and its EIPs.
    public record Site(String gateway, VpcId vpc, SubnetId subnet, String eip1, String eip2) {}

    public String customerGateway(String address) {
        return done(201, "POST", "/customer-gateways", """
                {"customer_gateway": {"id_value": "%s"}}""".formatted(address))
                .at("/customer_gateway/id")
                .stringValue();
    }

    /// One that speaks BGP.
    public String customerGateway(String address, long asNumber) {
        return done(201, "POST", "/customer-gateways", """
                {"customer_gateway": {"id_value": "%s", "bgp_asn": %d}}""".formatted(address, asNumber))
                .at("/customer_gateway/id")
                .stringValue();
    }

    /// The body of a request for a static connection.
    public static String connection(Site site, String eip, String customerGateway, String more) {
        return """
                {"vpn_connection": {%s "vgw_id": "%s", "vgw_ip": "%s", "cgw_id": "%s"}}""".formatted(more, site.gateway(), eip, customerGateway);
    }

    public static final String USUAL = """
            "peer_subnets": ["192.168.44.0/24"], "psk": "Abcd_1234",""";

    public static final String BY_BGP = """
            "style": "bgp", "peer_subnets": ["192.168.44.0/24"], "psk": "Abcd_1234",""";

    public String connect(Site site, String eip, String customerGateway, String more) {
        return done(201, "POST", "/vpn-connection", connection(site, eip, customerGateway, more))
                .at("/vpn_connection/id")
                .stringValue();
    }

    public JsonNode shownConnection(String id) {
        return done(200, "GET", "/vpn-connection/" + id, "").get("vpn_connection");
    }

    public String status(String path) {
        return done(200, "GET", path, "").iterator().next().get("status").stringValue();
    }

    public long rows(String table) {
        return database.read(tx -> tx.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        guarded.ifPresent(TestApi::close);
        api.close();
        tokens.close();
        database.close();
        exchanges.close();
    }

    private static Vault vault() {
        try {
            Path folder = Files.createTempDirectory("causeway-lab");
            Path file = folder.resolve("master.key");
            Vault vault = Vault.open(file);
            Files.delete(file);
            Files.delete(folder);
            return vault;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
