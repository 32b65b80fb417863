package dev.causeway.controller.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.certificates.TestCertificates;
import dev.causeway.controller.web.Json;
import dev.causeway.model.document.TunnelReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;

/// Whatever stands in whatever place of a call of whatever operation for anybody or for tenants: it is never an error
/// of the service. One place at a time is odd, so that the reading of it is not kept from happening by another.
class OddRequestsTest {

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z0-9_]+)}");

    /// Parameters that lists read in ways of their own.
    private static final Set<String> READ = Set.of(
            "limit", "marker", "offset", "id", "enterprise_project_id", "vgw_ip", "public_ip_address", "share_type");

    /// The others that some operation reads, and one that none does.
    private static final List<String> FURTHER = List.of(
            "page",
            "per_page",
            "sort_key",
            "sort_dir",
            "fields",
            "name",
            "status",
            "deploy_support",
            "expired_days_since",
            "alias",
            "description",
            "domain_id",
            "vpc_id",
            "vpn_id",
            "vgw_id",
            "cgw_id",
            "eip_id",
            "port_id",
            "private_ip_address",
            "ip_version",
            "nocatalog",
            "region",
            "availability_zone",
            "other");

    private static final List<String> HEADERS = List.of(
            "X-Auth-Token", "X-Subject-Token", "X-Project-Id", "X-Sdk-Date", "Authorization", "Cookie", "Origin");

    private static Path folder;
    private static WholeService service;
    private static ObedientAgent host;
    private static Instant heard;
    private static HttpClient client;
    private static HttpClient agents;
    private static String token;
    private static Map<String, String> ids;
    private static List<Place> places;

    /// A call with a place in it where something odd goes.
    ///
    /// @param read whether the operation is known to look at it: in a path, a body, or the query of a list
    record Place(String name, boolean read, Function<Odd, HttpRequest> call) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeContainer
    static void start() throws Exception {
        folder = Files.createTempDirectory("causeway-odd");
        service = new WholeService(folder);
        host = service.host;
        var authorities = TestCertificates.chain(Files.readString(folder.resolve("ca.pem")));
        client = client(authorities.getFirst());
        agents = client(authorities.getLast());
        logIn();
        fill();
        places = places();
    }

    @AfterContainer
    static void stop() throws IOException {
        client.close();
        agents.close();
        service.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(generation = GenerationMode.EXHAUSTIVE, tries = 100_000, shrinking = ShrinkingMode.OFF)
    void ofEachKindInEachPlace(@ForAll("whereItIsRead") Place place, @ForAll("ofEachKind") Odd odd) throws Exception {
        check(place, odd);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void ofAnyKindInAnyPlace(@ForAll("everywhere") Place place, @ForAll("ofAnyKind") Odd odd) throws Exception {
        check(place, odd);
    }

    @Provide
    Arbitrary<Place> everywhere() {
        return Arbitraries.of(places);
    }

    @Provide
    Arbitrary<Place> whereItIsRead() {
        return Arbitraries.of(places.stream().filter(Place::read).toList());
    }

    @Provide
    Arbitrary<Odd> ofEachKind() {
        return Arbitraries.of(Odd.OF_EACH_KIND);
    }

    @Provide
    Arbitrary<Odd> ofAnyKind() {
        return Odd.any();
    }

    /// What is not built says so by 501, which is no error of the service.
    private static void check(Place place, Odd odd) throws Exception {
        keepTheHostHeard();
        HttpRequest request = place.call().apply(odd);
        var answer = (request.uri().getPort() == service.port() ? client : agents)
                .send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s with %s gave %s", place, odd.json(), answer.body())
                .satisfiesAnyOf(
                        status -> assertThat(status).isLessThan(500),
                        status -> assertThat(status).isEqualTo(501));
    }

    /// What lies on a host that is silent takes no changes.
    private static void keepTheHostHeard() throws Exception {
        if (Instant.now().isAfter(heard.plusSeconds(10))) {
            host.obey(TunnelReport.State.UP);
            heard = Instant.now();
        }
    }

    private static List<Place> places() throws Exception {
        List<Place> all = new ArrayList<>();
        for (var path : send(request("GET", "/openapi.json", "")).get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                JsonNode security = operation.getValue().get("security");
                if (security.isEmpty() || security.toString().contains("token")) {
                    addPlaces(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), all);
                }
            }
        }
        addEnrolment(all);
        return all;
    }

    /// The agents' listener has one operation for anybody.
    private static void addEnrolment(List<Place> all) {
        String path = "/agent/v1/enrol";
        for (String body : RightBodies.withAPlaceForSomethingOdd("POST " + path)) {
            all.add(new Place(
                    path + " " + body,
                    true,
                    odd -> HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.agentPort() + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(odd(body, odd)))
                            .build()));
        }
    }

    private static HttpClient client(X509Certificate authority) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TestCertificates.client(authority))
                .build();
    }

    private static void addPlaces(String method, String template, List<Place> all) {
        String operation = method + " " + template;
        boolean withBody = method.equals("POST") || method.equals("PUT");
        String right = withBody ? filled(RightBodies.of(operation)) : "";
        PARAMETER
                .matcher(template)
                .results()
                .map(MatchResult::group)
                .forEach(name -> all.add(new Place(
                        operation + " " + name,
                        true,
                        odd -> request(method, filled(template.replace(name, odd.encoded())), right))));
        if (withBody) {
            RightBodies.withAPlaceForSomethingOdd(operation)
                    .forEach(body -> all.add(new Place(
                            operation + " " + body,
                            true,
                            odd -> request(method, filled(template), odd(filled(body), odd)))));
        }
        if (method.equals("GET")) {
            boolean list = template.contains("{project_id}") && !template.endsWith("}");
            for (String name : Stream.concat(READ.stream(), FURTHER.stream()).toList()) {
                all.add(new Place(
                        operation + " ?" + name,
                        list && READ.contains(name),
                        odd -> request(method, filled(template) + "?" + name + "=" + odd.encoded(), "")));
            }
            all.add(new Place(
                    operation + " ?*",
                    false,
                    odd -> request(method, filled(template) + "?" + odd.encoded() + "=" + odd.encoded(), "")));
        }
        addHeaders(method, template, right, all);
    }

    private static void addHeaders(String method, String template, String body, List<Place> all) {
        for (String name : HEADERS) {
            all.add(new Place(
                    method + " " + template + " " + name,
                    false,
                    odd -> HttpRequest.newBuilder(uri(filled(template)))
                            .setHeader("Content-Type", "application/json")
                            .setHeader("Authorization", authorization())
                            .setHeader(name, odd.header())
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build()));
        }
    }

    private static String odd(String body, Odd odd) {
        String here = '"' + RightBodies.HERE + '"';
        return body.replace(here + ":", odd.name() + ":").replace(here, odd.json());
    }

    /// One whose key is right and whose signature is not.
    private static String authorization() {
        return "SDK-HMAC-SHA256 Access=%s, SignedHeaders=host;x-sdk-date, Signature=%s"
                .formatted(ids.get("access_key"), "0".repeat(64));
    }

    /// Puts identifiers of what is there in the place of their names.
    private static String filled(String text) {
        return PARAMETER.matcher(text).replaceAll(name -> resource(text, name.group(1)));
    }

    private static String resource(String text, String name) {
        String known = switch (name) {
            case "resource_id" ->
                text.contains("/vpcs/")
                        ? "vpc_id"
                        : text.contains("/subnets/")
                                ? "subnet_id"
                                : text.contains("/p2c-vpn-gateways/") ? "p2c_vgw_id" : "publicip_id";
            case "user_id" -> text.contains("/vpn-servers/") ? "client_user_id" : name;
            default -> name;
        };
        return ids.getOrDefault(known, "00000000-0000-0000-0000-000000000001");
    }

    private static void logIn() throws Exception {
        JsonNode credentials = service.credentials();
        ids = new HashMap<>();
        for (String name : List.of("project_id", "user_id", "access_key")) {
            ids.put(name, credentials.get(name).stringValue());
        }
        token = "";
        String login =
                """
                {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"%s","password":"%s"}}},
                 "scope":{"project":{"id":"%s"}}}}""".formatted(ids.get("user_id"), credentials.get("password").stringValue(), ids.get("project_id"));
        token = client.send(request("POST", "/v3/auth/tokens", login), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    /// Makes one of each thing.
    private static void fill() throws Exception {
        make("vpc_id", "/vpc/id", "/v1/{project_id}/vpcs", "{'vpc':{'name':'v','cidr':'10.0.0.0/8'}}");
        make("subnet_id", "/subnet/id", "/v1/{project_id}/subnets", """
                {'subnet':{'name':'s','cidr':'10.0.0.0/24','gateway_ip':'10.0.0.1','vpc_id':'{vpc_id}'}}""");
        make("publicip_id", "/publicip/id", "/v1/{project_id}/publicips", """
                {'publicip':{'type':'5_bgp'},'bandwidth':{'name':'b','size':8,'share_type':'PER'}}""");
        ids.put(
                "bandwidth_id",
                send(request("GET", filled("/v1/{project_id}/publicips/{publicip_id}"), ""))
                        .at("/publicip/bandwidth_id")
                        .stringValue());
        make("vgw_id", "/vpn_gateway/id", "/v5/{project_id}/vpn-gateways", """
                {'vpn_gateway':{'vpc_id':'{vpc_id}','connect_subnet':'{subnet_id}','local_subnets':['10.0.0.0/24'],
                 'eip1':{'type':'5_bgp','bandwidth_size':10},'eip2':{'type':'5_bgp','bandwidth_size':10}}}""");
        make("p2c_vgw_id", "/p2c_vpn_gateway/id", "/v5/{project_id}/p2c-vpn-gateways", """
                {'p2c_vpn_gateway':{'vpc_id':'{vpc_id}','connect_subnet':'{subnet_id}',
                 'eip':{'type':'5_bgp','bandwidth_size':10}}}""");
        host.obey(TunnelReport.State.DOWN);
        ids.put(
                "eip_id",
                send(request("GET", filled("/v5/{project_id}/vpn-gateways/{vgw_id}"), ""))
                        .at("/vpn_gateway/eip1/id")
                        .stringValue());
        make("customer_gateway_id", "/customer_gateway/id", "/v5/{project_id}/customer-gateways", """
                {'customer_gateway':{'id_value':'198.51.100.2'}}""");
        make("vpn_connection_id", "/vpn_connection/id", "/v5/{project_id}/vpn-connection", """
                {'vpn_connection':{'vgw_id':'{vgw_id}','vgw_ip':'{eip_id}','cgw_id':'{customer_gateway_id}',
                 'style':'policy','peer_subnets':['192.168.44.0/24'],'psk':'Abcd_1234',
                 'policy_rules':[{'source':'10.0.0.0/24','destination':['192.168.44.0/24']}]}}""");
        make("connection_monitor_id", "/connection_monitor/id", "/v5/{project_id}/connection-monitors", """
                {'connection_monitor':{'vpn_connection_id':'{vpn_connection_id}'}}""");
        fillForClients();
        host.obey(TunnelReport.State.UP, "a line");
        heard = Instant.now();
    }

    private static void fillForClients() throws Exception {
        make("vpn_server_id", "/vpn_server/id", "/v5/{project_id}/p2c-vpn-gateways/{p2c_vgw_id}/vpn-servers", """
                {'vpn_server':{'client_cidr':'172.16.0.0/24','local_subnets':['10.0.0.0/24'],
                 'server_certificate':{'source':'SERVICE_SIGN'}}}""");
        host.obey(TunnelReport.State.DOWN);
        String server = "/v5/{project_id}/p2c-vpn-gateways/vpn-servers/{vpn_server_id}";
        make("group_id", "/user_group/id", server + "/groups", "{'user_group':{'name':'staff'}}");
        make("client_user_id", "/user/id", server + "/users", "{'user':{'name':'bobby','password':'Abcd_1234'}}");
        make("policy_id", "/access_policy/id", server + "/access-policies", """
                {'access_policy':{'name':'p','user_group_id':'{group_id}','dest_ip_cidrs':['10.0.0.0/24']}}""");
        make("log_group_id", "/log_group_id", "/v2/{project_id}/groups", "{'log_group_name':'g'}");
        make("log_stream_id", "/log_stream_id", "/v2/{project_id}/groups/{log_group_id}/streams", """
                {'log_stream_name':'s'}""");
    }

    private static void make(String name, String pointer, String path, String body) throws Exception {
        JsonNode made = send(request("POST", filled(path), filled(body).replace('\'', '"')));
        assertThat(made.at(pointer).isString()).as("%s", made).isTrue();
        ids.put(name, made.at(pointer).stringValue());
    }

    private static HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("X-Auth-Token", token)
                .header("X-Causeway-Console", "1")
                .header("Sec-Fetch-Site", "same-origin")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode send(HttpRequest request) throws Exception {
        return Json.read(
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    private static URI uri(String path) {
        return URI.create("https://127.0.0.1:" + service.port() + path);
    }
}
